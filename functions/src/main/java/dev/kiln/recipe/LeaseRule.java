package dev.kiln.recipe;

import java.time.Duration;
import java.util.stream.Stream;

/** A lease that ends at once is none, and one that outlives the last redrive keeps what nobody can use. */
final class LeaseRule implements Rule {
    static final Duration SHORTEST = Duration.ofHours(1);

    /** Step Functions redrives an execution for so long after its end (its guide, "Redriving executions"). */
    static final Duration LONGEST = Duration.ofDays(14);

    @Override
    public Stream<Mistake> mistakes(Value recipe) {
        return recipe
                .get("builder")
                .flatMap(builder -> builder.get("parking"))
                .flatMap(parking -> parking.get("lease"))
                .stream()
                .filter(LeaseRule::outside)
                .map(lease -> lease.mistake(
                        Wording.quoted(lease.text().orElse("")) + " is outside of the range.", "Write 1h to 336h."));
    }

    private static boolean outside(Value lease) {
        return lease.text()
                .flatMap(Durations::read)
                .filter(d -> d.compareTo(SHORTEST) < 0 || d.compareTo(LONGEST) > 0)
                .isPresent();
    }
}
