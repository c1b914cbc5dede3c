package dev.kiln.local.ec2;

import dev.kiln.local.time.Timeline;
import dev.kiln.local.windows.WindowsDisk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A guest that does as told: it remembers what the hypervisor asked, and goes down when the test says how. */
final class ScriptedGuest implements Guest {
    static final Duration GOES_DOWN_IN = Duration.ofSeconds(15);

    final Hardware hardware;
    final Host host;
    final List<String> asked = new ArrayList<>();
    WindowsDisk disk;
    boolean obeysShutdown = true;
    Optional<String> password = Optional.empty();
    private final Timeline timeline;

    ScriptedGuest(Timeline timeline, Hardware hardware, WindowsDisk disk, Host host) {
        this.timeline = timeline;
        this.hardware = hardware;
        this.disk = disk;
        this.host = host;
    }

    @Override
    public void powerOn() {
        asked.add("powerOn");
    }

    @Override
    public Activity activity() {
        return Activity.RUNNING;
    }

    @Override
    public void resume(Activity activity) {
        asked.add("resume");
    }

    @Override
    public void shutDown() {
        asked.add("shutDown");
        if (obeysShutdown) {
            timeline.after(GOES_DOWN_IN, "guest goes down", () -> host.poweredOff(false));
        }
    }

    @Override
    public Optional<String> randomPassword() {
        return password;
    }

    @Override
    public void cutPower() {
        asked.add("cutPower");
    }

    @Override
    public void discard() {
        asked.add("discard");
    }

    @Override
    public void rootVolumeIs(int sizeGiB) {
        asked.add("root volume is " + sizeGiB + " GiB");
    }

    @Override
    public WindowsDisk disk() {
        return disk;
    }

    @Override
    public String consoleOutput() {
        return "Windows is Ready to use";
    }
}
