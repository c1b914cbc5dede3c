package dev.kiln.step;

import dev.kiln.aws.Builders;
import dev.kiln.aws.Commands;
import dev.kiln.aws.Disks;
import dev.kiln.aws.ImageState;
import dev.kiln.aws.Images;
import dev.kiln.aws.Tags;
import dev.kiln.build.Plan;
import dev.kiln.error.BuilderLost;
import dev.kiln.error.BuilderStopped;
import dev.kiln.error.PipelineException;
import dev.kiln.error.VerificationFailed;
import dev.kiln.guest.GuestScript;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Plans;
import dev.kiln.ledger.Resource;
import dev.kiln.lineage.ImageLineage;
import dev.kiln.recipe.Check;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Proves that the image boots: launches a machine from it and runs the recipe's checks there. One command runs all
 * checks, because each command costs calls of SSM. After a good proof the machine is gone; after a bad one it is held,
 * to be looked at, and the image is in quarantine.
 */
public final class VerifyImage implements CallbackStep {
    private static final String PASSED = "passed";

    /** On the row of a machine that is held: what came out, and in which redrive. */
    private static final String VERDICT = "verdict";

    private static final Duration BOOT_CHECKS = Duration.ofMinutes(15);

    /** A generalized Windows boots in 5 to 15 minutes; what takes so long will not come up. */
    private static final Duration BOOT_MOST = Duration.ofMinutes(60);

    private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

    private final Ledger ledger;
    private final Plans plans;
    private final Builders builders;
    private final Images images;
    private final MachineLaunch launch;
    private final MachineReadiness readiness;
    private final GuestCommands commands;
    private final Finish finish;

    VerifyImage(
            Ledger ledger,
            Plans plans,
            Builders builders,
            Images images,
            Commands ssm,
            MachineLaunch launch,
            GuestCommands commands,
            Finish finish) {
        this.ledger = ledger;
        this.plans = plans;
        this.builders = builders;
        this.images = images;
        this.launch = launch;
        this.readiness = new MachineReadiness(ledger, builders, ssm);
        this.commands = commands;
        this.finish = finish;
    }

    @Override
    public String state() {
        return "VerifyImage";
    }

    @Override
    public Progress advance(StateInput input, Look look) {
        Plan plan = plans.of(input.buildId());
        var last =
                MachineLaunch.rows(look.held(), MachineLaunch.VERIFIER).stream().reduce((earlier, later) -> later);
        return switch (last.map(row -> verdict(row, input)).orElse(Verdict.NONE)) {
            case PASSED -> finished(plan, input, last.orElseThrow(), look);
            case FAILED -> throw quarantined(plan, input, last.orElseThrow(), look.held());
            case FAILED_BEFORE -> dismiss(last.orElseThrow(), look.held());
            case NONE -> examine(plan, input, look);
        };
    }

    private enum Verdict {
        PASSED,
        FAILED,
        /** A redrive verifies again what failed before it. */
        FAILED_BEFORE,
        NONE
    }

    private static Verdict verdict(Resource machine, StateInput input) {
        boolean held = machine.state() != Resource.State.CLOSED;
        String verdict = machine.attributes().getOrDefault(held ? VERDICT : MachineLaunch.END, "");
        if (verdict.equals(failedIn(input))) {
            return Verdict.FAILED;
        }
        if (held) {
            return verdict.isEmpty() ? Verdict.NONE : Verdict.FAILED_BEFORE;
        }
        return verdict.equals(PASSED) ? Verdict.PASSED : Verdict.NONE;
    }

    private static String failedIn(StateInput input) {
        return "failed in redrive " + input.redriveCount();
    }

    /** The machine of a proof that failed has been looked at; another one is launched at the next look. */
    private Progress dismiss(Resource machine, List<Resource> held) {
        String instance = machine.resourceId().orElseThrow();
        if (!terminated(instance)) {
            return new Progress.Waiting(instance, LOOK_AGAIN);
        }
        MachineLaunch.close(ledger, machine, held, "its proof failed, and was asked for again");
        return new Progress.Waiting(instance, MachineReadiness.LOOK_AGAIN);
    }

