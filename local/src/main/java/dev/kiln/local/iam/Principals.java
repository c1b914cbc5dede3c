package dev.kiln.local.iam;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Whom a statement of a resource's policy is about ("IAM JSON policy elements: Principal").
 *
 * @param services their names, for example {@code events.amazonaws.com}
 */
record Principals(boolean everyone, boolean account, SortedSet<String> services) {
    private static final Pattern ROOT = Pattern.compile("arn:aws:iam::\\d{12}:root|\\d{12}");

    /**
     * Reads the element: {@code "*"}, {@code {"AWS": "*"}}, the account itself, or services.
     *
     * @throws PolicyRefused if it names anyone else
     */
    static Principals read(String where, JsonNode element) {
        if (element.isTextual()) {
            return of(where, "AWS", List.of(element.asText()));
        }
        if (element.size() != 1) {
            throw new PolicyRefused(where + ": several kinds of principals are not known");
        }
        var only = element.properties().iterator().next();
        return of(where, only.getKey(), Texts.list(only.getValue()));
    }

    private static Principals of(String where, String kind, List<String> names) {
        if (kind.equals("Service")) {
            return new Principals(false, false, new TreeSet<>(names));
        }
        if (kind.equals("AWS") && names.equals(List.of("*"))) {
            return new Principals(true, false, new TreeSet<>());
        }
        if (kind.equals("AWS") && names.stream().allMatch(ROOT.asMatchPredicate())) {
            return new Principals(false, true, new TreeSet<>());
        }
        throw new PolicyRefused(where + ": principals " + kind + " " + names + " are not known");
    }

    boolean service(String name) {
        return everyone || services.contains(name);
    }
}
