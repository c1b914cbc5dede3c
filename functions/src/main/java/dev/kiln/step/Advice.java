package dev.kiln.step;

import dev.kiln.error.BuilderLost;
import dev.kiln.error.PipelineException;
import dev.kiln.ledger.FailedBuilds;
import dev.kiln.ledger.Plans;
import dev.kiln.ledger.Resource;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What an operator who opens the failed execution in the console reads after the error's own message. */
final class Advice {
    private final Plans plans;

    Advice(Plans plans) {
        this.plans = plans;
    }

    /** The message of an error that ends a state, with what a redrive would reuse and do. */
    String on(PipelineException error, StateInput input, List<Resource> held, Instant now) {
        if (error instanceof BuilderLost && !input.state().equals("LaunchBuilder")) {
            // The state machine goes on by itself with another builder.
            return error.getMessage();
        }
        var outlook = Outlooks.of(input.state(), plans.find(input.buildId()), held);
        var kind = FailureClasses.of("FAILED", error.getClass().getName());
        return error.getMessage() + "\nClass: " + kind.name().toLowerCase(Locale.ROOT) + ". " + outlook.text()
                + " It can be redriven until " + now.plus(FailedBuilds.REDRIVABLE)
                + ". More: kiln explain " + input.buildId();
    }
}
