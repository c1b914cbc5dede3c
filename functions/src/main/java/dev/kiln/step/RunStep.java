package dev.kiln.step;

import dev.kiln.build.Payload;
import dev.kiln.build.Plan;
import dev.kiln.error.StepFailed;
import dev.kiln.guest.GuestScript;
import dev.kiln.ledger.Plans;
import dev.kiln.recipe.Step;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs one step of the recipe on the builder, with its retries. */
public final class RunStep implements CallbackStep {
    /** A machine that still finds updates after this many rounds will not come to an end. */
    private static final int UPDATE_ROUNDS_MAX = 6;

    private final Plans plans;
    private final GuestCommands commands;

    RunStep(Plans plans, GuestCommands commands) {
        this.plans = plans;
        this.commands = commands;
    }

    @Override
    public String state() {
        return "RunStep";
    }

    @Override
    public Progress advance(StateInput input, Look look) {
        Machines.requireHeld(look.held(), input.builder());
        Plan plan = plans.of(input.buildId());
        int index =
                input.stepIndex().orElseThrow(() -> new IllegalStateException("RunStep was called without stepIndex"));
        Step step = plan.recipe().steps().get(index);
        return switch (commands.advance(command(plan, step, index, input), look)) {
            case GuestCommands.Standing.Under under -> under.waiting();
            case GuestCommands.Standing.Succeeded succeeded -> Progress.Done.quietly();
            case GuestCommands.Standing.Failed failed -> throw failed(plan, step, index, input.builder(), failed);
        };
    }

    /** The key of a step's commands: the builder and the place of the step. */
    static String key(int index) {
        return "step#%03d".formatted(index + 1);
    }

    private static GuestCommand command(Plan plan, Step step, int index, StateInput input) {
        return new GuestCommand(
                plan.buildId(),
                input.builder(),
                key(index),
                step.kind() + " " + step.name(),
                script(step),
                run -> arguments(plan, step, run),
                step.timeout(),
                step.retries() + 1,
                input.redriveCount());
    }

    private static GuestScript script(Step step) {
        return switch (step) {
            case Step.PowerShell s -> GuestScript.INVOKE_STEP;
            case Step.Script s -> GuestScript.INVOKE_STEP;
            case Step.Restart s -> GuestScript.RESTART;
            case Step.WindowsUpdate s -> GuestScript.INSTALL_UPDATES;
            case Step.Users s -> GuestScript.CREATE_USERS;
        };
    }

    private static Map<String, Object> arguments(Plan plan, Step step, String run) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("build", plan.buildId());
        arguments.put("recipe", plan.recipe().name());
        arguments.put("step", step.name());
        arguments.put("run", run);
        switch (step) {
            case Step.PowerShell s -> {
                arguments.put("script", Map.of("inline", s.script()));
                arguments.put("parameters", Map.of());
                arguments.put("files", List.of());
                arguments.put("exitCodes", s.exitCodes());
            }
            case Step.Script s -> {
                arguments.put("script", script(plan.payloads().get(s.path())));
                arguments.put("parameters", s.parameters());
                arguments.put(
                        "files",
                        s.files().stream()
                                .map(f -> file(plan.payloads().get(f.source()), f.destination()))
                                .toList());
                arguments.put("exitCodes", s.exitCodes());
            }
            case Step.Restart s -> {}
            case Step.WindowsUpdate s -> {
                arguments.put("categories", s.categories());
                arguments.put("severities", s.severities());
                arguments.put("olderThanDays", s.olderThanDays());
                arguments.put("include", s.include());
                arguments.put("exclude", s.exclude());
                arguments.put("maxRounds", UPDATE_ROUNDS_MAX);
            }
            case Step.Users s -> arguments.put("users", s.users());
        }
        return arguments;
    }

    private static Map<String, Object> script(Payload payload) {
        var script = object(payload);
        script.put("name", payload.name());
        return script;
    }

    private static Map<String, Object> file(Payload payload, String destination) {
        var file = object(payload);
        file.put("destination", destination);
        return file;
    }

    private static Map<String, Object> object(Payload payload) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("bucket", payload.bucket());
        object.put("key", payload.key());
        object.put("versionId", payload.versionId());
        object.put("sha256", payload.sha256());
        return object;
    }

    private static StepFailed failed(
            Plan plan, Step step, int index, String builder, GuestCommands.Standing.Failed failed) {
        var last = failed.last();
        int steps = plan.recipe().steps().size();
        String done = switch (index) {
            case 0 -> "no step done on it";
            case 1 -> "step 1 done on it";
            default -> "steps 1 to " + index + " done on it";
        };
        return new StepFailed(
                "Step " + (index + 1) + " of " + steps + ", " + step.name() + " (" + step.kind() + "), failed"
                        + (failed.attempts() == 1 ? "" : " in all of its " + failed.attempts() + " attempts") + ": "
                        + last.reason(step.timeout()) + ".\nSSM command: " + last.commandId()
                        + "\n" + (last.output().isEmpty() ? "It printed nothing." : last.output())
                        + "\nStill held: the builder " + builder + ", with " + done
                        + ".\nTo do: mend the cause, then redrive; this step runs again and none before it. A change to the recipe itself needs a new build.");
    }
}
