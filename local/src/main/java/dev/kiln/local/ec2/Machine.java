package dev.kiln.local.ec2;

import dev.kiln.local.time.Delay;
import dev.kiln.local.time.Timeline;
import dev.kiln.local.windows.WindowsDisk;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One instance: its states, and the guest that has power in some of them (EC2 user guide, "Instance state changes").
 *
 * <p>At most one transition is planned at a time, so a new wish replaces what was under way.
 */
final class Machine {
    private static final StoredReason BY_USER =
            new StoredReason("Client.UserInitiatedShutdown", "Client.UserInitiatedShutdown: User initiated shutdown");
    private static final StoredReason BY_GUEST = new StoredReason(
            "Client.InstanceInitiatedShutdown", "Client.InstanceInitiatedShutdown: Instance initiated shutdown");
    private static final DateTimeFormatter GMT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Engine engine;
    private final InstanceFacts facts;
    private final Guest guest;
    private final Consumer<Machine> whenTerminated;
    private InstanceLife life;
    private Optional<Timeline.Cancellation> planned = Optional.empty();

    /**
     * An instance that waits for {@link #launch} or {@link #carryOn}.
     *
     * @param whenTerminated called once, at the end
     */
    Machine(
            Engine engine,
            Guest.Factory guests,
            InstanceFacts facts,
            InstanceLife life,
            WindowsDisk disk,
            List<StoredVolume> volumes,
            Consumer<Machine> whenTerminated) {
        this.engine = engine;
        this.facts = facts;
        this.life = life;
        this.whenTerminated = whenTerminated;
        this.guest = guests.create(facts.hardware(volumes), disk, this::poweredOff);
    }

    InstanceFacts facts() {
        return facts;
    }

    InstanceLife life() {
        return life;
    }

    InstanceStateName state() {
        return life.state();
    }

    Guest guest() {
        return guest;
    }

    /** Whether it was terminated so long ago that EC2 has forgotten it. */
    boolean forgotten() {
        return life.shownUntil().filter(engine::found).isPresent();
    }

    StoredInstance stored() {
        return new StoredInstance(facts, life, guest.disk(), Optional.of(guest.activity()));
    }

    /** Launches the instance; with a fault it terminates at the instant at which it would run. */
    void launch(Optional<StoredReason> fault) {
        enter(InstanceStateName.PENDING);
        fault.ifPresentOrElse(this::planFailure, this::planStart);
    }

    /** Goes on from file: what was under way is planned anew. */
    void carryOn(Guest.Activity activity) {
        if (life.powered()) {
            guest.resume(activity);
        }
        switch (life.state()) {
            case PENDING -> planStart();
            case RUNNING -> {
                if (life.rebooting()) {
                    continueReboot();
                }
            }
            case STOPPING -> continueStop();
            case SHUTTING_DOWN -> {
                guest.discard();
                planEnd();
            }
            case TERMINATED -> guest.discard();
            case STOPPED, UNKNOWN_TO_SDK_VERSION -> {
                // Nothing is under way.
            }
        }
    }

    private void continueReboot() {
        if (life.powered()) {
            guest.shutDown();
        } else {
            planPowerAfterReboot();
        }
    }

    private void continueStop() {
        if (life.powered()) {
            guest.shutDown();
        } else {
            planStopped();
        }
    }

    /** Starts a stopped instance; one that starts or runs stays as it is. */
    void start() {
        if (state() == InstanceStateName.STOPPED) {
            life = InstanceLife.pending(engine.now());
            launch(Optional.empty());
        }
    }

    /**
     * Stops a running instance in an orderly way: when the guest has gone down, EC2 says so. With {@code force} the
     * power is cut, also when the guest is already on its way down.
     */
    void stop(boolean force) {
        if (state() == InstanceStateName.RUNNING) {
            boolean guestKnows = life.rebooting();
            life = life.because(BY_USER, byUserNow()).withReboot(false);
            enter(InstanceStateName.STOPPING);
            if (!life.powered() || force) {
                fail();
            } else if (!guestKnows) {
                guest.shutDown();
            }
        } else if (state() == InstanceStateName.STOPPING && force && life.powered()) {
            fail();
        }
    }

    private void fail() {
        cutPower();
        planStopped();
    }

    /** Terminates the instance, whatever it does; repeating it changes nothing. */
    void terminate() {
        if (state() == InstanceStateName.SHUTTING_DOWN || state() == InstanceStateName.TERMINATED) {
            return;
        }
        boolean stopped = state() == InstanceStateName.STOPPED;
        cutPower();
        life = life.because(BY_USER, byUserNow());
        if (stopped) {
            guest.discard();
            end();
        } else {
            goForGood();
        }
    }

    /** Has the guest shut down and powers it on again; EC2 goes on saying that it runs. */
    void reboot() {
        if (state() == InstanceStateName.RUNNING && !life.rebooting()) {
            life = life.withReboot(true);
            guest.shutDown();
        }
    }

    private void poweredOff(boolean initiatedInside) {
        if (!life.powered()) {
            return;
        }
        life = life.withPower(false);
        if (life.rebooting()) {
            planPowerAfterReboot();
        } else if (state() == InstanceStateName.STOPPING) {
            planStopped();
        } else if (initiatedInside && facts.endsWithGuest()) {
            life = life.because(BY_GUEST, "");
            goForGood();
        } else {
            life = life.because(BY_GUEST, "");
            enter(InstanceStateName.STOPPING);
            planStopped();
        }
    }

    private void planStart() {
        plan(Delay.INSTANCE_STARTS, "starts", () -> {
            enter(InstanceStateName.RUNNING);
            powerOn();
        });
    }

    private void planFailure(StoredReason reason) {
        plan(Delay.INSTANCE_STARTS, "fails to start", () -> {
            life = life.because(reason, "");
            guest.discard();
            end();
        });
    }

    /** A guest is not powered on inside its own report of having gone down. */
    private void planPowerAfterReboot() {
        planned = Optional.of(engine.timeline().after(Duration.ZERO, facts.instanceId() + " powers on again", () -> {
            life = life.withReboot(false);
            powerOn();
        }));
    }

    private void planStopped() {
        plan(Delay.INSTANCE_STOPS, "is stopped", () -> enter(InstanceStateName.STOPPED));
    }

    private void goForGood() {
        guest.discard();
        enter(InstanceStateName.SHUTTING_DOWN);
        planEnd();
    }

    private void planEnd() {
        plan(Delay.INSTANCE_TERMINATES, "is terminated", this::end);
    }

    private void end() {
        life = life.endedAndShownUntil(engine.now().plus(Delay.TERMINATED_INSTANCE_IS_SHOWN.draw(engine.random())));
        enter(InstanceStateName.TERMINATED);
        whenTerminated.accept(this);
    }

    private void plan(Delay delay, String what, Runnable action) {
        planned.ifPresent(Timeline.Cancellation::cancel);
        planned = Optional.of(engine.after(delay, facts.instanceId() + " " + what, action));
    }

    private void powerOn() {
        life = life.withPower(true);
        guest.powerOn();
    }

    private void cutPower() {
        planned.ifPresent(Timeline.Cancellation::cancel);
        if (life.powered()) {
            life = life.withPower(false).withReboot(false);
            guest.cutPower();
        }
    }

    private void enter(InstanceStateName state) {
        life = life.in(state);
        engine.events().instance(facts.instanceId(), state);
    }

    private String byUserNow() {
        return "User initiated (" + GMT.format(engine.now()) + ")";
    }
}
