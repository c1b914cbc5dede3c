package dev.kiln.cli.stack;

/** What a look at a deployment has found. */
public sealed interface Finding {
    /** What was looked at. */
    String subject();

    /** It is as a build needs it. */
    record Good(String subject, String text) implements Finding {}

    /** A build would fail; the mend says what to do. */
    record Wrong(String subject, String problem, String mend) implements Finding {}

    /** Whoever asked may not look; the pipeline has permissions of its own and may well do it. */
    record Unchecked(String subject, String why) implements Finding {}
}
