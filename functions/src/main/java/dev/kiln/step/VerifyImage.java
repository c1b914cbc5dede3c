package dev.kiln.step;

import dev.kiln.aws.Builders;
import dev.kiln.aws.Commands;
import dev.kiln.aws.Disks;
import dev.kiln.build.Plan;
import dev.kiln.error.BuilderLost;
import dev.kiln.error.BuilderStopped;
import dev.kiln.error.CapacityUnavailable;
import dev.kiln.error.PipelineException;
import dev.kiln.error.RequestRefused;
import dev.kiln.error.VerificationFailed;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Plans;
import dev.kiln.ledger.Resource;
import dev.kiln.lineage.ImageLineage;
import dev.kiln.recipe.Check;
import dev.kiln.seal.ImageDrives;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Proves that the image boots: launches a machine from it and runs the recipe's checks there. One command runs all
 * checks, because each command costs calls of SSM. After a good proof the machine is gone; after a bad one it is held,
 * to be looked at, and the image is in quarantine.
 */
public final class VerifyImage implements CallbackStep {
    private static final String KEY_GONE = "InvalidKeyPair.NotFound";

    /** A generalized Windows boots in 5 to 15 minutes; what takes so long will not come up. */
    static final Duration BOOT_MOST = Duration.ofMinutes(60);

    /** EC2 asks for 15 minutes of patience (EC2 API reference, GetPasswordData). */
    static final Duration PASSWORD_MOST = Duration.ofMinutes(30);

    private static final Duration PASSWORD_LOOK_AGAIN = Duration.ofMinutes(1);

    private static final Duration FAST_LAUNCH_AGAIN = Duration.ofMinutes(1);

    private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

    private final Ledger ledger;
    private final Plans plans;
    private final Builders builders;
    private final ProofKey key;
    private final MachineLaunch launch;
    private final MachineReadiness readiness;
    private final GuestCommands commands;
    private final ProofEnd end;

    VerifyImage(
            Ledger ledger,
            Plans plans,
            Builders builders,
            Commands ssm,
            ProofKey key,
            MachineLaunch launch,
            GuestCommands commands,
            ProofEnd end) {
        this.ledger = ledger;
        this.plans = plans;
        this.builders = builders;
        this.key = key;
        this.launch = launch;
        this.readiness = new MachineReadiness(ledger, builders, ssm);
        this.commands = commands;
        this.end = end;
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
        return switch (last.map(row -> Verdict.of(row, input)).orElse(Verdict.NONE)) {
            case PASSED -> passed(last.orElseThrow(), plan, input, look);
            case FAILED -> throw quarantined(plan, input, last.orElseThrow(), look.held());
            case FAILED_BEFORE -> dismiss(last.orElseThrow(), look.held());
            case NONE -> examine(plan, input, look);
        };
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
        var wanted = wanted(plan, input, look);
        if (wanted.proof().keyPair().isPresent() && !runs(look.held()) && !key.isThere(plan, look.held(), look.now())) {
            return MachineReadiness.launching(wanted);
        }
        return launched(wanted, plan, look)
                .map(launched -> examine(launched, plan, input, look))
                .orElseGet(() -> MachineReadiness.launching(wanted));
    }

    private Optional<MachineLaunch.Launched> launched(MachineLaunch.Wanted wanted, Plan plan, Look look) {
        try {
            return launch.launched(wanted, look.held(), look.now());
        } catch (VerificationFailed | CapacityUnavailable e) {
            // Nothing is launched before a redrive.
            key.discard(plan, ledger.resources(plan.buildId()));
            throw e;
        } catch (RequestRefused e) {
            if (!KEY_GONE.equals(e.code())) {
                throw e;
            }
            // Somebody has deleted it; the next look makes it again.
            key.discard(plan, ledger.resources(plan.buildId()));
            return Optional.empty();
        }
    }

    private static boolean runs(List<Resource> held) {
        return MachineLaunch.rows(held, MachineLaunch.VERIFIER).stream()
                .anyMatch(row -> row.state() == Resource.State.OPEN);
    }

    private Progress examine(MachineLaunch.Launched launched, Plan plan, StateInput input, Look look) {
        var command = ProofCommand.of(plan, launched.instanceId(), input, () -> expected(launched, plan, look));
        try {
            if (GuestCommands.rows(look.held(), command).isEmpty()
                    && !launched.earlierThan(wanted(plan, input, look))) {
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
                case GuestCommands.Standing.Succeeded succeeded -> checked(launched, plan, input, look);
                case GuestCommands.Standing.Failed failed -> failed(launched, plan, input);
            };
        } catch (BuilderLost | BuilderStopped e) {
            return lost(launched, plan, input, look, e);
        }
    }

    /** EC2 is asked for the machine's volumes only where the recipe makes drives of some. */
    private Map<String, Object> expected(MachineLaunch.Launched launched, Plan plan, Look look) {
        SortedMap<String, String> volumes = ImageDrives.of(plan.recipe()).isEmpty()
                ? Collections.emptySortedMap()
                : builders.volumes(launched.instanceId());
        return BootExpectation.of(plan, look.held(), launched.row(), volumes).arguments();
    }

