package dev.kiln.step;

import dev.kiln.aws.Belongings;
import dev.kiln.aws.Builders;
import dev.kiln.aws.Commands;
import dev.kiln.aws.EvidenceStore;
import dev.kiln.aws.Executions;
import dev.kiln.aws.ImageRemoval;
import dev.kiln.aws.Images;
import dev.kiln.aws.KeyPairs;
import dev.kiln.aws.Notifications;
import dev.kiln.aws.RecipeBucket;
import dev.kiln.aws.Snapshots;
import dev.kiln.aws.Volumes;
import dev.kiln.ledger.Builds;
import dev.kiln.ledger.Cards;
import dev.kiln.ledger.Claims;
import dev.kiln.ledger.FailedBuilds;
import dev.kiln.ledger.Leases;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Plans;
import dev.kiln.ledger.TokenBuckets;
import dev.kiln.ledger.Waits;
import dev.kiln.ledger.Watches;
import dev.kiln.lineage.Channels;
import dev.kiln.lineage.Lineage;
import dev.kiln.metric.Metrics;
import dev.kiln.recipe.RecipeReader;

import java.time.InstantSource;
import java.util.List;

/** The work behind all states, put together once. */
public record Steps(
        Parents parents,
        Prepare prepare,
        TagImage tagImage,
        Callbacks callbacks,
        TrackExecution track,
        Sweep sweep,
        Janitor janitor) {
    /** What steps read and write in DynamoDB. */
    public record Records(
            Ledger ledger,
            Plans plans,
            Waits waits,
            Builds builds,
            FailedBuilds failedBuilds,
            Cards cards,
            Leases leases,
            Watches watches,
            Claims claims,
            TokenBuckets buckets,
            Lineage lineage,
            Channels channels) {}

    /** What steps ask of AWS. */
    public record Aws(
            Builders builders,
            Commands commands,
            Images images,
            KeyPairs keyPairs,
            Executions executions,
            RecipeBucket bucket,
            EvidenceStore evidence,
            Notifications notifications,
            Belongings belongings,
            Snapshots snapshots,
            Volumes volumes,
            ImageRemoval imageRemoval) {}

    /** Puts them together. */
    public static Steps over(
            Records records, Aws aws, MachineLaunch.Network network, Metrics metrics, InstantSource clock) {
        var resumption = new Resumption(records.builds(), records.failedBuilds(), records.leases(), records.watches());
        var scaffolds = Scaffolds.of(records, aws, network.deployment());
        var callbacks = new Callbacks(
                records.waits(),
                records.ledger(),
                aws.executions(),
                resumption,
                new Advice(records.plans()),
                clock,
                callbackSteps(records, aws, scaffolds, network, clock));
        var parents = new Parents(records, aws);
        var keeper = new LeaseKeeper(records, aws, clock);
        var track = track(records, callbacks, resumption, new Park(records, aws, keeper, clock), metrics, clock);
        return new Steps(
                parents,
                prepare(records, aws, parents, clock),
                new TagImage(
                        records.ledger(),
                        records.plans(),
                        aws.images(),
                        aws.snapshots(),
                        scaffolds.preSnapshots(),
                        records.lineage(),
                        network.deployment(),
                        clock),
                callbacks,
                track,
                new Sweep(
                        agenda(records), aws.executions(), new Lookout(aws), callbacks, keeper, track, metrics, clock),
                new Janitor(records, aws, scaffolds, keeper, metrics, clock));
    }

    private static Sweep.Agenda agenda(Records records) {
        return new Sweep.Agenda(
                records.waits(), records.watches(), records.leases(), records.failedBuilds(), records.builds());
    }

    private static TrackExecution track(
            Records records,
            Callbacks callbacks,
            Resumption resumption,
            Park park,
            Metrics metrics,
            InstantSource clock) {
        return new TrackExecution(
                records.builds(),
                records.failedBuilds(),
                records.ledger(),
                records.watches(),
                callbacks,
                resumption,
                park,
                metrics,
                clock);
    }

    private static Prepare prepare(Records records, Aws aws, Parents parents, InstantSource clock) {
        return new Prepare(new RecipeReader(clock), parents, new Adoption(records, aws), records, aws, clock);
    }

    private static List<CallbackStep> callbackSteps(
            Records records, Aws aws, Scaffolds scaffolds, MachineLaunch.Network network, InstantSource clock) {
        var ledger = records.ledger();
        var plans = records.plans();
        var builders = aws.builders();
        var launch = new MachineLaunch(ledger, builders, records.buckets(), network);
        var revival = new Revival(ledger, builders, aws.commands(), clock);
        var commands = new GuestCommands(ledger, aws.commands(), builders, revival, records.buckets());
        var key = new ProofKey(ledger, aws.keyPairs(), network.deployment());
        var finish = new Finish(records.builds(), records.claims(), records.lineage());
        return List.of(
                new JoinBuild(ledger, records.builds(), aws.executions()),
                new LaunchBuilder(
                        ledger, plans, builders, aws.commands(), aws.volumes(), launch, revival, records.buckets()),
                new RunStep(plans, commands),
                new SealBuilder(plans, commands, scaffolds.preSnapshots()),
                new StopBuilder(plans, builders),
                new CreateImage(
                        ledger,
                        plans,
                        aws.images(),
                        builders,
                        scaffolds.preSnapshots(),
                        scaffolds.copies(),
                        network.deployment()),
                new RetireBuilder(ledger, builders, scaffolds.preSnapshots()),
                new VerifyImage(
                        ledger,
                        plans,
                        builders,
                        aws.commands(),
                        key,
                        launch,
                        commands,
                        new ProofEnd(aws.images(), finish, new FastLaunches(aws.images(), records.lineage()))));
    }
}
