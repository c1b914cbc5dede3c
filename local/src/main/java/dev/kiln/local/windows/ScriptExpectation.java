package dev.kiln.local.windows;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a script of a recipe is taken to do.
 *
 * @param takes how long one run takes, or, for a step that installs updates, how long all its rounds take together,
 *     restarts not counted; empty for a duration drawn by the machine
 * @param exitCode what it exits with
 * @param hangs whether it never ends by itself
 * @param times in how many of its first runs on one machine it fails (or hangs) before it succeeds; empty for all
 * @param output what it prints
 * @param stderr what it prints as errors, in the runs that fail
 * @param installs roles and features that are there when it has succeeded
 * @param profiles user profiles that it leaves behind
 * @param userAppx packages that it leaves installed for one user only
 * @param pendingReboot whether it leaves Windows waiting for a restart
 * @param busyInstaller whether it leaves Windows Installer at work until a restart
 */
public record ScriptExpectation(
        Optional<Duration> takes,
        int exitCode,
        boolean hangs,
        Optional<Integer> times,
        Optional<String> output,
        Optional<String> stderr,
        List<String> installs,
        List<String> profiles,
        List<String> userAppx,
        boolean pendingReboot,
        boolean busyInstaller) {
    /** A script about which nothing is said: it succeeds. */
    public static final ScriptExpectation NONE = new ScriptExpectation(
            Optional.empty(),
            0,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            false,
            false);

    public ScriptExpectation {
        installs = List.copyOf(installs);
        profiles = List.copyOf(profiles);
        userAppx = List.copyOf(userAppx);
    }

    /** What it does in one of its runs, counted from 1. */
    ScriptExpectation inRun(int run) {
        if (times.isEmpty() || run <= times.get()) {
            return this;
        }
        return new ScriptExpectation(
                takes,
                0,
                false,
                times,
                output,
                Optional.empty(),
                installs,
                profiles,
                userAppx,
                pendingReboot,
                busyInstaller);
    }

    /** What it prints, under the name of the step or check. */
    String printed(String name) {
        return output.orElse(
                "A local account does not run the script of " + name + "; it is taken to exit with " + exitCode + ".");
    }
}
