package dev.kiln.cli;

/** What the command tells its caller. */
final class ExitCode {
    /** What was asked for was done; of a build: its image is available. */
    static final int DONE = 0;

    /** The build failed. */
    static final int FAILED = 1;

    /** The command was used wrongly, or the recipe has mistakes; nothing was started. */
    static final int REFUSED = 2;

    private ExitCode() {}
}
