package dev.kiln.integration.localstack;

import java.lang.instrument.Instrumentation;

/** A Java agent that does nothing, where one is asked for. */
public final class NoAgent {
    private NoAgent() {}

    /** Called by the JVM before the program. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        // Nothing is to be changed.
    }
}
