package dev.kiln.local.simulation;

import dev.kiln.local.time.RandomSource;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What goes wrong in one simulation, drawn before it begins.
 *
 * @param oneIn each kind strikes once in so many chances; a kind that is not in it never does
 * @param lasting how long anything goes wrong; then everything heals
 * @param operatorEvery how often operators do something at random meanwhile, on the average
 */
public record FaultPlan(Preset preset, Map<FaultKind, Integer> oneIn, Duration lasting, Duration operatorEvery) {
    /** So many quarters of the kinds can be enabled by a seed. */
    private static final int QUARTERS = 4;

    public FaultPlan {
        var sorted = new EnumMap<FaultKind, Integer>(FaultKind.class);
        sorted.putAll(oneIn);
        oneIn = Collections.unmodifiableMap(sorted);
    }

    /** Draws a plan. */
    static FaultPlan draw(Preset preset, RandomSource random) {
        var lasting = random.between(Duration.ofHours(2), Duration.ofHours(4));
        var every = random.between(Duration.ofMinutes(12), Duration.ofMinutes(60));
        return new FaultPlan(
                preset,
                kinds(preset, random),
                Duration.ofMinutes(lasting.toMinutes()),
                Duration.ofMinutes(every.toMinutes()));
    }

    private static Map<FaultKind, Integer> kinds(Preset preset, RandomSource random) {
        return switch (preset) {
            case CALM -> Map.of();
            case SWARM -> swarm(random);
            case CAPACITY_STORM ->
                new EnumMap<>(
                        Map.of(FaultKind.CAPACITY_GONE, 1, FaultKind.CALL_THROTTLED, 15, FaultKind.EVENT_LOST, 20));
        };
    }

    private static Map<FaultKind, Integer> swarm(RandomSource random) {
        var kinds = new EnumMap<FaultKind, Integer>(FaultKind.class);
        int share = 1 + random.nextInt(QUARTERS - 1);
        for (FaultKind kind : FaultKind.values()) {
            boolean enabled = random.chance(share, QUARTERS);
            int rarer = 1 << random.nextInt(3);
            if (enabled) {
                kinds.put(kind, kind.oneIn() * rarer);
            }
        }
        return kinds;
    }

    /** For people: the preset, then each kind with its ratio. */
    @Override
    public String toString() {
        String kinds = oneIn.entrySet().stream()
                .map(kind -> kind.getKey() + " 1/" + kind.getValue())
                .collect(Collectors.joining(", "));
        return preset + ", faults for " + lasting.toMinutes() + " min, an operator every " + operatorEvery.toMinutes()
                + " min: " + (kinds.isEmpty() ? "no faults" : kinds);
    }
}
