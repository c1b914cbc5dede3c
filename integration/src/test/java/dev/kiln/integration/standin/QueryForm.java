package dev.kiln.integration.standin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A request in the form of EC2's Query API, with lists as {@code Name.1.Key}. */
record QueryForm(SortedMap<String, String> fields) {
    QueryForm {
        fields = new TreeMap<>(fields);
    }

    static QueryForm read(String body) {
        var fields = new TreeMap<String, String>();
        for (String pair : List.of(body.split("&", -1))) {
            int equals = pair.indexOf('=');
            fields.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
        }
        return new QueryForm(fields);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    String text(String name) {
        return fields.getOrDefault(name, "");
    }

    /** The tags that a kind of resource is to have from its creation; empty if none are asked for. */
    Optional<SortedMap<String, String>> tags(String resourceType) {
        for (int i = 1; fields.containsKey(specification(i) + "ResourceType"); i++) {
            if (text(specification(i) + "ResourceType").equals(resourceType)) {
                return Optional.of(tags(i));
            }
        }
        return Optional.empty();
    }

    private SortedMap<String, String> tags(int specification) {
        var tags = new TreeMap<String, String>();
        for (int i = 1; fields.containsKey(specification(specification) + "Tag." + i + ".Key"); i++) {
            String tag = specification(specification) + "Tag." + i + ".";
            tags.put(text(tag + "Key"), text(tag + "Value"));
        }
        return tags;
    }

    private static String specification(int number) {
        return "TagSpecification." + number + ".";
    }
}
