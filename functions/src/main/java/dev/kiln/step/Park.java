package dev.kiln.step;

import dev.kiln.aws.Executions;
import dev.kiln.aws.Notifications;
import dev.kiln.build.Plan;
import dev.kiln.ledger.BuildRecord;
import dev.kiln.ledger.Cards;
import dev.kiln.ledger.FailedBuilds;
import dev.kiln.ledger.FailureCard;
import dev.kiln.ledger.Lease;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Plans;
import dev.kiln.ledger.Resource;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What happens when an execution has ended badly: its machines are put on a lease, a failure card is written with what
 * the machines can still tell, and somebody is told. Repeated for the same end, it does nothing more.
 */
public final class Park {
    private final Ledger ledger;
    private final Plans plans;
    private final Cards cards;
    private final LeaseKeeper keeper;
    private final Executions executions;
    private final Evidences evidences;
    private final Notifications notifications;
    private final InstantSource clock;

    Park(Steps.Records records, Steps.Aws aws, LeaseKeeper keeper, InstantSource clock) {
        this.ledger = records.ledger();
        this.plans = records.plans();
        this.cards = records.cards();
        this.keeper = keeper;
        this.executions = aws.executions();
        this.evidences = new Evidences(aws.builders(), aws.evidence());
        this.notifications = aws.notifications();
        this.clock = clock;
    }

    /** Parks a build that has ended badly. */
    void park(BuildRecord build) {
        if (cards.of(build.buildId())
                .filter(card -> card.redriveCount() == build.redriveCount())
                .isPresent()) {
            return;
        }
        var held = ledger.resources(build.buildId());
        var plan = plans.find(build.buildId());
        var lease = keeper.grant(build, held);
        var card = card(build, plan, held, lease.map(Lease::until));
        notifications.tell(build.recipe() + " " + card.status().toLowerCase(Locale.ROOT), card.text());
        cards.put(card);
        // Only now, because a machine that is stopped has no console any more.
        lease.ifPresent(keeper::look);
    }

    private FailureCard card(
            BuildRecord build, Optional<Plan> plan, List<Resource> held, Optional<Instant> leaseUntil) {
        String state = executions.lastState(build.executionArn()).orElse("none");
        String error = build.error().orElse(build.status());
        Instant ended = build.endedAt().orElseGet(clock::instant);
        return new FailureCard(
                build.buildId(),
                build.recipe(),
                build.executionArn(),
                build.redriveCount(),
                ended,
                build.status(),
                state,
                step(state, plan, held),
                FailureClasses.of(build.status(), error),
                error,
                Causes.message(build.cause().orElse("")),
                evidences.of(build, held),
                Outlooks.of(state, plan, held),
                ended.plus(FailedBuilds.REDRIVABLE),
                leaseUntil);
    }

    private static Optional<String> step(String state, Optional<Plan> plan, List<Resource> held) {
        if (!"RunStep".equals(state) || plan.isEmpty()) {
            return Optional.empty();
        }
        var steps = plan.get().recipe().steps();
        return Machines.builder(held)
                .flatMap(Resource::resourceId)
                .or(() -> plan.get().parent().instanceId())
                .map(instance -> Outlooks.stepsDone(instance, plan.get(), held))
                .filter(done -> done < steps.size())
                .map(done -> steps.get(done).name());
    }
}
