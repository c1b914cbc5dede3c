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
    private final EvidencePermissions evidence;
    private final List<String> parentParameters;

    public HandlerPermissions(Names names, Placement placement, String keyArn, List<String> parentParameters) {
        var arns = new Arns(names);
        this.records = new RecordPermissions(arns);
        this.machines = new MachinePermissions(arns, placement);
        this.recipes = new RecipePermissions(arns, keyArn);
        this.executions = new ExecutionPermissions(arns);
        this.schedules = new SchedulePermissions(arns);
        this.evidence = new EvidencePermissions(arns, keyArn);
        this.parentParameters = List.copyOf(parentParameters);
    }

    /** The statements of a handler's policy. */
    public List<PolicyStatement> of(Handler handler) {
        return switch (handler) {
            case PREPARE -> prepare().toList();
            case JOIN_BUILD -> entering(Stream.of(executions.describe())).toList();
            case LAUNCH_BUILDER ->
                entering(Stream.concat(launchBuilder(), Stream.of(machines.start())))
                        .toList();
            case RUN_STEP, SEAL_BUILDER ->
                entering(Stream.concat(command(), Stream.of(machines.start()))).toList();
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
            case START_BUILD -> List.of(recipes.version(), executions.start());
            case SCHEDULE_RECIPE ->
                Stream.concat(recipes.current(), schedules.schedule()).toList();
            case START_SCHEDULED_BUILDS ->
                Stream.concat(recipes.current(), Stream.of(executions.start())).toList();
            case TRACK_EXECUTION -> trackExecution().toList();
            case NOTIFY -> looking(Stream.empty()).toList();
            case SWEEP -> sweep().toList();
        };
    }

    /** A new execution takes over what one that has ended still holds, if it wants the same. */
    private Stream<PolicyStatement> prepare() {
        return Stream.concat(
                recipes.everything(),
                Stream.of(
                        CommandPermissions.parameters(parentParameters),
                        MachinePermissions.seeImages(),
                        MachinePermissions.seeInstances(),
                        MachinePermissions.adopt(),
                        records.waits(),
                        records.imagesOfRecipe(),
                        executions.describe()));
    }

    private Stream<PolicyStatement> trackExecution() {
        return Stream.concat(
                park(),
                Stream.of(
                        records.waits(),
                        records.due(),
                        executions.answer(),
                        executions.describe(),
                        MachinePermissions.seeInstances(),
                        machines.stop(),
                        CommandPermissions.output()));
    }

    private Stream<PolicyStatement> sweep() {
        return looking(
                Stream.of(park(), Stream.of(records.due(), executions.describe(), executions.list()), leftovers())
                        .flatMap(s -> s));
    }

    /** Finds out why a build has failed, keeps that and tells of it. */
    private Stream<PolicyStatement> park() {
        return Stream.of(Stream.of(executions.history(), machines.console()), evidence.keep(), evidence.tell())
                .flatMap(s -> s);
    }

    /** Removes what has outlived its build. */
    private static Stream<PolicyStatement> leftovers() {
        return Stream.concat(Stream.of(MachinePermissions.seeLeftovers()), MachinePermissions.removeLeftovers());
    }

    private Stream<PolicyStatement> entering(Stream<PolicyStatement> acting) {
        return Stream.concat(Stream.of(records.waits(), executions.succeed()), acting);
    }

    private Stream<PolicyStatement> looking(Stream<PolicyStatement> besides) {
        var states = Stream.of(
                        launchBuilder(),
                        command(),
                        Stream.of(machines.stop(), machines.start()),
                        createImage(),
                        verifyImage())
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
