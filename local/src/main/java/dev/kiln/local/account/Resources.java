package dev.kiln.local.account;

import dev.kiln.handler.Handlers;
import dev.kiln.handler.Pipeline;
import dev.kiln.local.deployment.Deployment;
import dev.kiln.local.deployment.FunctionSpec;
import dev.kiln.local.deployment.RuleSpec;
import dev.kiln.local.deployment.ScheduleSpec;
import dev.kiln.local.event.EventBus;
import dev.kiln.local.event.Target;
import dev.kiln.local.lambda.FunctionSettings;
import dev.kiln.local.lambda.LocalLambda;
import dev.kiln.local.queue.LocalQueues;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;

import java.time.InstantSource;
import java.util.function.UnaryOperator;

/** Makes what the templates deploy, as CloudFormation would. */
final class Resources {
    private final Deployment deployment;
    private final Sessions sessions;
    private final LocalLambda lambda;
    private final LocalQueues queues;

    Resources(Deployment deployment, Sessions sessions, LocalLambda lambda, LocalQueues queues) {
        this.deployment = deployment;
        this.sessions = sessions;
        this.lambda = lambda;
        this.queues = queues;
    }

    /**
     * Deploys the functions: each with its own clients under its own role, and with exactly its environment.
     *
     * @param functionsUse puts something between the functions and the services
     */
    void functions(RoleClients clients, UnaryOperator<Pipeline.Clients> functionsUse, InstantSource clock) {
        for (FunctionSpec function : deployment.functions()) {
            var session = sessions.assume(function.role(), "lambda.amazonaws.com", function.name());
            var handler = Handlers.of(
                    function.handler(), function.environment(), functionsUse.apply(clients.of(session)), clock);
            lambda.deploy(
                    function.arn(),
                    handler,
                    new FunctionSettings(
                            function.timeout(),
                            function.memoryMiB(),
                            function.async().retries(),
                            function.async().maximumAge(),
                            new FailedEvents(function, session, queues)));
        }
    }

    void rules(EventBus bus) {
        deployment.rules().forEach(rule -> bus.rule(rule.name(), rule.pattern(), targets(rule)));
    }

    private Target[] targets(RuleSpec rule) {
        return rule.targets().stream()
                .map(target -> new RuleTarget(rule, target, deployment.access(), lambda, queues))
                .toArray(Target[]::new);
    }

    void schedules(SchedulerClient scheduler) {
        deployment.scheduleGroups().forEach(group -> scheduler.createScheduleGroup(r -> r.name(group)));
        deployment.schedules().forEach(schedule -> scheduler.createSchedule(request(schedule)));
    }

    private static CreateScheduleRequest request(ScheduleSpec schedule) {
        return CreateScheduleRequest.builder()
                .groupName(schedule.group())
                .name(schedule.name())
                .scheduleExpression(schedule.expression())
                .scheduleExpressionTimezone(schedule.timeZone())
                .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                .target(target(schedule))
                .build();
    }

    private static software.amazon.awssdk.services.scheduler.model.Target target(ScheduleSpec schedule) {
        var target = software.amazon.awssdk.services.scheduler.model.Target.builder()
                .arn(schedule.target())
                .roleArn(schedule.role())
                .input(schedule.input())
                .retryPolicy(r -> r.maximumEventAgeInSeconds(schedule.maximumAgeSeconds())
                        .maximumRetryAttempts(schedule.retries()));
        schedule.deadLetters().ifPresent(queue -> target.deadLetterConfig(d -> d.arn(queue)));
        return target.build();
    }
}
