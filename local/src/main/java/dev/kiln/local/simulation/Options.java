package dev.kiln.local.simulation;

/**
 * What a simulation is of, besides its seed.
 *
 * @param preset which kinds of faults there are
 * @param traceLines how many lines of the trace a failure shows
 */
public record Options(Preset preset, int traceLines) {
    private static final int LINES = 60;

    /** What is run on each change. */
    public static final Options USUAL = new Options(Preset.SWARM, LINES);

    /** With another preset, and a short trace. */
    public static Options of(Preset preset) {
        return new Options(preset, LINES);
    }
}
