package dev.kiln.local.powershell;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What .NET's values and types can do, as far as the scripts ask for it. */
final class Members {
    private Members() {}

    static Object get(Object of, String name) {
        if (of instanceof String text && name.equalsIgnoreCase("Length")) {
            return text.length();
        }
        if (of instanceof List<?> list && name.equalsIgnoreCase("Count")) {
            return list.size();
        }
        if (of instanceof Map<?, ?> object && object.containsKey(name)) {
            return object.get(name);
        }
        if (of instanceof Thing thing) {
            return thing.get(name);
        }
        throw unknown(of, name);
    }

    static void set(Object of, String name, Object value) {
        if (!(of instanceof Thing thing)) {
            throw unknown(of, name);
        }
        thing.set(name, value);
    }

    static Object call(Object of, String name, List<Object> arguments) {
        if (of instanceof List<?> && name.equalsIgnoreCase("Item")) {
            return at(of, arguments.getFirst());
        }
        return switch (of) {
            case String text -> call(text, name.toLowerCase(Locale.ROOT), arguments);
            case Thing thing -> thing.call(name, arguments);
            default -> throw unknown(of, name);
        };
    }

    private static Object call(String text, String name, List<Object> arguments) {
        return switch (name) {
            case "trim" -> text.strip();
            case "trimstart" -> trimmed(text, Values.text(arguments.getFirst()));
            case "startswith" -> text.startsWith(Values.text(arguments.getFirst()));
            case "contains" -> text.contains(Values.text(arguments.getFirst()));
            case "replace" -> text.replace(Values.text(arguments.get(0)), Values.text(arguments.get(1)));
            case "substring" ->
                arguments.size() == 1
                        ? text.substring(Values.number(arguments.getFirst()))
                        : text.substring(
                                Values.number(arguments.get(0)),
                                Values.number(arguments.get(0)) + Values.number(arguments.get(1)));
            default -> throw unknown(text, name);
        };
    }

    private static String trimmed(String text, String character) {
        int start = 0;
        while (text.startsWith(character, start)) {
            start += character.length();
        }
        return text.substring(start);
    }

    static Object getStatic(String type, String name, Scope scope) {
        if (type.equalsIgnoreCase("datetime") && name.equalsIgnoreCase("UtcNow")) {
            return scope.get(Functions.NOW);
        }
        throw unknown("[" + type + "]", name);
    }

    static Object callStatic(String type, String name, List<Object> arguments, Scope scope) {
        return switch ((type + "::" + name).toLowerCase(Locale.ROOT)) {
            case "math::min" -> Math.min(Values.number(arguments.get(0)), Values.number(arguments.get(1)));
            case "math::max" -> Math.max(Values.number(arguments.get(0)), Values.number(arguments.get(1)));
            // .NET escapes each character that means something, and the blank.
            case "regex::escape" -> Values.text(arguments.getFirst()).replaceAll("[\\\\*+?|{\\[()^$.# ]", "\\\\$0");
            case "regex::replace" ->
                Pattern.compile(Values.text(arguments.get(1)))
                        .matcher(Values.text(arguments.get(0)))
                        .replaceAll(found -> replacement(arguments.get(2), found, scope));
            case "char::converttoutf32" -> Values.text(arguments.get(0)).codePointAt(Values.number(arguments.get(1)));
            default -> throw unknown("[" + type + "]", name);
        };
    }

    /** A text, in which groups may be named, or what a block makes of a match. */
    private static String replacement(Object by, MatchResult found, Scope scope) {
        return by instanceof Code.ScriptBlock block
                ? Matcher.quoteReplacement(Values.text(
                        scope.functions().run(scope, block, List.of(Map.of("Value", found.group())))))
                : Values.text(by);
    }

    /** {@code New-Object} with what stands in parentheses behind the type. */
    static Object create(String type, List<Object> arguments) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "system.collections.generic.list[string]" -> new GrowingList();
            case "system.xml.xmldocument" -> new XmlDocument();
            case "system.xml.xmlnamespacemanager" -> new XmlNode.Prefixes(new TreeMap<>());
            case "system.management.automation.psnoteproperty" ->
                JsonObject.Property.note(Values.text(arguments.get(0)), arguments.get(1));
            default -> throw new UnsupportedOperationException("New-Object " + type);
        };
    }

    static Object at(Object of, Object index) {
        if (of instanceof Thing thing) {
            return thing.at(Values.text(index));
        }
        if (of instanceof Map<?, ?> object) {
            return object.containsKey(index) ? object.get(index) : Values.Nothing.NOTHING;
        }
        int place = Values.number(index);
        return switch (of) {
            case List<?> list -> list.get(place < 0 ? list.size() + place : place);
            case String text -> String.valueOf(text.charAt(place < 0 ? text.length() + place : place));
            default -> throw unknown(of, "[" + place + "]");
        };
    }

    private static UnsupportedOperationException unknown(Object of, String name) {
        return new UnsupportedOperationException("the member " + name + " of " + of);
    }
}
