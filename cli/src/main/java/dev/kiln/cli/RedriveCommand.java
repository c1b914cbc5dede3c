package dev.kiln.cli;

import dev.kiln.local.account.LocalAccount;
import dev.kiln.local.windows.Expectations;
import dev.kiln.local.windows.InvalidExpectations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Takes up a build that ended badly, in the state in which it ended. */
@Command(
        name = "redrive",
        mixinStandardHelpOptions = true,
        description = {
            "Takes up a build that ended badly, as Redrive in the console of Step Functions does: first says what is reused and what is done again, then follows the build to its end.",
            "The build goes on with the recipe and the files that it began with. What was mended outside of them reaches it: a quota, a policy, a file on its machine."
        },
        footer = {
            "",
            "--json prints objects as kiln build --json does, but instead of planned:",
            "  redrive  buildId, status, state, error, redrive, reuses, redoes, minutesSaved,",
            "           redrivableUntil, daysLeft",
            "Times count from the redrive on."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the image is available; with --dry-run: the build can be redriven",
            "1:the build failed again",
            "2:wrong use, or the build cannot be redriven; nothing was started"
        })
final class RedriveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private AccountOption account;

    @Mixin
    private StackOption stack;

    @Option(names = "--dry-run", description = "Say what a redrive would do, and do nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print one JSON object a line, for machines.")
    private boolean json;

    @Option(
            names = "--expectations",
            paramLabel = "FILE",
            description = "What the scripts of the recipe are taken to do from now on, in the local account"
                    + " (default: they succeed).")
    private Optional<Path> expectations = Optional.empty();

    @Parameters(paramLabel = "BUILD", description = "The id of a build, as kiln builds lists it.")
    private String buildId;

    @Override
    public Integer call() {
        var terminal = Terminal.of(spec);
        if (stack.given() && expectations.isPresent()) {
            throw new CommandRefused("--expectations goes with the local account; in AWS scripts are run.");
        }
        var expected = expectations.map(RedriveCommand::read);
        try (var interruption = Interruption.listen()) {
            return stack.given()
                    ? stack.with(interruption::allows, deployment -> redrive(terminal, deployment))
                    : account.existing(local -> redrive(
                            new Local(local, new BuildPlace.Local(account.folder()), terminal, expected),
                            interruption));
        }
    }

    private int redrive(Terminal terminal, StackOption.Deployment deployment) {
        var place = new BuildPlace.Deployed(deployment.option());
        BuildView view = json ? new JsonView(terminal, false) : new TextView(terminal, place);
        var redriving = new Redriving(deployment.clients().pipeline().sfn(), deployment.records(), place);
        var preview = redriving.preview(
                buildId,
                deployment.stack().executionArn(buildId),
                deployment.clients().clock().instant());
        return redrive(
                redriving,
                preview,
                view,
                () -> new StackRun(terminal, deployment, view)
                        .follow(buildId, preview.redrive(), waited -> unseen(deployment, waited)));
    }

    private List<String> unseen(StackOption.Deployment deployment, Duration waited) {
        return List.of(
                "Step Functions took the redrive of " + buildId + ", but does not show it after "
                        + Durations.spoken(waited) + ". How it goes:",
                "  kiln show " + buildId + deployment.option());
    }

    /** A local account in which a build is redriven. */
    private record Local(LocalAccount account, BuildPlace place, Terminal terminal, Optional<Expectations> expected) {}

    private int redrive(Local local, Interruption interruption) {
        var account = local.account();
        BuildView view = json ? new JsonView(local.terminal(), true) : new TextView(local.terminal(), local.place());
        var redriving = new Redriving(account.states(), account.records(), local.place());
        var preview = redriving.preview(
                buildId, account.executionArn(buildId), account.timeline().instant());
        return redrive(redriving, preview, view, () -> {
            expect(local);
            var end = new BuildFollower(account, view, interruption).follow(buildId, preview.redrive());
            view.ended(end);
            return end.succeeded() ? ExitCode.DONE : ExitCode.FAILED;
        });
    }

    private int redrive(Redriving redriving, RedrivePreview preview, BuildView view, Supplier<Integer> follow) {
        view.redriving(preview);
        if (dryRun) {
            return ExitCode.DONE;
        }
        redriving.start(preview);
        view.redriven();
        return follow.get();
    }

    private void expect(Local local) {
        var recipe = local.account()
                .records()
                .plans()
                .find(buildId)
                .map(plan -> plan.recipe().name());
        recipe.ifPresent(name ->
                local.expected().ifPresent(expected -> local.account().nodes().expect(name, expected)));
    }

    private static Expectations read(Path file) {
        try {
            return Expectations.read(Files.readString(file));
        } catch (InvalidExpectations | IOException e) {
            throw new CommandRefused(file + " cannot be used: " + e.getMessage());
        }
    }
}
