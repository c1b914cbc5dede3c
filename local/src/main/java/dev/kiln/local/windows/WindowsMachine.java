package dev.kiln.local.windows;

import dev.kiln.local.ec2.Guest;
import dev.kiln.local.time.Delay;
import dev.kiln.local.time.RandomSource;
import dev.kiln.local.time.Timeline;

import java.time.Duration;
import java.util.Optional;

/**
 * Windows on one instance.
 *
 * <p>A boot of a generalized disk goes through Setup first, whatever the boot was meant for: a source that is started
 * again after it was sealed is no source any more. The SSM agent waits until Setup is complete, so a machine that
 * stopped in the middle of Setup never comes online (amazon-ssm-agent, {@code core/agent_windows.go}).
 */
public final class WindowsMachine implements Guest {
    private enum Power {
        OFF,
        BOOTING,
        SETTING_UP,
        UP,
        REBOOTING,
        SHUTTING_DOWN
    }

    /** Who keeps the machines. */
    interface Keeper {
        /** Whether a first boot from this image never gets through Setup. */
        boolean sticksInSetup(String imageId);

        /** The machine is gone for good. */
        void forget(String instanceId);
    }

    private final Host host;
    private final Keeper keeper;
    private final Timeline timeline;
    private final RandomSource random;
    private final Console console = new Console();
    private final SsmAgent agent;
    private Hardware hardware;
    private WindowsDisk disk;
    private Power power = Power.OFF;
    private Optional<Timeline.Cancellation> next = Optional.empty();

    WindowsMachine(
            Hardware hardware,
            WindowsDisk disk,
            Host host,
            Keeper keeper,
            Timeline timeline,
            RandomSource random,
            GuestPrograms programs) {
        this.hardware = hardware;
        this.disk = disk;
        this.host = host;
        this.keeper = keeper;
        this.timeline = timeline;
        this.random = random;
        this.agent = new SsmAgent(timeline, random, worksOn(programs));
    }

    /** What SSM sees of this machine. */
    public SsmAgent agent() {
        return agent;
    }

    /**
     * The SSM agent ends, as when its service crashes, and starts again after a while unless the machine has gone down
     * meanwhile. What it was at is broken off. Does nothing while the agent is not running.
     */
    public void agentFails(Duration lasting) {
        if (power != Power.UP || !agent.running()) {
            return;
        }
        agent.stop();
        plan(lasting, "starts its SSM agent again", () -> agent.start(disk));
    }

    @Override
    public void powerOn() {
        boot();
    }

    @Override
    public Activity activity() {
        return switch (power) {
            case BOOTING, REBOOTING -> Activity.BOOTING;
            case SETTING_UP -> Activity.SETUP;
            case UP -> agent.online() ? Activity.ONLINE : Activity.RUNNING;
            case SHUTTING_DOWN, OFF -> Activity.RUNNING;
        };
    }

    @Override
    public void resume(Activity activity) {
        switch (activity) {
            case BOOTING -> boot();
            case SETUP -> goThroughSetup();
            case RUNNING -> runOn(disk.complete() || disk.generalized());
            case ONLINE -> runOn(true);
        }
    }

    /**
     * Of a machine of which nothing more is known the SSM agent runs on if Setup is complete or if it was sealed: one
     * that booted from a disk in the middle of Setup or of Sysprep stays silent.
     */
    private void runOn(boolean withAgent) {
        power = Power.UP;
        if (hardware.instanceProfile() && withAgent) {
            agent.start(disk);
        }
    }

    @Override
    public void shutDown() {
        if (power == Power.OFF || power == Power.SHUTTING_DOWN) {
            return;
        }
        goDown(Power.SHUTTING_DOWN, () -> {
            power = Power.OFF;
            host.poweredOff(false);
        });
    }

    @Override
    public void cutPower() {
        next.ifPresent(Timeline.Cancellation::cancel);
        agent.stop();
        power = Power.OFF;
    }

