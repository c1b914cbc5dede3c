package dev.kiln.local.schedule;

import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.GetScheduleGroupResponse;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ScheduleGroupState;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;
import software.amazon.awssdk.services.scheduler.model.Target;

/** Schedules and groups as the API shows them. */
final class ScheduleViews {
    private ScheduleViews() {}

    static GetScheduleResponse whole(StoredSchedule schedule) {
        return GetScheduleResponse.builder()
                .arn(schedule.arn())
                .groupName(schedule.group())
                .name(schedule.name())
                .scheduleExpression(schedule.expression())
                .scheduleExpressionTimezone(schedule.timeZone())
                .state(state(schedule))
                .description(schedule.description().orElse(null))
                .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                .actionAfterCompletion(
                        schedule.deletedWhenOver() ? ActionAfterCompletion.DELETE : ActionAfterCompletion.NONE)
                .target(target(schedule.target()))
                .creationDate(schedule.created())
                .lastModificationDate(schedule.modified())
                .build();
    }

    static ScheduleSummary summary(StoredSchedule schedule) {
        return ScheduleSummary.builder()
                .arn(schedule.arn())
                .groupName(schedule.group())
                .name(schedule.name())
                .state(state(schedule))
                .target(t -> t.arn(schedule.target().arn()))
                .creationDate(schedule.created())
                .lastModificationDate(schedule.modified())
                .build();
    }

    static GetScheduleGroupResponse group(ScheduleState.Group group) {
        return GetScheduleGroupResponse.builder()
                .arn(group.arn())
                .name(group.name())
                .state(ScheduleGroupState.ACTIVE)
                .creationDate(group.created())
                .lastModificationDate(group.created())
                .build();
    }

    private static String state(StoredSchedule schedule) {
        return schedule.enabled() ? "ENABLED" : "DISABLED";
    }

    private static Target target(StoredSchedule.Target target) {
        var view = Target.builder()
                .arn(target.arn())
                .roleArn(target.roleArn())
                .input(target.input())
                .retryPolicy(r ->
                        r.maximumEventAgeInSeconds(target.mostAgeSeconds()).maximumRetryAttempts(target.mostRetries()));
        target.deadLetterArn().ifPresent(arn -> view.deadLetterConfig(d -> d.arn(arn)));
        return view.build();
    }
}
