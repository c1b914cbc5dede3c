package dev.kiln.local.states;

import java.util.Map;

/** The states of a state machine, of a Parallel branch or of a Map's item processor, and where they start. */
record StateGraph(String startAt, Map<String, State> states) {
    /** The state of a name that loading has found to exist. */
    State state(String name) {
        return states.get(name);
    }
}
