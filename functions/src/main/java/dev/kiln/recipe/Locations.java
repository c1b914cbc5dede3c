package dev.kiln.recipe;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where the fields of a recipe stand in its text. */
public record Locations(SortedMap<String, Position> byField) {
    /** Line and column, both from 1. */
    public record Position(int line, int column) {}

    public Locations {
        byField = Collections.unmodifiableSortedMap(new TreeMap<>(byField));
    }

    /** The place of a field, or that of the nearest field around it. */
    public Position of(String field) {
        String around = field;
        while (!around.isEmpty() && !byField.containsKey(around)) {
            around = around.substring(0, Math.max(0, Math.max(around.lastIndexOf('.'), around.lastIndexOf('['))));
        }
        return byField.getOrDefault(around, new Position(1, 1));
    }

    /** A mistake in a field. */
    public Mistake mistake(String field, String problem, String mend) {
        var position = of(field);
        return new Mistake(position.line(), position.column(), field, problem, mend);
    }
}
