package dev.kiln.aws;

import dev.kiln.error.TransientServiceFailure;
import dev.kiln.schedule.RecipeSchedule;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindow;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.Target;
import software.amazon.awssdk.services.scheduler.model.UpdateScheduleRequest;

import java.time.Duration;
import java.util.Set;

/**
 * The schedules of recipes in EventBridge Scheduler. They carry no client token of ours: a schedule that is made,
 * deleted and made again would be taken for the first one.
 */
public final class Schedules {
    /** A start that is half a day late is still wanted; a day later the next one is as good. */
    private static final Duration OLDEST_START = Duration.ofHours(24);

    /** As many as Scheduler allows; the age ends them first. */
    private static final int RETRIES = 185;

    private static final Set<String> CHANGED_MEANWHILE = Set.of("ConflictException", "ResourceNotFoundException");

    private final SchedulerClient scheduler;
    private final Deployment deployment;

    /**
     * What all schedules of a deployment have in common.
     *
     * @param group that holds them
     * @param targetArn the function that starts builds, by its alias
     * @param roleArn the role in which Scheduler calls it
     * @param deadLetterArn the queue for starts that could not be delivered
     */
    public record Deployment(String group, String targetArn, String roleArn, String deadLetterArn) {}

    public Schedules(SchedulerClient scheduler, Deployment deployment) {
        this.scheduler = scheduler;
        this.deployment = deployment;
    }

    /** Makes a schedule, or gives the one of this name everything anew. */
    public void put(RecipeSchedule schedule) {
        var create = CreateScheduleRequest.builder()
                .groupName(deployment.group())
                .name(schedule.name())
                .scheduleExpression(schedule.expression())
                .scheduleExpressionTimezone(schedule.timeZone())
                .flexibleTimeWindow(exactly())
                .target(target(schedule))
                .build();
        boolean created = AwsCall.unless(
                        Set.of("ConflictException"),
                        "CreateSchedule (" + schedule.name() + ")",
                        () -> scheduler.createSchedule(create))
                .isPresent();
        if (!created) {
            update(schedule);
        }
    }

    /** Deletes a schedule; there may be none. */
    public void delete(String name) {
        AwsCall.unless(
                Set.of("ResourceNotFoundException"),
                "DeleteSchedule (" + name + ")",
                () -> scheduler.deleteSchedule(
                        r -> r.groupName(deployment.group()).name(name)));
    }

    private void update(RecipeSchedule schedule) {
        var update = UpdateScheduleRequest.builder()
                .groupName(deployment.group())
                .name(schedule.name())
                .scheduleExpression(schedule.expression())
                .scheduleExpressionTimezone(schedule.timeZone())
                .flexibleTimeWindow(exactly())
                .target(target(schedule))
                .build();
        boolean updated = AwsCall.unless(
                        CHANGED_MEANWHILE,
                        "UpdateSchedule (" + schedule.name() + ")",
                        () -> scheduler.updateSchedule(update))
                .isPresent();
        if (!updated) {
            throw new TransientServiceFailure("The schedule " + schedule.name()
                    + " was changed or deleted by another at the same moment. It is looked at again.");
        }
    }

    private static FlexibleTimeWindow exactly() {
        return FlexibleTimeWindow.builder().mode(FlexibleTimeWindowMode.OFF).build();
    }

    private Target target(RecipeSchedule schedule) {
        return Target.builder()
                .arn(deployment.targetArn())
                .roleArn(deployment.roleArn())
                .input(schedule.input())
                .retryPolicy(r -> r.maximumEventAgeInSeconds(Math.toIntExact(OLDEST_START.toSeconds()))
                        .maximumRetryAttempts(RETRIES))
                .deadLetterConfig(d -> d.arn(deployment.deadLetterArn()))
                .build();
    }
}
