package dev.kiln.local.states;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The variables that the states of one graph assign, nested graphs left out. */
final class AssignedVariables {
    private AssignedVariables() {}

    static Set<String> of(JsonNode states) {
        var names = new TreeSet<String>();
        for (var state : states) {
            collect(state, names);
            for (var field : List.of("Catch", "Choices")) {
                state.path(field).forEach(entry -> collect(entry, names));
            }
        }
        return names;
    }

    private static void collect(JsonNode holder, Set<String> names) {
        holder.path("Assign").fieldNames().forEachRemaining(names::add);
    }
}
