package dev.kiln.cli;

/** Numbers of things as people read them. */
final class Counts {
    private Counts() {}

    /** The number with its noun, for example {@code 1 step} or {@code 3 retries}. */
    static String of(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}