    /**
     * The verdict is said on the machine's row before anything follows from it, so that whoever comes next does not
     * examine the machine again. What is left to see is whether EC2 has the password that the launch agent gave the
     * Administrator.
     */
    private Progress checked(MachineLaunch.Launched launched, Plan plan, StateInput input, Look look) {
        if (!MachineLaunch.hasKeyPair(launched.row()) || builders.hasPassword(launched.instanceId())) {
            return ledger.note(launched.row(), Verdict.KEY, Verdict.PASSED_WORD)
                    .map(machine -> passed(machine, plan, input, look))
                    .orElseGet(() -> waiting(launched));
        }
        return launched.row().intendedAt().plus(PASSWORD_MOST).isAfter(look.now())
                ? new Progress.Waiting(launched.instanceId(), PASSWORD_LOOK_AGAIN)
                : failed(launched, plan, input);
    }

    /** The machine has served; the proof counts only when it is gone. */
    private Progress passed(Resource machine, Plan plan, StateInput input, Look look) {
        if (machine.state() == Resource.State.CLOSED) {
            return finished(plan, input, machine, look);
        }
        String instance = machine.resourceId().orElseThrow();
        if (!terminated(instance)) {
            return new Progress.Waiting(instance, LOOK_AGAIN);
        }
        key.discard(plan, look.held());
        // With the rows of its commands: one whose writer was overtaken may be open again.
        MachineLaunch.close(ledger, machine, ledger.resources(input.buildId()), Verdict.PASSED_WORD);
        return finished(plan, input, machine, look);
    }

    private Progress failed(MachineLaunch.Launched launched, Plan plan, StateInput input) {
        return ledger.note(launched.row(), Verdict.KEY, Verdict.failed(input))
                .map(machine -> quarantine(machine, plan, input))
                .orElseGet(() -> waiting(launched));
    }

    private Progress quarantine(Resource machine, Plan plan, StateInput input) {
        throw quarantined(plan, input, machine, ledger.resources(input.buildId()));
    }

    /** Somebody has changed the row meanwhile. */
    private static Progress waiting(MachineLaunch.Launched launched) {
        return new Progress.Waiting(launched.instanceId(), MachineReadiness.LOOK_AGAIN);
    }

    private Progress lost(
            MachineLaunch.Launched launched, Plan plan, StateInput input, Look look, PipelineException cause) {
        if (!terminated(launched.instanceId())) {
            return new Progress.Waiting(launched.instanceId(), LOOK_AGAIN);
        }
        key.discard(plan, look.held());
        // A command may have been written down in this very look.
        launch.closeLost(launched.row(), ledger.resources(input.buildId()));
        if (launched.earlierThan(wanted(plan, input, look))) {
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
        var row = ProofCommand.last(plan, input, machine, ledger.resources(input.buildId()))
                .orElseThrow();
        var proof = new ImageLineage.Verification(
                look.now(),
                machine.resourceId().orElseThrow(),
                row.commandId(),
                plan.recipe().verify().stream().map(Check::name).toList());
        return end.good(plan, input.image(), proof)
                ? Progress.Done.quietly()
                : new Progress.Waiting(machine.resourceId().orElseThrow(), FAST_LAUNCH_AGAIN);
    }

    private VerificationFailed quarantined(Plan plan, StateInput input, Resource machine, List<Resource> held) {
        key.discard(plan, held);
        return end.bad(input.image(), machine, ProofCommand.last(plan, input, machine, held));
    }

    private MachineLaunch.Wanted wanted(Plan plan, StateInput input, Look look) {
        return new MachineLaunch.Wanted(
                MachineLaunch.VERIFIER,
                plan.buildId(),
                plan.recipe().name(),
                1,
                input.redriveCount(),
                input.image(),
                Disks.asTheyAre(plan.parent().rootDeviceName()),
                plan.recipe().builder().instanceTypes(),
                () -> subnets(plan, look.held()),
                new MachineLaunch.Proof(
                        Optional.of(key.name(plan)).filter(name -> givesPassword(plan)), runsUserData(plan)));
    }

    /**
     * A route that was kept from the builder is right in the builder's subnet and leads nowhere in another, so the
     * proof is in another one. An image that nothing was done for keeps its builder's routes, and is proven where they
     * are right.
     */
    private SubnetOrder subnets(Plan plan, List<Resource> held) {
        return builderSubnet(plan, held)
                .<SubnetOrder>map(subnet -> switch (plan.recipe().seal().method()) {
                    case SYSPREP, SHUTDOWN -> new SubnetOrder.EndingWith(subnet);
                    case NONE -> new SubnetOrder.BeginningWith(subnet);
                })
                .orElseGet(SubnetOrder.AsDeployed::new);
    }

    /** A machine that the recipe brings has no row. */
    private Optional<String> builderSubnet(Plan plan, List<Resource> held) {
        return plan.parent()
                .instanceId()
                .map(builders::subnet)
                .orElseGet(() -> MachineLaunch.rows(held, MachineLaunch.BUILDER).stream()
                        .filter(row -> row.resourceId().isPresent())
                        .reduce((earlier, later) -> later)
                        .flatMap(MachineLaunch::subnet));
    }

    /** An image that nothing was done for is its builder once more, whose user data has been run. */
    private static boolean runsUserData(Plan plan) {
        return switch (plan.recipe().seal().method()) {
            case SYSPREP, SHUTDOWN -> true;
            case NONE -> false;
        };
    }

    private static boolean givesPassword(Plan plan) {
        return switch (plan.recipe().seal().administratorPassword()) {
            case RANDOM -> true;
            case SPECIFY, KEEP -> false;
        };
    }
}
