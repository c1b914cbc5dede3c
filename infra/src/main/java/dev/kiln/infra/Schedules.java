package dev.kiln.infra;

import dev.kiln.infra.config.KilnConfig;
import dev.kiln.infra.config.Rebuild;
import dev.kiln.infra.naming.Arns;
import dev.kiln.infra.naming.Handler;
import dev.kiln.infra.naming.Names;
import dev.kiln.json.PipelineJson;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.scheduler.CfnSchedule;
import software.amazon.awscdk.services.scheduler.CfnScheduleGroup;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The group of all schedules, and the two that are there from the beginning: the sweep, and the rebuild of recipes that
 * have no schedule of their own. Those of recipes come and go with them; they end with the group.
 */
final class Schedules extends Construct {
    /** Of the role with which schedules start builds. */
    static final String ROLE = "schedule";

    private static final String SCHEDULED_TIME = "<aws.scheduler.scheduled-time>";

    private final Props props;
    private final CfnScheduleGroup group;

    /** What makes them. */
    record Props(Names names, KilnConfig config, Functions functions, Queue undelivered) {}

    /** When a schedule fires, and what it says then. */
    private record Timing(String expression, String timeZone, SortedMap<String, Object> input) {}

    Schedules(Construct scope, Props props) {
        super(scope, "Schedules");
        this.props = props;
        group = CfnScheduleGroup.Builder.create(this, "Group")
                .name(props.names().scheduleGroup())
                .build();
        sweep();
        var starter = role("Role", ROLE, Handler.START_SCHEDULED_BUILDS);
        timing(props.config().rebuild()).ifPresent(timing -> defaultRebuild(timing, starter));
    }

    private void sweep() {
        var role = role("SweepRole", "sweep-schedule", Handler.SWEEP);
        schedule("Sweep", "sweep", role, Handler.SWEEP, new Timing("rate(1 minutes)", "UTC", new TreeMap<>()));
    }

    private void defaultRebuild(Timing timing, Role role) {
        schedule("DefaultRebuild", "default-rebuild", role, Handler.START_SCHEDULED_BUILDS, timing);
    }

    /** Empty: recipes without a schedule are not built by themselves. */
    private static Optional<Timing> timing(Rebuild rebuild) {
        var input = new TreeMap<String, Object>(Map.of("recipes", "withoutSchedule", "scheduledTime", SCHEDULED_TIME));
        return switch (rebuild) {
            case Rebuild.Never never -> Optional.empty();
            case Rebuild.Cron cron -> Optional.of(new Timing(cron.expression(), cron.timeZone(), input));
            case Rebuild.PatchTuesday patchTuesday -> {
                input.put("patchTuesday", patchTuesday.days());
                input.put("timeZone", patchTuesday.timeZone());
                yield Optional.of(new Timing(eachDayInQuestion(patchTuesday.days()), patchTuesday.timeZone(), input));
            }
        };
    }

    /**
     * Patch Tuesday lies on the 8th to the 14th, and no cron expression says "so many days later": the function is
     * called on all seven days, and acts on the right one.
     */
    private static String eachDayInQuestion(int days) {
        return "cron(0 6 " + (8 + days) + "-" + (14 + days) + " * ? *)";
    }

    private void schedule(String id, String name, Role role, Handler handler, Timing timing) {
        CfnSchedule.Builder.create(this, id)
                .groupName(group.getRef())
                .name(name)
                .scheduleExpression(timing.expression())
                .scheduleExpressionTimezone(timing.timeZone())
                .flexibleTimeWindow(CfnSchedule.FlexibleTimeWindowProperty.builder()
                        .mode("OFF")
                        .build())
                .target(CfnSchedule.TargetProperty.builder()
                        .arn(props.functions().alias(handler).getFunctionArn())
                        .roleArn(role.getRoleArn())
                        .input(PipelineJson.write(timing.input()))
                        .deadLetterConfig(CfnSchedule.DeadLetterConfigProperty.builder()
                                .arn(props.undelivered().getQueueArn())
                                .build())
                        .retryPolicy(retries(handler))
                        .build())
                .build()
                .getNode()
                .addDependency(role);
    }

    /** The next sweep comes in a minute and does the same. */
    private static CfnSchedule.RetryPolicyProperty retries(Handler handler) {
        boolean sweep = handler == Handler.SWEEP;
        return CfnSchedule.RetryPolicyProperty.builder()
                .maximumEventAgeInSeconds(sweep ? 60 : 6 * 3600)
                .maximumRetryAttempts(sweep ? 0 : Delivery.RETRIES)
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
        props.undelivered().grantSendMessages(role);
        return role;
    }
}
