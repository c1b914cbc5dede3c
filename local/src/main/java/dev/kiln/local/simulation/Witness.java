package dev.kiln.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.local.lambda.Sandbox;
import dev.kiln.local.states.Invocation;

/** Sees what happens in the world of a simulation, as it happens. */
interface Witness {
    /** A function is about to make a call. */
    default void before(ApiCall call) {}

    /** A call of a function took effect. */
    default void after(ApiCall call, Object answer) {}

    /** A service tells an event; whether it arrives anywhere is another matter. */
    default void event(JsonNode event) {}

    /** An invocation has ended. */
    default void invoked(Sandbox.Call call, Invocation ended) {}
}
