package dev.kiln.local.time;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * The only randomness of a local account: one seed, forked by label for each subsystem, so that one more draw in one of
 * them does not shift the others.
 */
public final class RandomSource {
    private final long seed;
    private final SplittableRandom random;

    public RandomSource(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    /** A source of its own for a subsystem; the same label gives the same source. */
    public RandomSource fork(String label) {
        return new RandomSource(seed * 0x9E3779B97F4A7C15L + label.hashCode());
    }

    /** A number from 0 (inclusive) to {@code bound} (exclusive). */
    public int nextInt(int bound) {
        return random.nextInt(bound);
    }

    /** True in {@code numerator} of {@code denominator} cases. */
    public boolean chance(int numerator, int denominator) {
        return random.nextInt(denominator) < numerator;
    }

    /** A duration between the two, both inclusive, in milliseconds. */
    public Duration between(Duration least, Duration most) {
        return Duration.ofMillis(random.nextLong(least.toMillis(), most.toMillis() + 1));
    }

    /** Lower-case hexadecimal digits, as AWS uses in identifiers. */
    public String hex(int digits) {
        var text = new StringBuilder(digits);
        for (int i = 0; i < digits; i++) {
            text.append(Character.forDigit(random.nextInt(16), 16));
        }
        return text.toString();
    }

    /** A 36-character identifier of version 4, as AWS uses for commands and events. */
    public String uuid() {
        return "%s-%s-4%s-%c%s-%s"
                .formatted(hex(8), hex(4), hex(3), Character.forDigit(8 + random.nextInt(4), 16), hex(3), hex(12));
    }
}
