package dev.kiln.step;

import dev.kiln.build.Plan;
import dev.kiln.error.StepFailed;
import dev.kiln.guest.GuestScript;
import dev.kiln.recipe.Seal;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Has the machine look before the first step whether it can read the password that the recipe specifies, and whether
 * Windows would take it. The seal looks again, but by then all steps have run.
 */
final class PasswordCheck {
    private static final String KEY = "password";
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private final GuestCommands commands;

    PasswordCheck(GuestCommands commands) {
        this.commands = commands;
    }

    /**
     * Takes the check as far as it goes now.
     *
     * @return what is waited for; empty when the password is good, or none is specified
     * @throws StepFailed when the machine cannot have it
     */
    Optional<Progress.Waiting> ready(Plan plan, String instance, StateInput input, Look look) {
        return specified(plan.recipe().seal())
                .flatMap(from ->
                        commands.done(command(plan, from, instance, input), look, last -> failed(instance, last)));
    }

    /** Where the password comes from; empty where the recipe specifies none. */
    private static Optional<String> specified(Seal seal) {
        return switch (seal.administratorPassword()) {
            case SPECIFY -> seal.passwordFrom();
            case RANDOM, KEEP -> Optional.empty();
        };
    }

    private static GuestCommand command(Plan plan, String from, String instance, StateInput input) {
        return GuestCommand.once(
                plan,
                instance,
                KEY,
                "check password",
                GuestScript.CHECK_PASSWORD,
                run -> arguments(plan, from, run),
                TIMEOUT,
                input);
    }

    private static Map<String, Object> arguments(Plan plan, String from, String run) {
        var arguments = GuestCommand.told(plan, run);
        arguments.put("administratorPassword", Seal.AdministratorPassword.SPECIFY.word());
        arguments.put("passwordFrom", from);
        return arguments;
    }

    private static StepFailed failed(String instance, CommandRecord last) {
        return new StepFailed(
                "The Administrator cannot get the password that the recipe specifies: "
                        + last.reason(TIMEOUT) + ".\nSSM command: " + last.commandId() + "\n" + last.output()
                        + "\nStill held: the builder " + instance
                        + ", and no step of this build has run on it. To do: mend the secret, or what keeps the machine from reading it, then redrive: it is read again. Another secret needs a new build.");
    }
}
