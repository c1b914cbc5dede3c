package dev.kiln.step;

import dev.kiln.aws.Builders;
import dev.kiln.aws.Commands;
import dev.kiln.aws.Disks;
import dev.kiln.aws.Volumes;
import dev.kiln.build.Plan;
import dev.kiln.error.BuilderLost;
import dev.kiln.error.BuilderStopped;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Plans;
import dev.kiln.ledger.TokenBuckets;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Launches the builder, or takes the machine that the recipe brings, waits until SSM reaches it, and has it looked at
 * and prepared where the recipe asks for it.
 */
public final class LaunchBuilder implements CallbackStep {
    /** The generations of a builder that may be lost between two redrives before a person has to look. */
    private static final int GENERATIONS_MAX = 3;

    /** The name of the builder in what goes to the state machine. */
    private static final String INSTANCE = "instanceId";

    private final Ledger ledger;
    private final Plans plans;
    private final Builders builders;
    private final Commands commands;
    private final MachineLaunch launch;
    private final MachineReadiness readiness;
    private final Revival revival;
    private final PasswordCheck password;
    private final BuilderDrives drives;
    private final RootVolume rootVolume;
    private final SystemDrive systemDrive;

    public LaunchBuilder(
            Ledger ledger,
            Plans plans,
            Builders builders,
            Commands commands,
            Volumes volumes,
            MachineLaunch launch,
            Revival revival,
            TokenBuckets buckets) {
        this.revival = revival;
        var guestCommands = new GuestCommands(ledger, commands, builders, revival, buckets);
        this.password = new PasswordCheck(guestCommands);
        this.drives = new BuilderDrives(builders, guestCommands);
        this.rootVolume = new RootVolume(ledger, volumes);
        this.systemDrive = new SystemDrive(guestCommands);
        this.ledger = ledger;
        this.plans = plans;
        this.builders = builders;
        this.commands = commands;
        this.launch = launch;
        this.readiness = new MachineReadiness(ledger, builders, commands);
    }

    @Override
    public String state() {
        return "LaunchBuilder";
    }

    @Override
    public Progress advance(StateInput input, Look look) {
        Plan plan = plans.of(input.buildId());
        var there = plan.parent()
                .instanceId()
                .map(instance -> take(instance, plan, input, look))
                .orElseGet(() -> launch(plan, input, look));
        return prepared(there, plan, input, look);
    }

    /**
     * Before steps run, the machine can have the password to specify, and volumes are drives and can be on machines of
     * the image, where the recipe wants it.
     */
    private Progress prepared(Progress launched, Plan plan, StateInput input, Look look) {
        return switch (launched) {
            case Progress.Waiting waiting -> waiting;
            case Progress.Done done -> {
                String instance = done.output().get(INSTANCE).toString();
                yield Machines.sealedAt(look.held(), instance).isPresent()
                        ? done
                        : password.ready(plan, instance, input, look)
                                .or(() -> drives.ready(plan, instance, input, look))
                                .<Progress>map(waiting -> waiting)
                                .orElse(done);
            }
        };
    }

    private Progress launch(Plan plan, StateInput input, Look look) {
        Machines.requireNotTakenOver(look.held());
        var wanted = wanted(plan, input);
        launch.retireLost(wanted, look.held());
        if (MachineLaunch.generationsBefore(wanted, look.held()) >= GENERATIONS_MAX) {
            throw new BuilderLost(
                    "Builder " + GENERATIONS_MAX
                            + " since the last redrive was lost like those before it; see their rows in the ledger."
                            + " Nothing runs. Find out what ends the instances, then redrive: another one is launched, and the steps are done again.");
        }
        return launch.launched(wanted, look.held(), look.now())
                .map(launched ->
                        launched.earlierThan(wanted) ? comeBack(launched, wanted, look) : comeUp(launched, look))
                .orElseGet(() -> MachineReadiness.launching(wanted));
    }

    private Progress comeUp(MachineLaunch.Launched launched, Look look) {
        return readiness.online(launched, look)
                ? done(launched.instanceId())
                : MachineReadiness.waiting(launched, look.now());
    }

    /** The machine is from before a redrive, or from another build: it may be parked, sealed or gone. */
    private Progress comeBack(MachineLaunch.Launched launched, MachineLaunch.Wanted wanted, Look look) {
        String instance = launched.instanceId();
        if (Machines.sealedAt(look.held(), instance).isPresent()) {
            return done(instance);
        }
        try {
            return revival.revive(instance, wanted.redrive(), look.held())
                    .<Progress>map(waiting -> waiting)
                    .orElseGet(() -> done(instance));
        } catch (BuilderLost e) {
            if (!"terminated".equals(builders.terminate(instance))) {
                return new Progress.Waiting(instance, MachineReadiness.LOOK_AGAIN);
            }
            launch.closeLost(launched.row(), look.held());
            return launch.launched(wanted, ledger.resources(wanted.buildId()), look.now())
                    .map(another -> comeUp(another, look))
                    .orElseGet(() -> MachineReadiness.launching(wanted));
        }
    }

    private static MachineLaunch.Wanted wanted(Plan plan, StateInput input) {
        return new MachineLaunch.Wanted(
                MachineLaunch.BUILDER,
                plan.buildId(),
                plan.recipe().name(),
                input.builderGeneration(),
                input.redriveCount(),
                plan.parent().imageId(),
                Disks.ofBuilder(plan.parent().rootDeviceName(), plan.recipe()),
                plan.recipe().builder().instanceTypes(),
                SubnetOrder.AsDeployed::new,
                MachineLaunch.Proof.NONE);
    }

    /** The machine is somebody's: it is neither launched nor started, and a lost one is not replaced. */
    private Progress take(String instance, Plan plan, StateInput input, Look look) {
        if (input.builderGeneration() > 1) {
            throw new BuilderLost("The instance " + instance
                    + ", which the recipe brings as its parent, was lost or used up by this build, and Kiln cannot make another."
                    + " Prepare an instance and upload a recipe that names it.");
        }
        ledger.follow(input.buildId(), instance);
        if (builders.view(instance) instanceof Builders.View.Present present && present.running()) {
            return commands.online(instance, look.now().minus(Duration.ofMinutes(30)))
                    ? withRootVolume(plan, instance, input, look)
                    : new Progress.Waiting(instance, Duration.ofMinutes(1));
        }
        throw new BuilderStopped("The instance " + instance
                + ", which the recipe brings as its parent, is not running. Kiln does not start it."
                + " Start it and redrive, or name another instance in the recipe and upload that.");
    }

    /** A launch would have given it the root volume of the recipe; here it is changed before steps run. */
    private Progress withRootVolume(Plan plan, String instance, StateInput input, Look look) {
        return rootVolume
                .ready(plan, instance, look)
                .or(() -> systemDrive.extended(plan, instance, input, look))
                .<Progress>map(waiting -> waiting)
                .orElseGet(() -> done(instance));
    }

    private static Progress done(String instance) {
        return new Progress.Done(new TreeMap<>(Map.of(INSTANCE, instance)));
    }
}
