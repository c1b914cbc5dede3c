package dev.kiln.cli.stack;

import java.time.Duration;

/** Lets time pass between two looks at something that takes long. */
@FunctionalInterface
public interface Pause {
    /** Waits; false when whoever looks wants to look no more. */
    boolean over(Duration time);
}
