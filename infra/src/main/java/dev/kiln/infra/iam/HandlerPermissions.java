package dev.kiln.infra.iam;

import dev.kiln.infra.naming.Arns;
import dev.kiln.infra.naming.Handler;
import dev.kiln.infra.naming.Names;
import software.amazon.awscdk.services.iam.PolicyStatement;

import java.util.List;
import java.util.stream.Stream;

/**
 * What each handler may do: the calls that its code makes, and no others. Events and the sweep carry on whichever state
 * a build waits in, so they may do what all of those may.
 */
public final class HandlerPermissions {
    private final RecordPermissions records;
    private final MachinePermissions machines;
    private final RecipePermissions recipes;
    private final ExecutionPermissions executions;
    private final SchedulePermissions schedules;
    private final List<String> parentParameters;

    public HandlerPermissions(Names names, Placement placement, String keyArn, List<String> parentParameters) {
        var arns = new Arns(names);
        this.records = new RecordPermissions(arns);
        this.machines = new MachinePermissions(arns, placement);
        this.recipes = new RecipePermissions(arns, keyArn);
        this.executions = new ExecutionPermissions(arns);
        this.schedules = new SchedulePermissions(arns);
        this.parentParameters = List.copyOf(parentParameters);
    }

    /** The statements of a handler's policy. */
    public List<PolicyStatement> of(Handler handler) {
        return switch (handler) {
            case PREPARE -> prepare().toList();
            case JOIN_BUILD -> entering(Stream.of(executions.describe())).toList();
            case LAUNCH_BUILDER -> entering(launchBuilder()).toList();
            case RUN_STEP, SEAL_BUILDER -> entering(command()).toList();
            case STOP_BUILDER ->
                Stream.of(
                                records.waitsAlone(),
                                executions.succeed(),
                                MachinePermissions.seeInstances(),
                                machines.stop())
                        .toList();
            case CREATE_IMAGE -> entering(createImage()).toList();
            case TAG_IMAGE -> List.of(records.reads(), records.lineage(), MachinePermissions.tagLater());
            case RETIRE_BUILDER -> entering(Stream.of(machines.terminate())).toList();
            case VERIFY_IMAGE -> entering(verifyImage()).toList();
            case START_BUILD ->
                Stream.concat(recipes.version(), Stream.of(executions.start())).toList();
            case SCHEDULE_RECIPE ->
                Stream.concat(recipes.current(), schedules.schedule()).toList();
            case START_SCHEDULED_BUILDS ->
                Stream.concat(recipes.current(), Stream.of(executions.start())).toList();
            case TRACK_EXECUTION -> List.of(records.waits(), executions.answer(), executions.describe());
            case NOTIFY -> looking(Stream.empty()).toList();
            case SWEEP ->
                looking(Stream.of(records.due(), executions.describe())).toList();
        };
    }

    private Stream<PolicyStatement> prepare() {
        return Stream.concat(
                recipes.everything(),
                Stream.of(
                        CommandPermissions.parameters(parentParameters),
                        MachinePermissions.seeImages(),
                        MachinePermissions.seeInstances(),
                        records.plans(),
                        records.imagesOfRecipe(),
                        executions.describe()));
    }

    private Stream<PolicyStatement> entering(Stream<PolicyStatement> acting) {
        return Stream.concat(Stream.of(records.waits(), executions.succeed()), acting);
    }

    private Stream<PolicyStatement> looking(Stream<PolicyStatement> besides) {
        var states = Stream.of(launchBuilder(), command(), Stream.of(machines.stop()), createImage(), verifyImage())
                .flatMap(s -> s);
        return Stream.of(Stream.of(records.waits(), executions.answer()), besides, states)
                .flatMap(s -> s);
    }

    private Stream<PolicyStatement> launchBuilder() {
        return Stream.concat(
                machines.launch(),
                Stream.of(MachinePermissions.seeInstances(), machines.terminate(), CommandPermissions.reach()));
    }

    private static Stream<PolicyStatement> command() {
        return Stream.concat(CommandPermissions.run(), Stream.of(MachinePermissions.seeInstances()));
    }

    private static Stream<PolicyStatement> createImage() {
        return Stream.concat(MachinePermissions.createImage(), Stream.of(MachinePermissions.seeImages()));
    }

    private Stream<PolicyStatement> verifyImage() {
        return Stream.of(launchBuilder(), command(), Stream.of(records.lineage()))
                .flatMap(s -> s);
    }
}
