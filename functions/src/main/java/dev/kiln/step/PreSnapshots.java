package dev.kiln.step;

import dev.kiln.aws.Snapshots;
import dev.kiln.aws.Tags;
import dev.kiln.build.Plan;
import dev.kiln.error.QuotaExceeded;
import dev.kiln.error.RequestRefused;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Resource;
import dev.kiln.lineage.SnapshotTimes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Snapshots of the builder's volumes before it is sealed, so that those of the image have only the changes since to
 * copy (EC2 user guide, "Create an Amazon EBS-backed AMI"). They are asked for and not waited for; the seal goes on
 * meanwhile. Only the image waits for what is left of them, because a snapshot copies what has changed since the last
 * complete one. They save time and nothing else, so a build never fails for want of them.
 */
final class PreSnapshots {
    /** On each of them, as {@link Tags#ROLE}. */
    static final String ROLE = "pre-snapshot";

    private static final String KEY = "preSnapshot#";
    private static final String IDS = "snapshotIds";
    private static final String AWAITED_FROM = "awaitedFrom";

    private static final Duration LOOK_AGAIN = Duration.ofMinutes(2);

    /** What takes longer will hardly be quicker for the image. */
    private static final Duration WORTH_WAITING = Duration.ofHours(4);

    private final Ledger ledger;
    private final Snapshots snapshots;
    private final String deployment;

    PreSnapshots(Ledger ledger, Snapshots snapshots, String deployment) {
        this.ledger = ledger;
        this.snapshots = snapshots;
        this.deployment = deployment;
    }

    /**
     * Asks for them once for a machine.
     *
     * @return what to wait for before the seal: only that it is known whether they were asked for
     */
    Optional<Progress.Waiting> ask(Plan plan, String instance, Look look) {
        var row = row(look.held(), instance);
        if (row.isEmpty()) {
            var intent = ledger.intend(Resource.intended(plan.buildId(), KEY + instance, look.now(), new TreeMap<>()));
            return intent.ours() ? taken(intent.row(), plan, instance) : underWay(instance);
        }
        return row.get().state() == Resource.State.INTENDED
                ? ledger.renew(row.get(), look.now())
                        .map(renewed -> takenAgain(renewed, plan, instance))
                        .orElseGet(() -> underWay(instance))
                : Optional.empty();
    }

    private Optional<Progress.Waiting> takenAgain(Resource row, Plan plan, String instance) {
        var found = found(row);
        return found.isEmpty() ? taken(row, plan, instance) : opened(row, found);
    }

    private static Optional<Progress.Waiting> underWay(String instance) {
        return Optional.of(new Progress.Waiting(instance, Ledger.INTENT_LIVES));
    }

    private Optional<Progress.Waiting> taken(Resource row, Plan plan, String instance) {
        var tags =
                new TreeMap<>(Tags.of(deployment, plan.buildId(), plan.recipe().name(), ROLE));
        tags.put(Tags.LAUNCH, MachineLaunch.launchTag(row));
        try {
            String description = "Before the seal of build " + plan.buildId();
            return opened(row, snapshots.take(instance, description, tags));
        } catch (RequestRefused | QuotaExceeded e) {
            ledger.closed(row, Map.of(MachineLaunch.END, "refused", "reason", e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<Progress.Waiting> opened(Resource row, List<String> ids) {
        ledger.sent(row.with(IDS, String.join(" ", ids)), ids.getFirst());
        return Optional.empty();
    }

    /** Those whose answer was lost carry the name of their row. */
    private List<String> found(Resource row) {
        return snapshots.tagged(Tags.LAUNCH, MachineLaunch.launchTag(row));
    }

    /** What the image is to wait for: empty when they are complete, gone, or were not wanted. */
    Optional<Progress.Waiting> incomplete(String instance, Look look) {
        return row(look.held(), instance)
                .filter(row -> row.state() == Resource.State.OPEN)
                .filter(row -> row.intendedAt().plus(WORTH_WAITING).isAfter(look.now()))
                .filter(row -> snapshots.views(ids(row)).stream().anyMatch(Snapshots.View::pending))
                .map(row -> awaited(row, look.now()));
    }

    private Progress.Waiting awaited(Resource row, Instant now) {
        if (!row.attributes().containsKey(AWAITED_FROM)) {
            // When somebody else has noted it meanwhile, that is as good.
            ledger.note(row, AWAITED_FROM, now.toString());
        }
        return new Progress.Waiting(ids(row).getFirst(), LOOK_AGAIN);
    }

    /** Whether the image had to wait for them, so that time has passed since the machine was stopped. */
    static boolean wereAwaited(List<Resource> held, String instance) {
        return row(held, instance)
                .filter(row -> row.attributes().containsKey(AWAITED_FROM))
                .isPresent();
    }

    /** How long they took and how long those of the image: empty where there is nothing to compare. */
    Optional<SnapshotTimes> times(List<Resource> held, String instance, List<String> ofImage) {
        return row(held, instance)
                .filter(row -> row.state() == Resource.State.OPEN)
                .flatMap(row -> times(row, ofImage));
    }

    private Optional<SnapshotTimes> times(Resource row, List<String> ofImage) {
        var ids = ids(row);
        var asked = new ArrayList<>(ids);
        asked.addAll(ofImage);
        var views = snapshots.views(asked);
        var before = views.stream().filter(v -> ids.contains(v.snapshotId())).toList();
        var image = views.stream().filter(v -> ofImage.contains(v.snapshotId())).toList();
        if (before.isEmpty()
                || image.isEmpty()
                || views.stream().anyMatch(v -> v.completedAt().isEmpty())) {
            return Optional.empty();
        }
        var waited = Optional.ofNullable(row.attributes().get(AWAITED_FROM))
                .map(Instant::parse)
                .map(from -> Duration.between(from, completed(before)))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
        return Optional.of(new SnapshotTimes(took(before), waited, took(image)));
    }

    private static Duration took(List<Snapshots.View> views) {
        var started = views.stream().map(Snapshots.View::startedAt).min(Instant::compareTo);
        return Duration.between(started.orElseThrow(), completed(views));
    }

    private static Instant completed(List<Snapshots.View> views) {
        return views.stream()
                .flatMap(v -> v.completedAt().stream())
                .max(Instant::compareTo)
                .orElseThrow();
    }

    /** Deletes those of all machines of a build: they have served. */
    void delete(List<Resource> held) {
        held.stream()
                .filter(row -> row.key().startsWith(KEY) && row.state() != Resource.State.CLOSED)
                .forEach(row -> {
                    var ids = row.state() == Resource.State.OPEN ? ids(row) : found(row);
                    ids.forEach(snapshots::delete);
                    ledger.closed(row, Map.of(MachineLaunch.END, "deleted"));
                });
    }

    private static Optional<Resource> row(List<Resource> held, String instance) {
        return held.stream().filter(row -> row.key().equals(KEY + instance)).findFirst();
    }

    private static List<String> ids(Resource row) {
        return List.of(row.attributes().get(IDS).split(" ", -1));
    }
}
