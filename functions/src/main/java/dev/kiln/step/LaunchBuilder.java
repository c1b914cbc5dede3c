package dev.kiln.step;

import dev.kiln.aws.Builders;
import dev.kiln.aws.Commands;
import dev.kiln.aws.Tags;
import dev.kiln.build.Plan;
import dev.kiln.error.BuilderLost;
import dev.kiln.error.CapacityUnavailable;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Plans;
import dev.kiln.ledger.Resource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Launches the builder and waits until SSM reaches it. Each launch has a row and, from the row's key, a client token:
 * the same launch asked for twice is one instance. A launch that found no capacity is closed and the next pair of
 * subnet and type gets a row of its own.
 */
public final class LaunchBuilder implements CallbackStep {
    /** No event tells that an agent came online. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private static final String GENERATION = "generation";
    private static final String REDRIVE = "redrive";
    private static final String SUBNET = "subnet";
    private static final String TYPE = "type";
    private static final String END = "end";
    private static final String NO_CAPACITY = "no capacity";

    /** The generations of a builder that may be lost before a person has to look. */
    private static final int GENERATIONS_MAX = 3;

    private final Ledger ledger;
    private final Plans plans;
    private final Builders builders;
    private final Commands commands;
    private final Network network;

    /** Where builders run. */
    public record Network(List<String> subnetIds, String securityGroupId, String instanceProfile) {
        public Network {
            subnetIds = List.copyOf(subnetIds);
        }
    }

    public LaunchBuilder(Ledger ledger, Plans plans, Builders builders, Commands commands, Network network) {
        this.ledger = ledger;
        this.plans = plans;
        this.builders = builders;
        this.commands = commands;
        this.network = network;
    }

    @Override
    public String state() {
        return "LaunchBuilder";
    }

    @Override
    public Progress advance(StateInput input, Instant now) {
        if (input.builderGeneration() > GENERATIONS_MAX) {
            throw new BuilderLost(
                    "Builder " + GENERATIONS_MAX
                            + " of this build was lost like those before it; see their rows in the ledger."
                            + " Nothing runs. Find out what ends the instances, then start a new execution with the same input.");
        }
        var rows = launches(input);
        var current = rows.isEmpty() ? Optional.<Resource>empty() : Optional.of(rows.getLast());
        return current.filter(r -> r.state() != Resource.State.CLOSED)
                .map(r -> proceed(r, input, now))
                .orElseGet(() -> launchNext(input, now));
    }

    private Progress proceed(Resource row, StateInput input, Instant now) {
        return row.resourceId().map(instance -> look(row, instance)).orElseGet(() -> launch(row, input, now));
    }

    private Progress launchNext(StateInput input, Instant now) {
        Plan plan = plans.of(input.buildId());
        int subnets = network.subnetIds().size();
        int pair = (int)
                launches(input).stream().filter(r -> foundNoCapacity(r, input)).count();
        if (pair >= subnets * plan.instanceTypes().size()) {
            throw new CapacityUnavailable(
                    "EC2 has no capacity for any of " + plan.instanceTypes() + " in any of " + network.subnetIds()
                            + ". Nothing is held. Redrive later, or name more instance types in the recipe.");
        }
        int number = 1 + (int) all(input.buildId()).count();
        // Subnet and type are written down with the intent: the same token may only ever be sent with the same values.
        var attributes = new TreeMap<>(Map.of(
                GENERATION, Integer.toString(input.builderGeneration()),
                REDRIVE, Integer.toString(input.redriveCount()),
                SUBNET, network.subnetIds().get(pair % subnets),
                TYPE, plan.instanceTypes().get(pair / subnets)));
        var row = Resource.intended(input.buildId(), "instance#builder#%03d".formatted(number), now, attributes);
        return launch(ledger.intend(row).row(), input, now);
    }

    private Progress launch(Resource row, StateInput input, Instant now) {
        try {
            String instance = builders.launch(request(row, plans.of(input.buildId())));
            ledger.opened(row, instance);
            return new Progress.Waiting(instance, LOOK_AGAIN);
        } catch (CapacityUnavailable e) {
            ledger.closed(row, Map.of(END, NO_CAPACITY));
            return launchNext(input, now);
        }
    }

    private Builders.Launch request(Resource row, Plan plan) {
        return new Builders.Launch(
                Builders.clientToken(row.buildId() + "/" + row.key()),
                plan.parentImageId(),
                row.attributes().get(TYPE),
                row.attributes().get(SUBNET),
                network.securityGroupId(),
                network.instanceProfile(),
                plan.rootVolumeGiB(),
                plan.rootDeviceName(),
                Tags.of(plan.buildId(), plan.recipe(), "builder"));
    }

    private Progress look(Resource row, String instance) {
        if (commands.online(instance, row.intendedAt())) {
            return new Progress.Done(new TreeMap<>(Map.of("instanceId", instance)));
        }
        if (builders.view(instance) instanceof Builders.View.Present present && present.gone()) {
            ledger.closed(row, Map.of(END, "terminated"));
            throw new BuilderLost("The builder " + instance + " ended before SSM reached it (" + present.reason()
                    + "). Nothing is held. Mend the cause, then redrive: another builder is launched.");
        }
        return new Progress.Waiting(instance, LOOK_AGAIN);
    }

    private static boolean foundNoCapacity(Resource row, StateInput input) {
        return NO_CAPACITY.equals(row.attributes().get(END))
                && Integer.toString(input.redriveCount())
                        .equals(row.attributes().get(REDRIVE));
    }

    private List<Resource> launches(StateInput input) {
        return all(input.buildId())
                .filter(r -> Integer.toString(input.builderGeneration())
                        .equals(r.attributes().get(GENERATION)))
                .toList();
    }

    private Stream<Resource> all(String buildId) {
        return ledger.resources(buildId).stream().filter(r -> r.key().startsWith("instance#builder#"));
    }
}
