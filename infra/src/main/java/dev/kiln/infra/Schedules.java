package dev.kiln.infra;

import dev.kiln.infra.config.KilnConfig;
import dev.kiln.infra.naming.Arns;
import dev.kiln.infra.naming.Handler;
import dev.kiln.infra.naming.Names;
import dev.kiln.schedule.RecipeSchedule;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.scheduler.CfnSchedule;
import software.amazon.awscdk.services.scheduler.CfnScheduleGroup;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

import java.util.Map;
import java.util.TreeMap;

/**
 * The group of all schedules, and those that are there from the beginning: the sweep, the janitor, the rebuild of
 * recipes that have no schedule of their own, and the retirement of images that recipes no longer keep. Those of
 * recipes come and go with them; they end with the group.
 */
final class Schedules extends Construct {
    /** Of the role with which schedules start builds. */
    static final String ROLE = "schedule";

    private final Props props;
    private final CfnScheduleGroup group;

    /** What makes them. */
    record Props(Names names, KilnConfig config, Functions functions, Queue undelivered) {}

    Schedules(Construct scope, Props props) {
        super(scope, "Schedules");
        this.props = props;
        group = CfnScheduleGroup.Builder.create(this, "Group")
                .name(props.names().scheduleGroup())
                .build();
        sweep();
        janitor();
        if (props.config().retireImages()) {
            retirement();
        }
        var starter = role("Role", ROLE, Handler.START_SCHEDULED_BUILDS);
        RecipeSchedule.ofOthers("default-rebuild", props.config().rebuild())
                .ifPresent(rebuild -> schedule("DefaultRebuild", rebuild, starter, Handler.START_SCHEDULED_BUILDS));
    }

    private void sweep() {
        var role = role("SweepRole", "sweep-schedule", Handler.SWEEP);
        schedule("Sweep", new RecipeSchedule("sweep", "rate(1 minutes)", "UTC", "{}"), role, Handler.SWEEP);
    }

    private void janitor() {
        var role = role("JanitorRole", "janitor-schedule", Handler.JANITOR);
        schedule("Janitor", new RecipeSchedule("janitor", "rate(1 hours)", "UTC", "{}"), role, Handler.JANITOR);
    }

    private void retirement() {
        var role = role("RetireImagesRole", "retire-images-schedule", Handler.RETIRE_IMAGES);
        schedule(
                "RetireImages",
                new RecipeSchedule("retire-images", "cron(0 4 * * ? *)", "UTC", "{}"),
                role,
                Handler.RETIRE_IMAGES);
    }

    private void schedule(String id, RecipeSchedule schedule, Role role, Handler handler) {
        CfnSchedule.Builder.create(this, id)
                .groupName(group.getRef())
                .name(schedule.name())
                .scheduleExpression(schedule.expression())
                .scheduleExpressionTimezone(schedule.timeZone())
                .flexibleTimeWindow(CfnSchedule.FlexibleTimeWindowProperty.builder()
                        .mode("OFF")
                        .build())
                .target(CfnSchedule.TargetProperty.builder()
                        .arn(props.functions().alias(handler).getFunctionArn())
                        .roleArn(role.getRoleArn())
                        .input(schedule.input())
                        .deadLetterConfig(CfnSchedule.DeadLetterConfigProperty.builder()
                                .arn(props.undelivered().getQueueArn())
                                .build())
                        .retryPolicy(retries(handler))
                        .build())
                .build()
                .getNode()
                .addDependency(role);
    }

    /** The next sweep comes in a minute and does the same, the next janitor in an hour. */
    private static CfnSchedule.RetryPolicyProperty retries(Handler handler) {
        return switch (handler) {
            case SWEEP -> retries(60, 0);
            case JANITOR -> retries(3600, 0);
            default -> retries(6 * 3600, Delivery.RETRIES);
        };
    }

    private static CfnSchedule.RetryPolicyProperty retries(int seconds, int attempts) {
        return CfnSchedule.RetryPolicyProperty.builder()
                .maximumEventAgeInSeconds(seconds)
                .maximumRetryAttempts(attempts)
                .build();
    }

    /** Only schedules of this group in this account are let in. */
    private Role role(String id, String name, Handler target) {
        var arns = new Arns(props.names());
        var role = Role.Builder.create(this, id)
                .roleName(props.names().of(name))
                .assumedBy(ServicePrincipal.Builder.create("scheduler.amazonaws.com")
                        .conditions(Map.of(
                                "StringEquals",
                                new TreeMap<>(Map.of(
                                        "aws:SourceAccount", Aws.ACCOUNT_ID, "aws:SourceArn", arns.scheduleGroup()))))
                        .build())
                .description("Lets schedules call " + target.label() + ", and nothing else")
                .build();
        props.functions().alias(target).grantInvoke(role);
        props.undelivered().grant(role, "sqs:SendMessage");
        return role;
    }
}
