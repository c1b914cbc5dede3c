package dev.kiln.step;

import dev.kiln.aws.Builders;
import dev.kiln.aws.Commands;
import dev.kiln.aws.Executions;
import dev.kiln.aws.Images;
import dev.kiln.aws.RecipeBucket;
import dev.kiln.ledger.Builds;
import dev.kiln.ledger.Claims;
import dev.kiln.ledger.FailedBuilds;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Plans;
import dev.kiln.ledger.Waits;
import dev.kiln.lineage.Lineage;
import dev.kiln.metric.Metrics;
import dev.kiln.recipe.RecipeReader;

import java.time.InstantSource;
import java.util.List;

/** The work behind all states, put together once. */
public record Steps(
        Parents parents, Prepare prepare, TagImage tagImage, Callbacks callbacks, TrackExecution track, Sweep sweep) {
    /** What steps read and write in DynamoDB. */
    public record Records(
            Ledger ledger,
            Plans plans,
            Waits waits,
            Builds builds,
            FailedBuilds failedBuilds,
            Claims claims,
            Lineage lineage) {}

    /** What steps ask of AWS. */
    public record Aws(
            Builders builders, Commands commands, Images images, Executions executions, RecipeBucket bucket) {}

    /** Puts them together. */
    public static Steps over(
            Records records, Aws aws, MachineLaunch.Network network, Metrics metrics, InstantSource clock) {
        var callbacks = new Callbacks(
                records.waits(), records.ledger(), aws.executions(), clock, callbackSteps(records, aws, network));
        var parents = new Parents(aws.images(), aws.commands(), aws.builders(), records.lineage());
        var track = new TrackExecution(records.builds(), records.failedBuilds(), records.ledger(), callbacks, metrics);
        return new Steps(
                parents,
                prepare(records, aws, parents, clock),
                new TagImage(records.ledger(), records.plans(), aws.images(), records.lineage(), clock),
                callbacks,
                track,
                new Sweep(records.waits(), aws.executions(), callbacks, track, records.failedBuilds(), metrics, clock));
    }

    private static Prepare prepare(Records records, Aws aws, Parents parents, InstantSource clock) {
        return new Prepare(
                new RecipeReader(clock),
                aws.bucket(),
                parents,
                aws.images(),
                aws.executions(),
                records.builds(),
                records.claims(),
                records.plans());
    }

    private static List<CallbackStep> callbackSteps(Records records, Aws aws, MachineLaunch.Network network) {
        var ledger = records.ledger();
        var plans = records.plans();
        var builders = aws.builders();
        var launch = new MachineLaunch(ledger, builders, network);
        var commands = new GuestCommands(ledger, aws.commands(), builders);
        var finish = new Finish(records.builds(), records.claims(), records.lineage());
        return List.of(
                new JoinBuild(ledger, records.builds(), aws.executions()),
                new LaunchBuilder(ledger, plans, builders, aws.commands(), launch),
                new RunStep(plans, commands),
                new SealBuilder(plans, commands),
                new StopBuilder(builders),
                new CreateImage(ledger, plans, aws.images()),
                new RetireBuilder(ledger, builders),
                new VerifyImage(ledger, plans, builders, aws.commands(), launch, commands, finish));
    }
}