    private Progress examine(Plan plan, StateInput input, Look look) {
        var wanted = wanted(plan, input);
        return launch.launched(wanted, look.held(), look.now())
                .map(launched -> examine(launched, plan, input, look))
                .orElseGet(() -> MachineReadiness.launching(wanted));
    }

    private Progress examine(MachineLaunch.Launched launched, Plan plan, StateInput input, Look look) {
        var expected = BootExpectation.of(plan, look.held(), launched.row());
        var command = command(plan, launched.instanceId(), input, expected.arguments());
        try {
            if (GuestCommands.rows(look.held(), command).isEmpty() && !launched.earlierThan(wanted(plan, input))) {
                if (launched.row().intendedAt().plus(BOOT_MOST).isBefore(look.now())
                        && !readiness.reported(launched, look)) {
                    return failed(launched, plan, input);
                }
                if (!readiness.online(launched, look)) {
                    return MachineReadiness.waiting(launched, look.now());
                }
            }
            return switch (commands.advance(command, look)) {
                case GuestCommands.Standing.Under under -> under.waiting();
                case GuestCommands.Standing.Succeeded succeeded -> passed(launched, plan, input, look);
                case GuestCommands.Standing.Failed failed -> failed(launched, plan, input);
            };
        } catch (BuilderLost | BuilderStopped e) {
            return lost(launched, plan, input, look, e);
        }
    }

    /** The machine has served; the proof counts only when it is gone. */
    private Progress passed(MachineLaunch.Launched launched, Plan plan, StateInput input, Look look) {
        if (!terminated(launched.instanceId())) {
            return new Progress.Waiting(launched.instanceId(), LOOK_AGAIN);
        }
        return finished(plan, input, ledger.closed(launched.row(), Map.of(MachineLaunch.END, PASSED)), look);
    }

    /** Said on its row first, so that whoever comes next does not examine the machine again. */
    private Progress failed(MachineLaunch.Launched launched, Plan plan, StateInput input) {
        var noted = ledger.note(launched.row(), VERDICT, failedIn(input));
        if (noted.isEmpty()) {
            return new Progress.Waiting(launched.instanceId(), MachineReadiness.LOOK_AGAIN);
        }
        throw quarantined(plan, input, noted.get(), ledger.resources(input.buildId()));
    }

    private Progress lost(
            MachineLaunch.Launched launched, Plan plan, StateInput input, Look look, PipelineException cause) {
        if (!terminated(launched.instanceId())) {
            return new Progress.Waiting(launched.instanceId(), LOOK_AGAIN);
        }
        launch.closeLost(launched.row(), look.held());
        if (launched.earlierThan(wanted(plan, input))) {
            // It was lost before this redrive, which launches another one as soon as it looks again.
            return new Progress.Waiting(launched.instanceId(), MachineReadiness.LOOK_AGAIN);
        }
        throw new VerificationFailed("The machine that was launched from " + input.image()
                + " to verify it was lost: " + cause.getMessage()
                + "\nThe image is kept, unverified. Redrive launches another machine; nothing else is done again.");
    }

    private boolean terminated(String instance) {
        return "terminated".equals(builders.terminate(instance));
    }

    private Progress finished(Plan plan, StateInput input, Resource machine, Look look) {
        var row = lastCommand(plan, input, machine, ledger.resources(input.buildId()))
                .orElseThrow();
        images.tag(List.of(input.image()), ImageState.VERIFIED.tags());
        finish.verified(
                plan,
                input.image(),
                new ImageLineage.Verification(
                        look.now(),
                        machine.resourceId().orElseThrow(),
                        row.commandId(),
                        plan.recipe().verify().stream().map(Check::name).toList()));
        return Progress.Done.quietly();
    }

