package dev.kiln.local.powershell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What PowerShell takes values for: texts, whole numbers, truth values, lists and nothing. */
final class Values {
    /** A variable without a value, and the output of a command that writes none. */
    enum Nothing {
        NOTHING
    }

    private Values() {}

    /** What a command gives for all that it has written: one thing is no list. */
    static Object unrolled(List<Object> output) {
        return switch (output.size()) {
            case 0 -> Nothing.NOTHING;
            case 1 -> output.getFirst();
            default -> List.copyOf(output);
        };
    }

    /** Writes a value: a list goes out as its elements. */
    static void write(Object value, List<Object> output) {
        output.addAll(elements(value));
    }

    static List<Object> elements(Object value) {
        return switch (value) {
            case Nothing nothing -> List.of();
            case List<?> list -> new ArrayList<>(list);
            default -> List.of(value);
        };
    }

    static boolean truth(Object value) {
        return switch (value) {
            case Nothing nothing -> false;
            case Boolean flag -> flag;
            case Integer number -> number != 0;
            case String text -> !text.isEmpty();
            case List<?> list -> list.size() > 1 || (list.size() == 1 && truth(list.getFirst()));
            default -> true;
        };
    }

    static String text(Object value) {
        return switch (value) {
            case Nothing nothing -> "";
            case Boolean flag -> flag ? "True" : "False";
            case List<?> list -> list.stream().map(Values::text).collect(Collectors.joining(" "));
            default -> value.toString();
        };
    }

    static int number(Object value) {
        return switch (value) {
            case Nothing nothing -> 0;
            case Integer number -> number;
            case Boolean flag -> flag ? 1 : 0;
            case String text -> Integer.parseInt(text.strip());
            default -> throw new ScriptError("Cannot convert '" + value + "' to a number.");
        };
    }

    /** The value as a variable or parameter of a type takes it. */
    static Object as(String type, Object value) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "", "object", "scriptblock", "hashtable", "ordered" -> value;
            case "string" -> text(value);
            case "int" -> number(value);
            case "bool" -> truth(value);
            case "datetime" -> (Moment) value;
            case "void" -> Nothing.NOTHING;
            case "string[]" ->
                elements(value).stream().<Object>map(Values::text).toList();
            case "object[]" -> List.copyOf(elements(value));
            default -> throw new UnsupportedOperationException("the type [" + type + "]");
        };
    }

    /** The kind of the left one decides (Microsoft, "about_Comparison_Operators"). */
    static int compare(Object left, Object right) {
        if (left instanceof String text) {
            return text.compareToIgnoreCase(text(right));
        }
        return left instanceof Moment one && right instanceof Moment other
                ? one.compareTo(other)
                : Integer.compare(number(left), number(right));
    }

    /** Texts are the same whatever their case. */
    static boolean same(Object one, Object other) {
        if (one instanceof Nothing || other instanceof Nothing) {
            return one.equals(other);
        }
        if (one instanceof Integer number) {
            return number == number(other);
        }
        return text(one).equalsIgnoreCase(text(other));
    }
}
