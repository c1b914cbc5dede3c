package dev.kiln.local.account;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.kiln.handler.CreateImageHandler;
import dev.kiln.handler.Handlers;
import dev.kiln.handler.JoinBuildHandler;
import dev.kiln.handler.LaunchBuilderHandler;
import dev.kiln.handler.NotifyHandler;
import dev.kiln.handler.Pipeline;
import dev.kiln.handler.PrepareHandler;
import dev.kiln.handler.RetireBuilderHandler;
import dev.kiln.handler.RunStepHandler;
import dev.kiln.handler.SealBuilderHandler;
import dev.kiln.handler.StartBuildHandler;
import dev.kiln.handler.StopBuilderHandler;
import dev.kiln.handler.SweepHandler;
import dev.kiln.handler.TagImageHandler;
import dev.kiln.handler.TrackExecutionHandler;
import dev.kiln.handler.VerifyImageHandler;
import dev.kiln.local.event.EventBus;
import dev.kiln.local.lambda.LocalLambda;
import dev.kiln.step.Steps;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Deploys the pipeline into a local account: its functions, and the rules that call them. */
final class Deployment {
    /** Which rule calls which functions. */
    private static final Map<String, List<String>> TARGETS = new TreeMap<>(Map.of(
            "command-invocation", List.of("Notify"),
            "execution-status", List.of("TrackExecution"),
            "image-state", List.of("Notify"),
            "instance-state", List.of("Notify"),
            "recipe-deleted", List.of("ScheduleRecipe"),
            "recipe-uploaded", List.of("StartBuild", "ScheduleRecipe")));

    private static final String START_SCHEDULED_BUILDS = "StartScheduledBuilds";

    /** Once a month, in the morning of the first day. */
    private static final String DEFAULT_REBUILD = "cron(0 6 1 * ? *)";

    private Deployment() {}

    static void functions(
            LocalLambda lambda, Steps steps, Pipeline.Clients clients, InstantSource clock, String stateMachineArn) {
        var callbacks = steps.callbacks();
        Map<String, RequestStreamHandler> handlers = new TreeMap<>();
        handlers.put("CreateImage", new CreateImageHandler(callbacks));
        handlers.put("JoinBuild", new JoinBuildHandler(callbacks));
        handlers.put("LaunchBuilder", new LaunchBuilderHandler(callbacks));
        handlers.put("Notify", new NotifyHandler(callbacks));
        handlers.put("Prepare", new PrepareHandler(steps.prepare()));
        handlers.put("RetireBuilder", new RetireBuilderHandler(callbacks));
        handlers.put("RunStep", new RunStepHandler(callbacks));
        handlers.put("SealBuilder", new SealBuilderHandler(callbacks));
        handlers.put("StartBuild", new StartBuildHandler(clients.s3(), clients.sfn(), stateMachineArn));
        handlers.put("StopBuilder", new StopBuilderHandler(callbacks));
        handlers.put("Sweep", new SweepHandler(steps.sweep()));
        handlers.put("TagImage", new TagImageHandler(steps.tagImage()));
        handlers.put("TrackExecution", new TrackExecutionHandler(steps.track()));
        handlers.put("VerifyImage", new VerifyImageHandler(callbacks));
        var environment = scheduleEnvironment(stateMachineArn);
        for (String name : List.of("ScheduleRecipe", START_SCHEDULED_BUILDS)) {
            handlers.put(name, Handlers.of("dev.kiln.handler." + name + "Handler", environment, clients, clock));
        }
        handlers.forEach((name, handler) -> lambda.deploy(Names.function(name), handler));
    }

    static void rules(EventBus bus, LocalLambda lambda, String stateMachineArn) {
        TARGETS.forEach((rule, functions) -> bus.rule(
                rule,
                Definition.pattern(rule, stateMachineArn),
                event -> functions.forEach(name -> lambda.invokeAsync(Names.function(name), event))));
    }

    /** The group of the recipes' schedules, and the rebuild of all recipes that have none. */
    static void schedules(SchedulerClient scheduler) {
        scheduler.createScheduleGroup(r -> r.name(Names.SCHEDULE_GROUP));
        scheduler.createSchedule(r -> r.groupName(Names.SCHEDULE_GROUP)
                .name("default-rebuild")
                .scheduleExpression(DEFAULT_REBUILD)
                .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                .target(t -> t.arn(Names.function(START_SCHEDULED_BUILDS))
                        .roleArn(Names.SCHEDULER_ROLE)
                        .deadLetterConfig(d -> d.arn(Names.SCHEDULE_QUEUE))
                        .input("{\"recipes\":\"withoutSchedule\","
                                + "\"scheduledTime\":\"<aws.scheduler.scheduled-time>\"}")));
    }

    private static Map<String, String> scheduleEnvironment(String stateMachineArn) {
        return new TreeMap<>(Map.of(
                "KILN_RECIPE_BUCKET", Names.BUCKET,
                "KILN_STATE_MACHINE_ARN", stateMachineArn,
                "KILN_SCHEDULE_GROUP", Names.SCHEDULE_GROUP,
                "KILN_SCHEDULE_TARGET_ARN", Names.function(START_SCHEDULED_BUILDS),
                "KILN_SCHEDULE_ROLE_ARN", Names.SCHEDULER_ROLE,
                "KILN_SCHEDULE_DLQ_ARN", Names.SCHEDULE_QUEUE));
    }
}
