package dev.kiln.step;

import dev.kiln.aws.Builders;
import dev.kiln.aws.Commands;
import dev.kiln.aws.Executions;
import dev.kiln.aws.Images;
import dev.kiln.aws.Tags;
import dev.kiln.build.Plan;
import dev.kiln.ledger.BuildRecord;
import dev.kiln.ledger.Builds;
import dev.kiln.ledger.Leases;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Resource;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Lets a build go on with the builder of another one that has ended: the row of the machine moves, and the rows of what
 * was done on it are copied, so that the states find it done. The old row is closed first, under a condition: of two
 * builds that want the machine one gets it. Repeated, it ends the same way.
 */
final class Adoption {
    private static final String KEY = "instance#" + MachineLaunch.BUILDER + "#001";

    /** Attempts of the other build do not count among those of this one. */
    private static final String BEFORE = "-1";

    private final Ledger ledger;
    private final Builds builds;
    private final Leases leases;
    private final Executions executions;
    private final Builders builders;
    private final Commands commands;
    private final Images images;

    Adoption(Steps.Records records, Steps.Aws aws) {
        this.ledger = records.ledger();
        this.builds = records.builds();
        this.leases = records.leases();
        this.executions = aws.executions();
        this.builders = aws.builders();
        this.commands = aws.commands();
        this.images = aws.images();
    }

    /**
     * What of the other build is taken over.
     *
     * @param steps that many steps of the recipe, from the first one
     * @param seal the seal, and an image of the sealed machine
     */
    record Extent(int steps, boolean seal) {
        private boolean covers(CommandRecord command, String instance) {
            String key = command.row().key().substring(("command#" + instance + "#").length());
            if (key.startsWith(SealBuilder.KEY + "#")) {
                return seal;
            }
            return key.startsWith("step#") && Integer.parseInt(key.split("#", -1)[1]) <= steps;
        }
    }

    /** A builder that can be taken over, and what was done on it; or why it cannot. */
    sealed interface Found {
        /** It can. */
        record Builder(Resource row, List<Resource> held) implements Found {}

        /** It cannot; the reason is a clause. */
        record Nothing(String reason) implements Found {}
    }

    /** Looks whether the builder of a build can be taken over by another one. */
    Found find(String from, String to, Extent extent) {
        var held = ledger.resources(from);
        var taken = taken(held, to);
        if (taken.isPresent()) {
            return new Found.Builder(taken.get(), held);
        }
        if (runs(from)) {
            return new Found.Nothing("the build " + from + " still runs");
        }
        return Machines.builder(held)
                .map(row -> usable(row, held, extent))
                .orElseGet(() -> new Found.Nothing("the build " + from + " holds no builder any more"));
    }

    private static Optional<Resource> taken(List<Resource> held, String to) {
        return held.stream()
                .filter(row -> to.equals(row.attributes().get(Machines.ADOPTED_BY)) && MachineLaunch.isMachine(row))
                .findFirst();
    }

    private boolean runs(String build) {
        return builds.of(build)
                .flatMap(record -> executions.status(record.executionArn()))
                .filter(BuildRecord.RUNNING::equals)
                .isPresent();
    }

    private Found usable(Resource row, List<Resource> held, Extent extent) {
        String instance = row.resourceId().orElseThrow();
        if (!(builders.view(instance) instanceof Builders.View.Present present) || present.gone()) {
            return new Found.Nothing("its builder " + instance + " is gone");
        }
        var sealed = Machines.sealedAt(held, instance);
        if (Machines.sealBegun(held, instance) && (sealed.isEmpty() || !extent.seal())) {
            return new Found.Nothing("the seal of its builder " + instance + " has begun, which cannot be undone");
        }
        if (sealed.filter(present.started()::isAfter).isPresent()) {
            return new Found.Nothing("its sealed builder " + instance + " was started again");
        }
        return beyond(instance, held, extent)
                .<Found>map(key ->
                        new Found.Nothing("more than that was done on its builder " + instance + " (" + key + ")"))
                .orElseGet(() -> new Found.Builder(row, held));
    }

