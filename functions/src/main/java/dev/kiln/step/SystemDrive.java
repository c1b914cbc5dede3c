package dev.kiln.step;

import dev.kiln.build.Plan;
import dev.kiln.error.StepFailed;
import dev.kiln.guest.GuestScript;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Extends the drive of Windows over the root volume of a machine that the recipe brings, before steps run. Where the
 * recipe names a size it is asked for even if the volume has it already: whoever grew it may have stopped there.
 */
final class SystemDrive {
    private static final String KEY = "drive";
    private static final Duration TIMEOUT = Duration.ofMinutes(20);

    private final GuestCommands commands;

    SystemDrive(GuestCommands commands) {
        this.commands = commands;
    }

    /**
     * Takes it as far as it goes now.
     *
     * @return what is waited for; empty when the drive has all of the volume, or the recipe names no size
     * @throws StepFailed when it cannot be extended
     */
    Optional<Progress.Waiting> extended(Plan plan, String instance, StateInput input, Look look) {
        return plan.recipe()
                .image()
                .rootVolume()
                .sizeGiB()
                .flatMap(size ->
                        commands.done(command(plan, size, instance, input), look, last -> failed(instance, last)));
    }

    private static GuestCommand command(Plan plan, int size, String instance, StateInput input) {
        return GuestCommand.once(
                plan,
                instance,
                KEY,
                "extend drive",
                GuestScript.EXTEND_DRIVE,
                run -> arguments(plan, size, run),
                TIMEOUT,
                input);
    }

    private static Map<String, Object> arguments(Plan plan, int size, String run) {
        var arguments = GuestCommand.told(plan, run);
        arguments.put("sizeGiB", size);
        return arguments;
    }

    private static StepFailed failed(String instance, CommandRecord last) {
        return new StepFailed(
                "The drive of Windows on " + instance + " was not extended over its root volume: "
                        + last.reason(TIMEOUT) + ".\nSSM command: " + last.commandId() + "\n" + last.output()
                        + "\nThe volume has the size that the recipe wants, and keeps it. The instance, which the recipe brings, runs on, with no step done on it. To do: mend the cause there, then redrive: the drive is extended, and the volume is not modified again.");
    }
}
