package dev.kiln.local.states;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The workflow variables of one graph, and a view of those of the graphs around it. */
final class Scope {
    private final Optional<Scope> outer;
    private final Map<String, Object> own = new LinkedHashMap<>();

    Scope(Optional<Scope> outer) {
        this.outer = outer;
    }

    void assign(JsonNode values) {
        values.properties().forEach(entry -> own.put(entry.getKey(), Plain.of(entry.getValue())));
    }

    /** The variables of this graph alone. */
    JsonNode own() {
        return Plain.json(own);
    }

    /** All variables that can be read here, by name; a new map for each call. */
    Map<String, Object> visible() {
        var all = outer.map(Scope::visible).orElseGet(LinkedHashMap::new);
        all.putAll(own);
        return all;
    }
}
