package dev.kiln.local.simulation;

import java.util.Locale;

/** Which kinds of faults a simulation draws from. */
public enum Preset {
    /** Nothing goes wrong but what operators do. */
    CALM,
    /** Each seed enables kinds of faults of its own, so that every combination comes up once. */
    SWARM,
    /** EC2 has little capacity for hours, and throttles. */
    CAPACITY_STORM;

    /** As it is written on a command line. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        for (String word : name().toLowerCase(Locale.ROOT).split("_", -1)) {
            text.append(text.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return text.toString();
    }
}
