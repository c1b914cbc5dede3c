package dev.kiln.step;

import dev.kiln.aws.Images;
import dev.kiln.aws.Snapshots;
import dev.kiln.aws.Tags;
import dev.kiln.build.Plan;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Plans;
import dev.kiln.ledger.Resource;
import dev.kiln.lineage.ImageLineage;
import dev.kiln.lineage.Lineage;
import dev.kiln.lineage.MachineFacts;
import dev.kiln.lineage.SnapshotTimes;
import dev.kiln.lineage.StepRecord;
import dev.kiln.lineage.VolumeEncryption;
import dev.kiln.recipe.Encryption;
import dev.kiln.recipe.Seal;
import dev.kiln.recipe.Step;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Gives image and snapshots the tags that are known only after sealing, and writes the lineage. */
public final class TagImage {
    private final Ledger ledger;
    private final Plans plans;
    private final Images images;
    private final Snapshots snapshots;
    private final PreSnapshots preSnapshots;
    private final Lineage lineage;
    private final String deployment;
    private final ImageAttributes attributes;
    private final InstantSource clock;

    TagImage(
            Ledger ledger,
            Plans plans,
            Images images,
            Snapshots snapshots,
            PreSnapshots preSnapshots,
            Lineage lineage,
            String deployment,
            InstantSource clock) {
        this.snapshots = snapshots;
        this.preSnapshots = preSnapshots;
        this.deployment = deployment;
        this.ledger = ledger;
        this.plans = plans;
        this.images = images;
        this.lineage = lineage;
        this.attributes = new ImageAttributes(images);
        this.clock = clock;
    }

    /** Does both; again in the same words when it is repeated. */
    public void tag(StateInput input) {
        Plan plan = plans.of(input.buildId());
        var rows = ledger.resources(input.buildId());
        var facts = facts(rows, input.builder());
        var tags = new TreeMap<>(Tags.ofImage(
                plan.parent().imageId(),
                plan.buildKey(),
                facts.os(),
                facts.osVersion(),
                facts.agent() + " " + facts.agentVersion()));
        var touched = Machines.row(rows, input.builder())
                .flatMap(row -> Optional.ofNullable(row.attributes().get(Machines.HAND_TOUCHED)));
        touched.ifPresent(since -> tags.put(Tags.HAND_TOUCHED, since));
        // Also of an image that another build began.
        tags.put(Tags.BUILD, plan.buildId());
        var tagged = new ArrayList<>(List.of(input.image()));
        tagged.addAll(input.snapshotIds().orElse(List.of()));
        images.tag(tagged, tags);
        attributes.set(input.image(), plan.recipe().image().settings(), clock.instant());
        lineage.record(record(plan, input, rows, facts, tags, clock.instant()));
    }

    private ImageLineage record(
            Plan plan,
            StateInput input,
            List<Resource> rows,
            MachineFacts facts,
            SortedMap<String, String> late,
            Instant now) {
        var image = rows.stream()
                .filter(r -> r.resourceId().filter(input.image()::equals).isPresent())
                .findFirst();
        var tags = new ImageTags(deployment, plan).of("image");
        tags.putAll(late);
        return new ImageLineage(
                input.image(),
                image.map(r -> r.attributes().get("name")).orElse(plan.imageName()),
                input.snapshotIds().orElse(List.of()),
                plan.parent().imageId(),
                plan.parent().imageName(),
                plan.parent().chosenBy(),
                plan.recipe().name(),
                plan.source().versionId(),
                plan.source().sha256(),
                plan.buildKey(),
                plan.buildId(),
                plan.executionArn(),
                plan.startedBy(),
                plan.startedAt(),
                now,
                steps(plan, rows, input.builder()),
                sealed(rows, input.builder()).commandId(),
                facts,
                tags,
                Optional.empty(),
                Machines.row(rows, input.builder())
                        .flatMap(row -> Optional.ofNullable(row.attributes().get(Machines.ADOPTED_FROM))),
                Optional.ofNullable(late.get(Tags.HAND_TOUCHED)).map(Instant::parse),
                Optional.empty(),
                caveat(plan.recipe().seal().imageOf()),
                times(plan, input, rows),
                Optional.empty(),
                image.flatMap(row -> encryption(row, input)),
                new TreeSet<>());
    }

    /** EC2 says of the image which of its volumes are encrypted, and of its snapshots with which key. */
    private Optional<VolumeEncryption> encryption(Resource image, StateInput input) {
        return Optional.ofNullable(image.attributes().get(CreateImage.ENCRYPTED))
                .map(devices -> new VolumeEncryption(
                        List.of(devices.split(",", -1)),
                        snapshots.views(input.snapshotIds().orElse(List.of())).stream()
                                .flatMap(view -> view.kmsKey().stream())
                                .distinct()
                                .sorted()
                                .toList()));
    }

    /** The snapshots of a copy are others than those that were made of the builder, whose times are gone with them. */
    private Optional<SnapshotTimes> times(Plan plan, StateInput input, List<Resource> rows) {
        return plan.recipe().image().encryptionBy(Encryption.By.COPY).isPresent()
                ? Optional.empty()
                : preSnapshots.times(rows, input.builder(), input.snapshotIds().orElse(List.of()));
    }

    private static Optional<String> caveat(Seal.ImageOf imageOf) {
        return switch (imageOf) {
            case STOPPED, REBOOTED -> Optional.empty();
            case RUNNING ->
                Optional.of(
                        "It was taken of the running machine, so the integrity of its file systems is not guaranteed.");
        };
    }

    private static List<StepRecord> steps(Plan plan, List<Resource> rows, String builder) {
        var records = new ArrayList<StepRecord>();
        var steps = plan.recipe().steps();
        for (int i = 0; i < steps.size(); i++) {
            records.add(step(plan, steps.get(i), commands(rows, builder, RunStep.key(i))));
        }
        return records;
    }

    private static StepRecord step(Plan plan, Step step, List<CommandRecord> commands) {
        var last = commands.getLast();
        return new StepRecord(
                step.name(),
                step.kind(),
                Payloads.hashes(step, plan.payloads()),
                last.duration(),
                commands.stream().map(CommandRecord::commandId).toList(),
                last.result().map(r -> r.detail().toString()).orElse(""));
    }

    private static MachineFacts facts(List<Resource> rows, String builder) {
        return MachineFacts.of(sealed(rows, builder).result().orElseThrow().detail());
    }

    private static CommandRecord sealed(List<Resource> rows, String builder) {
        return commands(rows, builder, SealBuilder.KEY).getLast();
    }

    private static List<CommandRecord> commands(List<Resource> rows, String builder, String name) {
        return rows.stream()
                .filter(r -> r.key().startsWith("command#" + builder + "#" + name + "#"))
                .map(CommandRecord::new)
                .toList();
    }
}