    /** Empty when the machine never came up to take one. */
    private static Optional<CommandRecord> lastCommand(
            Plan plan, StateInput input, Resource machine, List<Resource> held) {
        var command = command(plan, machine.resourceId().orElseThrow(), input, Map.of());
        return GuestCommands.rows(held, command).stream()
                .reduce((earlier, later) -> later)
                .map(CommandRecord::new);
    }

    /** What nobody should use says so itself. */
    private VerificationFailed quarantined(Plan plan, StateInput input, Resource machine, List<Resource> held) {
        images.tag(List.of(input.image()), ImageState.QUARANTINED.tags());
        String found = lastCommand(plan, input, machine, held)
                .map(VerifyImage::found)
                .orElseGet(() -> "- SSM did not hear of a machine launched from it within " + BOOT_MOST.toMinutes()
                        + " min: it does not boot, or its agent does not start");
        return new VerificationFailed(
                "The image " + input.image() + " did not pass its verification:\n" + found
                        + "\nThe image is kept in quarantine (tag " + Tags.STATE + "). " + kept(machine)
                        + "\nTo do: if the check was at fault, mend what it depends on and redrive: another machine is launched from the same image. If the image is at fault, mend the recipe and start a new build.");
    }

    private static String kept(Resource machine) {
        return machine.state() == Resource.State.CLOSED
                ? "The machine that was launched from it is gone."
                : "The machine that was launched from it, "
                        + machine.resourceId().orElseThrow()
                        + ", is kept to be looked at until its lease is over (kiln lease " + machine.buildId() + ").";
    }

    private static String found(CommandRecord last) {
        return last.result()
                        .map(r -> Texts.bullets(r.detail().path("reasons")))
                        .orElseGet(() -> "- " + last.reason(BOOT_CHECKS))
                + "\nSSM command: " + last.commandId() + "\n" + last.output();
    }

    private static MachineLaunch.Wanted wanted(Plan plan, StateInput input) {
        return new MachineLaunch.Wanted(
                MachineLaunch.VERIFIER,
                plan.buildId(),
                plan.recipe().name(),
                1,
                input.redriveCount(),
                input.image(),
                Disks.asTheyAre(plan.parent().rootDeviceName()),
                plan.recipe().builder().instanceTypes(),
                new MachineLaunch.Proof(Optional.empty(), runsUserData(plan)));
    }

    /** An image that nothing was done for is its builder once more, whose user data has been run. */
    private static boolean runsUserData(Plan plan) {
        return switch (plan.recipe().seal().method()) {
            case SYSPREP, SHUTDOWN -> true;
            case NONE -> false;
        };
    }

    private static GuestCommand command(Plan plan, String instance, StateInput input, Map<String, Object> expected) {
        var checks = plan.recipe().verify();
        Duration timeout = checks.stream().map(Check::timeout).reduce(BOOT_CHECKS, Duration::plus);
        return new GuestCommand(
                plan.buildId(),
                instance,
                "check-boot",
                "verify " + input.image(),
                GuestScript.CHECK_BOOT,
                run -> arguments(plan, checks, run, expected),
                timeout,
                1,
                input.redriveCount());
    }

    private static Map<String, Object> arguments(
            Plan plan, List<Check> checks, String run, Map<String, Object> expected) {
        Map<String, Object> arguments = new LinkedHashMap<>(expected);
        arguments.put("build", plan.buildId());
        arguments.put("recipe", plan.recipe().name());
        arguments.put("run", run);
        arguments.put("checks", checks.stream().map(VerifyImage::argument).toList());
        return arguments;
    }

    private static Map<String, Object> argument(Check check) {
        Map<String, Object> argument = new LinkedHashMap<>();
        argument.put("name", check.name());
        argument.put("script", check.script());
        argument.put("timeoutSeconds", check.timeout().toSeconds());
        return argument;
    }
}