    /** A command that has taken effect, or may, and is not to be taken over. */
    private static Optional<String> beyond(String instance, List<Resource> held, Extent extent) {
        return commands(held, instance)
                .filter(command -> !extent.covers(command, instance))
                .filter(command -> command.succeeded() || command.row().state() != Resource.State.CLOSED)
                .map(command -> command.row().key())
                .findFirst();
    }

    /** Takes over what was found; false when another build was faster. */
    boolean take(Found.Builder found, Plan plan, Extent extent) {
        String from = found.row().buildId();
        String instance = found.row().resourceId().orElseThrow();
        var closed = ledger.closed(
                found.row(),
                Map.of(Machines.ADOPTED_BY, plan.buildId(), MachineLaunch.END, "taken over by " + plan.buildId()));
        if (!plan.buildId().equals(closed.attributes().get(Machines.ADOPTED_BY))) {
            return false;
        }
        commands(found.held(), instance)
                .filter(command -> extent.covers(command, instance))
                .flatMap(command -> sent(command.row(), instance))
                .forEach(row -> takeCommand(row, plan));
        if (extent.seal()) {
            image(found.held()).ifPresent(row -> takeImage(row, plan));
        }
        images.tag(List.of(instance), new TreeMap<>(Map.of(Tags.BUILD, plan.buildId())));
        ledger.take(machine(closed, plan, from));
        leases.revoke(from);
        return true;
    }

    private static Stream<CommandRecord> commands(List<Resource> held, String instance) {
        return held.stream()
                .filter(row -> row.key().startsWith("command#" + instance + "#"))
                .map(CommandRecord::new);
    }

    /** A command whose answer was lost is looked for; one that was never sent is left out. */
    private Stream<Resource> sent(Resource row, String instance) {
        return row.state() == Resource.State.INTENDED
                ? commands.find(instance, row.attributes().get(CommandRecord.COMMENT)).stream()
                        .map(id -> ledger.sent(row, id))
                : Stream.of(row);
    }

    private Optional<Resource> image(List<Resource> held) {
        return held.stream()
                .filter(row -> row.key().startsWith("image#") && row.state() != Resource.State.CLOSED)
                .findFirst()
                .flatMap(row -> row.state() == Resource.State.OPEN ? Optional.of(row) : made(row));
    }

    private Optional<Resource> made(Resource intent) {
        return images.ownByName(intent.attributes().get("name"))
                .filter(view -> intent.buildId().equals(view.tags().get(Tags.BUILD)))
                .map(view -> ledger.opened(intent, view.imageId()));
    }

    /** One that is under way goes on for the build that has it now. */
    private void takeCommand(Resource row, Plan plan) {
        ledger.remember(row.of(plan.buildId(), row.key()).with(CommandRecord.REDRIVE, BEFORE));
        if (row.state() == Resource.State.OPEN) {
            ledger.closed(row, Map.of(MachineLaunch.END, "taken over by " + plan.buildId()));
        }
    }

    private void takeImage(Resource row, Plan plan) {
        ledger.take(row.of(plan.buildId(), "image#1").with(Machines.ADOPTED_FROM, row.buildId()));
        ledger.closed(row, Map.of(Machines.ADOPTED_BY, plan.buildId(), "end", "taken over by " + plan.buildId()));
    }

    private static Resource machine(Resource closed, Plan plan, String from) {
        var attributes = new TreeMap<>(closed.attributes());
        List.of(Machines.ADOPTED_BY, MachineLaunch.END, Revival.STARTED_IN).forEach(attributes::remove);
        attributes.put(MachineLaunch.GENERATION, "1");
        attributes.put(MachineLaunch.REDRIVE, "0");
        attributes.put(Machines.ADOPTED_FROM, from);
        return new Resource(
                plan.buildId(), KEY, Resource.State.OPEN, closed.resourceId(), closed.intendedAt(), attributes);
    }
}
