package dev.kiln.step;

import dev.kiln.build.Plan;
import dev.kiln.error.BuilderLost;
import dev.kiln.error.BuilderStopped;
import dev.kiln.error.SealFailed;
import dev.kiln.guest.GuestResult;
import dev.kiln.guest.GuestScript;
import dev.kiln.ledger.Plans;
import dev.kiln.recipe.Seal;
import dev.kiln.seal.AgentSettings;
import dev.kiln.seal.ImageDrives;
import dev.kiln.seal.KeptUsers;
import dev.kiln.seal.KnownSetupError;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Generalizes the builder. The machine stays up until its own registry says that it is generalized: a machine that
 * merely stopped proves nothing.
 */
public final class SealBuilder implements CallbackStep {
    /** The key of the command. */
    static final String KEY = "seal";

    /** How the guest script answers where the recipe wants no seal. */
    static final String UNTOUCHED = "untouched";

    /** Servicing may still be at work, the launch agent too, and Sysprep itself has an hour. */
    private static final Duration TIMEOUT = Duration.ofMinutes(90);

    /** The guest script ends defragmenting after half an hour. */
    private static final Duration DEFRAGMENTING = Duration.ofMinutes(35);

    private final Plans plans;
    private final GuestCommands commands;
    private final PreSnapshots preSnapshots;

    SealBuilder(Plans plans, GuestCommands commands, PreSnapshots preSnapshots) {
        this.preSnapshots = preSnapshots;
        this.plans = plans;
        this.commands = commands;
    }

    @Override
    public String state() {
        return "SealBuilder";
    }

    @Override
    public Progress advance(StateInput input, Look look) {
        Machines.requireHeld(look.held(), input.builder());
        Plan plan = plans.of(input.buildId());
        return before(plan, input, look).<Progress>map(w -> w).orElseGet(() -> seal(plan, input, look));
    }

    /** After the seal has begun, snapshots would save nothing any more. */
    private Optional<Progress.Waiting> before(Plan plan, StateInput input, Look look) {
        boolean begun = !GuestCommands.rows(look.held(), command(plan, input)).isEmpty();
        return begun || !plan.recipe().image().preSnapshot()
                ? Optional.empty()
                : preSnapshots.ask(plan, input.builder(), look);
    }

    private Progress seal(Plan plan, StateInput input, Look look) {
        Seal seal = plan.recipe().seal();
        try {
            return switch (commands.advance(command(plan, input), look)) {
                case GuestCommands.Standing.Under under -> under.waiting();
                case GuestCommands.Standing.Succeeded succeeded -> proven(seal, input.builder(), succeeded.last());
                case GuestCommands.Standing.Failed failed -> throw failed(seal, input.builder(), failed.last());
            };
        } catch (BuilderStopped e) {
            // Whether Sysprep had begun cannot be asked any more, and a boot would use up what it has done.
            throw new BuilderLost("The builder went down while it was being sealed, so nobody knows how far it came: "
                    + e.getMessage() + " It is replaced, and the steps are done again.");
        }
    }

    private static GuestCommand command(Plan plan, StateInput input) {
        return GuestCommand.once(
                plan,
                input.builder(),
                KEY,
                "generalize",
                GuestScript.SEAL,
                run -> arguments(plan, run),
                timeout(plan.recipe().seal()),
                input);
    }

    private static Duration timeout(Seal seal) {
        return seal.tidying().defragment() ? TIMEOUT.plus(DEFRAGMENTING) : TIMEOUT;
    }

    private static Map<String, Object> arguments(Plan plan, String run) {
        var arguments = AgentSettings.arguments(plan.recipe().seal(), ImageDrives.of(plan.recipe()));
        arguments.put("keptUsers", KeptUsers.of(plan.recipe()));
        arguments.putAll(GuestCommand.told(plan, run));
        return arguments;
    }

    /**
     * A command that ends well is no proof by itself: the machine must say that the very thing was done that the recipe
     * wants.
     */
    private static Progress proven(Seal seal, String builder, CommandRecord last) {
        String wanted = switch (seal.method()) {
            case SYSPREP -> "sealed";
            case SHUTDOWN -> "initialised";
            case NONE -> UNTOUCHED;
        };
        String said = last.result().map(GuestResult::outcome).orElse("");
        if (!said.equals(wanted)) {
            throw new SealFailed("The builder " + builder + " was to be sealed by "
                    + seal.method().word() + " and says \"" + said + "\" instead of \"" + wanted
                    + "\". No image is made of it, and it is held. SSM command: " + last.commandId()
                    + "\nTo do: look at what ran there, then start a new build.");
        }
        return Progress.Done.quietly();
    }

    /** What others have done about the errors that stand in the logs of Windows' setup. */
    private static String known(CommandRecord last) {
        return KnownSetupError.in(last.setupLogs() + "\n" + last.setupErrors()).stream()
                .map(error -> "\n" + error.advice())
                .collect(Collectors.joining());
    }

    private static SealFailed failed(Seal seal, String builder, CommandRecord last) {
        Optional<GuestResult> refused = last.result().filter(r -> "refused".equals(r.outcome()));
        if (refused.isPresent()) {
            return new SealFailed(
                    "The builder " + builder + " is not fit to be sealed:\n"
                            + Texts.bullets(refused.get().detail().path("reasons"))
                            + "\nThe seal has not begun, the launch agent's settings are as they were, and the machine is held. To do: mend it there, or add a step to the recipe for the next build, then redrive: only the seal is tried again.");
        }
        String what = seal.method() == Seal.Method.SYSPREP
                ? "Sysprep did not generalize the builder "
                : "The launch agent did not make ready the builder ";
        return new SealFailed(
                what + builder + ": " + last.reason(timeout(seal))
                        + ".\n"
                        + Texts.bullets(last.result()
                                .map(r -> r.detail().path("setupErrors"))
                                .orElseGet(Texts::none))
                        + known(last)
                        + "\nSSM command: " + last.commandId() + "\n" + last.output()
                        + "\nThe builder is held. To do: read C:\\Windows\\System32\\Sysprep\\Panther\\setupact.log on it. If the machine is half generalized, mend the recipe and start a new build; otherwise redrive.");
    }
}
