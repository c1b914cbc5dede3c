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
    private final NotificationPermissions notifications;

    public HandlerPermissions(Names names, Placement placement, String keyArn, List<String> parentParameters) {
        var arns = new Arns(names);
        this.records = new RecordPermissions(arns);
        this.machines = new MachinePermissions(arns, placement);
        this.recipes = new RecipePermissions(arns, keyArn);
        this.executions = new ExecutionPermissions(arns);
        this.schedules = new SchedulePermissions(arns);
        this.notifications = new NotificationPermissions(arns, keyArn);
        this.parentParameters = List.copyOf(parentParameters);
    }

    /** The statements of a handler's policy. */
    public List<PolicyStatement> of(Handler handler) {
        return Statements.joined(statements(handler));
    }

    private List<PolicyStatement> statements(Handler handler) {
        return switch (handler) {
            case PREPARE -> prepare().toList();
            case JOIN_BUILD -> entering(Stream.of(executions.describe())).toList();
            case LAUNCH_BUILDER ->
                entering(Stream.of(launchBuilder(), CommandPermissions.run(), MachinePermissions.changeVolume())
                                .flatMap(s -> s))
                        .toList();
            case RUN_STEP -> entering(Stream.concat(command(), revive())).toList();
            case SEAL_BUILDER -> entering(sealBuilder()).toList();
            case STOP_BUILDER ->
                entering(Stream.of(MachinePermissions.seeInstances(), machines.stop()))
                        .toList();
            case CREATE_IMAGE -> entering(createImage()).toList();
            case TAG_IMAGE ->
                List.of(
                        records.reads(),
                        records.lineage(),
                        ImagePermissions.tagLater(),
                        ImagePermissions.setAttributes(),
                        ImagePermissions.seeSnapshots());
            case RETIRE_BUILDER -> entering(retireBuilder()).toList();
            case VERIFY_IMAGE -> entering(verifyImage()).toList();
            case START_BUILD -> List.of(recipes.version(), executions.start());
            case SCHEDULE_RECIPE ->
                Stream.concat(recipes.current(), schedules.schedule()).toList();
            case START_SCHEDULED_BUILDS ->
                Stream.concat(recipes.current(), Stream.of(executions.start())).toList();
            case TRACK_EXECUTION ->
                Stream.concat(Stream.of(records.waits(), executions.answer(), executions.describe()), park())
                        .toList();
            case NOTIFY -> looking(Stream.empty()).toList();
            case SWEEP ->
                looking(Stream.concat(Stream.of(executions.describe(), executions.list()), park()))
                        .toList();
            case JANITOR -> janitor().toList();
            case RETIRE_IMAGES -> retireImages().toList();
        };
    }

    /** Compares ledger, tags and account, and removes what nobody holds any more. */
    private Stream<PolicyStatement> janitor() {
        var look = Stream.of(records.rows(), records.due(), MachinePermissions.seeInstances(), machines.terminate());
        return Stream.of(look, leftovers(), ImagePermissions.removeScaffolds()).flatMap(s -> s);
    }

    private Stream<PolicyStatement> retireImages() {
        return Stream.concat(
                Stream.of(
                        recipes.list(),
                        records.rows(),
                        records.lineage(),
                        records.imagesOfRecipe(),
                        records.children(),
                        ImagePermissions.seeImages()),
                ImagePermissions.retireImages());
    }

    private Stream<PolicyStatement> prepare() {
        return Stream.concat(
                recipes.everything(),
                Stream.of(
                        CommandPermissions.parameters(parentParameters),
                        ImagePermissions.seeImages(),
                        MachinePermissions.seeInstances(),
                        MachinePermissions.handOver(),
                        CommandPermissions.find(),
                        records.waits(),
                        records.channel(),
                        records.imagesOfRecipe(),
                        executions.describe()));
    }

    private Stream<PolicyStatement> entering(Stream<PolicyStatement> acting) {
        return Stream.concat(Stream.of(records.waits(), executions.answer()), acting);
    }

    /** What follows on a bad end. */
    private Stream<PolicyStatement> park() {
        var look = Stream.of(
                records.due(),
                executions.history(),
                MachinePermissions.seeInstances(),
                machines.console(),
                machines.stop(),
                CommandPermissions.follow(),
                CommandPermissions.reach());
        return Stream.of(recipes.evidence(), look, notifications.publish()).flatMap(s -> s);
    }

    /** Finds and removes what has outlived its build. */
    private Stream<PolicyStatement> leftovers() {
        return Stream.concat(
                Stream.of(MachinePermissions.seeLeftovers(), ImagePermissions.seeImages(), machines.removeKeyPair()),
                MachinePermissions.removeLeftovers());
    }

    private Stream<PolicyStatement> revive() {
        return Stream.of(machines.start(), CommandPermissions.reach());
    }

    private Stream<PolicyStatement> looking(Stream<PolicyStatement> besides) {
        var states = Stream.of(
                        launchBuilder(),
                        MachinePermissions.changeVolume(),
                        sealBuilder(),
                        Stream.of(machines.stop()),
                        createImage(),
                        retireBuilder(),
                        verifyImage())
                .flatMap(s -> s);
        return Stream.of(Stream.of(records.waits(), executions.answer()), besides, states)
                .flatMap(s -> s);
    }

    private Stream<PolicyStatement> launchBuilder() {
        return Stream.concat(
                machines.launch(),
                Stream.of(
                        MachinePermissions.seeInstances(),
                        machines.terminate(),
                        machines.start(),
                        CommandPermissions.reach()));
    }

    private static Stream<PolicyStatement> command() {
        return Stream.concat(CommandPermissions.run(), Stream.of(MachinePermissions.seeInstances()));
    }

    private Stream<PolicyStatement> sealBuilder() {
        return Stream.of(command(), revive(), ImagePermissions.takeSnapshots()).flatMap(s -> s);
    }

    private Stream<PolicyStatement> retireBuilder() {
        return Stream.concat(Stream.of(machines.terminate()), ImagePermissions.deletePreSnapshots());
    }

    private static Stream<PolicyStatement> createImage() {
        return Stream.of(
                        ImagePermissions.createImage(),
                        ImagePermissions.copyImage(),
                        ImagePermissions.removeScaffolds(),
                        Stream.of(
                                ImagePermissions.seeImages(),
                                MachinePermissions.seeInstances(),
                                ImagePermissions.seeSnapshots()))
                .flatMap(s -> s);
    }

    private Stream<PolicyStatement> verifyImage() {
        return Stream.of(
                        launchBuilder(),
                        command(),
                        machines.proveByKeyPair(),
                        ImagePermissions.fastLaunch(),
                        Stream.of(records.lineage(), ImagePermissions.judge()))
                .flatMap(s -> s);
    }
}
