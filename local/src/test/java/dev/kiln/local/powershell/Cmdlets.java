package dev.kiln.local.powershell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Commands that are no functions of a script. What they get is kept, because Windows writes it into an event log where
 * module logging is turned on (Microsoft, "about_Logging").
 */
final class Cmdlets {
    private final List<String> heard = new ArrayList<>();
    private final Map<String, UnaryOperator<Object>> answers = new TreeMap<>();

    /** What a cmdlet gives for its parameters: for a list of those without names, or a map of those with. */
    void answer(String name, UnaryOperator<Object> answer) {
        answers.put(name.toLowerCase(Locale.ROOT), answer);
    }

    boolean isAnswered(String name) {
        return answers.containsKey(name.toLowerCase(Locale.ROOT));
    }

    /** Keeps what a command gets. */
    void hears(String name, List<Object> what) {
        what.forEach(one -> heard.add(name + ": " + Values.text(one)));
    }

    List<String> heard() {
        return List.copyOf(heard);
    }

    Object call(String name, List<Object> arguments, Map<String, Object> named) {
        hears(name, arguments);
        hears(name, List.copyOf(named.values()));
        if (isAnswered(name)) {
            var answer = answers.get(name.toLowerCase(Locale.ROOT)).apply(named.isEmpty() ? arguments : named);
            return Values.unrolled(Values.elements(answer));
        }
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "new-object" ->
                Members.create(
                        Values.text(arguments.getFirst()),
                        arguments.size() == 1 ? List.of() : Values.elements(arguments.get(1)));
            case "convertto-json" -> JsonObject.text(named.get("inputobject"), named.containsKey("compress"));
            case "compare-object" ->
                compared(Values.elements(named.get("referenceobject")), Values.elements(named.get("differenceobject")));
            default -> throw new UnsupportedOperationException("the command " + name);
        };
    }

    /** What one list has and the other has not. */
    private static Object compared(List<Object> reference, List<Object> difference) {
        return Stream.concat(
                        without(difference, reference).map(only -> only("=>", only)),
                        without(reference, difference).map(only -> only("<=", only)))
                .toList();
    }

    private static Stream<Object> without(List<Object> list, List<Object> other) {
        var left = new ArrayList<>(list);
        other.forEach(left::remove);
        return left.stream();
    }

    private static Object only(String side, Object what) {
        return Map.of("SideIndicator", side, "InputObject", what);
    }
}
