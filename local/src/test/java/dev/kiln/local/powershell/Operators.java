package dev.kiln.local.powershell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What stands between two values (Microsoft, "about_Operators"). */
final class Operators {
    private Operators() {}

    static Object apply(String operator, Object left, Object right) {
        return switch (operator.toLowerCase(Locale.ROOT)) {
            case "+" -> plus(left, right);
            case "-" -> Values.number(left) - Values.number(right);
            case "*" -> times(left, right);
            case "-eq" -> those(left, value -> Values.same(value, right));
            case "-ne" -> those(left, value -> !Values.same(value, right));
            case "-ceq" -> those(left, value -> Values.text(value).equals(Values.text(right)));
            case "-lt" -> Values.compare(left, right) < 0;
            case "-le" -> Values.compare(left, right) <= 0;
            case "-gt" -> Values.compare(left, right) > 0;
            case "-ge" -> Values.compare(left, right) >= 0;
            case "-contains" -> Values.elements(left).stream().anyMatch(value -> Values.same(value, right));
            case "-notcontains" -> Values.elements(left).stream().noneMatch(value -> Values.same(value, right));
            case "-join" ->
                Values.elements(left).stream().map(Values::text).collect(Collectors.joining(Values.text(right)));
            default -> byPattern(operator, left, right);
        };
    }

    private static Object byPattern(String operator, Object left, Object right) {
        return switch (operator.toLowerCase(Locale.ROOT)) {
            case "-match" -> those(left, matches(right, Pattern.CASE_INSENSITIVE));
            case "-notmatch" ->
                those(left, matches(right, Pattern.CASE_INSENSITIVE).negate());
            case "-cmatch" -> those(left, matches(right, 0));
            case "-replace" -> replace(left, Values.elements(right));
            case "-split" -> split(Values.text(left), Values.elements(right));
            default -> throw new UnsupportedOperationException("the operator " + operator);
        };
    }

    private static Predicate<Object> matches(Object pattern, int flags) {
        var compiled = Pattern.compile(Values.text(pattern), flags);
        return value -> compiled.matcher(Values.text(value)).find();
    }

    /** Of a list an operator picks elements; of anything else it says whether it holds. */
    private static Object those(Object left, Predicate<Object> holds) {
        return left instanceof List<?> list
                ? list.stream().<Object>map(value -> value).filter(holds).toList()
                : (Object) holds.test(left);
    }

    private static Object plus(Object left, Object right) {
        if (left instanceof List<?> list) {
            var both = new ArrayList<Object>(list);
            both.addAll(Values.elements(right));
            return List.copyOf(both);
        }
        return left instanceof Integer number ? (Object) (number + Values.number(right)) : text(left, right);
    }

    private static String text(Object left, Object right) {
        return Values.text(left) + Values.text(right);
    }

    private static Object times(Object left, Object right) {
        return left instanceof String text
                ? text.repeat(Values.number(right))
                : (Object) (Values.number(left) * Values.number(right));
    }

    private static String replace(Object left, List<Object> pair) {
        String replacement = pair.size() > 1 ? Values.text(pair.get(1)) : "";
        return Pattern.compile(Values.text(pair.getFirst()), Pattern.CASE_INSENSITIVE)
                .matcher(Values.text(left))
                .replaceAll(replacement);
    }

    private static List<Object> split(String text, List<Object> how) {
        int most = how.size() > 1 ? Values.number(how.get(1)) : -1;
        var pattern = Pattern.compile(Values.text(how.getFirst()), Pattern.CASE_INSENSITIVE);
        return most > 0 ? List.<Object>of((Object[]) pattern.split(text, most)) : parts(pattern.matcher(text), text);
    }

    /** What lies between the places that a pattern matches, and what its groups have matched there. */
    private static List<Object> parts(Matcher matcher, String text) {
        var parts = new ArrayList<Object>();
        int from = 0;
        while (matcher.find()) {
            parts.add(text.substring(from, matcher.start()));
            IntStream.rangeClosed(1, matcher.groupCount())
                    .filter(group -> matcher.start(group) >= 0)
                    .forEach(group -> parts.add(matcher.group(group)));
            from = matcher.end();
        }
        parts.add(text.substring(from));
        return List.copyOf(parts);
    }
}