    /** What filled the volume before is noted, because it does no longer. */
    @Override
    public void rootVolumeIs(int sizeGiB) {
        disk = disk.change()
                .file(DiskPaths.DRIVE_GIB, Integer.toString(driveGiB()))
                .done();
        hardware = hardware.withRoot(sizeGiB);
    }

    /** How large the drive of Windows is: as its volume, until that grows. */
    public int driveGiB() {
        return disk.file(DiskPaths.DRIVE_GIB).map(Integer::parseInt).orElse(hardware.rootGiB());
    }

    /** The commands that its agent had are never heard of again; SSM gives them up in time. */
    @Override
    public void discard() {
        keeper.forget(hardware.instanceId());
    }

    @Override
    public WindowsDisk disk() {
        return disk;
    }

    @Override
    public String consoleOutput() {
        return console.text();
    }

    @Override
    public Optional<String> randomPassword() {
        return AdministratorAccount.randomOf(disk, hardware.instanceId())
                ? Optional.of(Passwords.random(hardware.instanceId()))
                : Optional.empty();
    }

    /** Somebody changes the disk on the machine, past everything that Kiln does there. */
    public void change(WindowsDisk changed) {
        disk = changed;
    }

    private void boot() {
        power = Power.BOOTING;
        console.restart();
        if (disk.generalized()) {
            disk = FirstBoot.begin(disk);
            goThroughSetup();
        } else {
            plan(Delay.WINDOWS_BOOTS.draw(random), "boots", this::startServices);
        }
    }

    private void goThroughSetup() {
        power = Power.SETTING_UP;
        if (keeper.sticksInSetup(hardware.imageId())) {
            return;
        }
        plan(Delay.WINDOWS_SPECIALIZES.draw(random), "goes through Setup", () -> {
            disk = FirstBoot.finish(disk, random);
            power = Power.BOOTING;
            plan(Delay.WINDOWS_BOOTS.draw(random), "boots", this::startServices);
        });
    }

    private void startServices() {
        power = Power.UP;
        if (!disk.complete()) {
            return;
        }
        var launched = LaunchAgentRun.on(DriveLetters.mounted(PendingRestart.restarted(disk), hardware), hardware);
        disk = launched.disk()
                .change()
                .line(DiskPaths.SYSTEM_EVENTS, "6005 The Event log service was started.")
                .line(DiskPaths.SSM_LOG, "INFO amazon-ssm-agent - v" + disk.ssmAgentVersion())
                .done();
        console.lines(timeline.instant(), launched.console());
        if (launched.startsSsm() && hardware.instanceProfile()) {
            plan(Delay.AGENT_REPORTS.draw(random), "reports to SSM", () -> agent.start(disk));
        }
    }

    private void reboot() {
        goDown(Power.REBOOTING, this::boot);
    }

    private void goDown(Power how, Runnable then) {
        agent.stop();
        power = how;
        plan(Delay.WINDOWS_SHUTS_DOWN.draw(random), "goes down", then);
    }

    /** Plans the machine's next move in place of the one that was planned. */
    private void plan(Duration delay, String what, Runnable action) {
        next.ifPresent(Timeline.Cancellation::cancel);
        next = Optional.of(timeline.after(delay, hardware.instanceId() + " " + what, action));
    }

    private CommandWorker.Machine worksOn(GuestPrograms programs) {
        return new CommandWorker.Machine() {
            @Override
            public WindowsDisk disk() {
                return disk;
            }

            @Override
            public void write(WindowsDisk changed) {
                disk = changed;
            }

            @Override
            public void reboot() {
                WindowsMachine.this.reboot();
            }

            @Override
            public Course course(GuestCommand command, boolean resumed) {
                var situation = new Situation(disk, hardware, timeline.instant(), random, resumed);
                return programs.course(command, situation);
            }
        };
    }
}
