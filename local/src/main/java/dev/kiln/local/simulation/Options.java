package dev.kiln.local.simulation;

/**
 * What a simulation is of, besides its seed.
 *
 * @param preset which kinds of faults there are
 */
public record Options(Preset preset) {
    /** What is run on each change. */
    public static final Options USUAL = new Options(Preset.SWARM);
}
