package dev.kiln.local.states;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Loads a graph of states, and checks what concerns the graph as a whole. */
final class GraphLoader {
    private static final int MAX_NAME = 80;

    private final Set<String> names;

    /** A loader; {@code names} collects the names of all states of the machine, which must differ. */
    GraphLoader(Set<String> names) {
        this.names = names;
    }

    /**
     * Loads {@code StartAt} and {@code States} of an object.
     *
     * @param outerVariables the variables that enclosing graphs assign; a nested graph may read, not assign them
     */
    StateGraph load(Fields fields, Set<String> outerVariables) {
        var statesField = fields.object("States");
        var variables = new TreeSet<>(outerVariables);
        var own = AssignedVariables.of(fields.required("States"));
        own.stream().filter(outerVariables::contains).findFirst().ifPresent(name -> {
            throw statesField.refuse(
                    "Assign", "the variable $" + name + " belongs to an outer scope; use another name");
        });
        variables.addAll(own);
        var states = new LinkedHashMap<String, State>();
        fields.required("States").fieldNames().forEachRemaining(name -> {
            checkName(statesField, name);
            states.put(name, new StateLoader(this, variables).load(name, statesField.object(name)));
        });
        var startAt = fields.requiredText("StartAt");
        var graph = new StateGraph(startAt, states);
        checkTargets(fields, graph);
        checkReachable(statesField, graph);
        return graph;
    }

    private void checkName(Fields states, String name) {
        if (name.isEmpty() || name.length() > MAX_NAME) {
            throw states.refuse(name, "a state's name has 1 to " + MAX_NAME + " characters");
        }
        if (!names.add(name)) {
            throw states.refuse(name, "another state has this name; names are unique in the whole state machine");
        }
    }

    private static void checkTargets(Fields fields, StateGraph graph) {
        if (!graph.states().containsKey(graph.startAt())) {
            throw fields.refuse("StartAt", "there is no state " + graph.startAt());
        }
        graph.states()
                .forEach((name, state) -> targets(state).forEach(target -> {
                    if (!graph.states().containsKey(target)) {
                        throw fields.refuse(
                                "States." + name, "it goes on to " + target + ", which does not exist in this graph");
                    }
                }));
    }

    private static void checkReachable(Fields states, StateGraph graph) {
        Set<String> reached = new LinkedHashSet<>();
        var open = new ArrayDeque<String>();
        open.add(graph.startAt());
        while (!open.isEmpty()) {
            var name = open.remove();
            if (reached.add(name)) {
                targets(graph.state(name)).forEach(open::add);
            }
        }
        for (Map.Entry<String, State> entry : graph.states().entrySet()) {
            if (!reached.contains(entry.getKey())) {
                throw states.refuse(entry.getKey(), "no path leads to this state from " + graph.startAt());
            }
        }
    }

    private static Stream<String> targets(State state) {
        var ways = switch (state) {
            case State.Task task -> Stream.of(task.leaving());
            case State.Choice choice ->
                Stream.concat(choice.rules().stream().map(State.Rule::leaving), choice.otherwise().stream());
            case State.Wait wait -> Stream.of(wait.leaving());
            case State.Pass pass -> Stream.of(pass.leaving());
            case State.Succeed succeed -> Stream.of(succeed.leaving());
            case State.Fail fail -> Stream.<State.Leaving>empty();
            case State.Parallel parallel -> Stream.of(parallel.leaving());
            case State.Map map -> Stream.of(map.leaving());
        };
        return Stream.concat(ways, state.onError().catchers().stream().map(State.Catcher::leaving))
                .flatMap(leaving -> leaving.next().stream());
    }
}
