package dev.kiln.local.schedule;

import dev.kiln.local.time.Timeline;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.DeleteScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.DeleteScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.GetScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.UpdateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.UpdateScheduleResponse;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The calls about one schedule. */
final class ScheduleCalls {
    static final Set<String> FIELDS = Set.of(
            "GroupName",
            "Name",
            "ScheduleExpression",
            "ScheduleExpressionTimezone",
            "State",
            "Description",
            "FlexibleTimeWindow",
            "ActionAfterCompletion",
            "Target",
            "ClientToken");
    static final Set<String> GET = Set.of("GroupName", "Name");
    static final Set<String> DELETE = Set.of("GroupName", "Name", "ClientToken");

    private static final Set<String> STATES = Set.of("ENABLED", "DISABLED");

    private final Timeline timeline;
    private final ScheduleBook book;

    /** What was asked for with a client token; how long EventBridge Scheduler remembers them is not documented. */
    private final Map<String, CreateScheduleRequest> created = new TreeMap<>();

    ScheduleCalls(Timeline timeline, ScheduleBook book) {
        this.timeline = timeline;
        this.book = book;
    }

    CreateScheduleResponse create(CreateScheduleRequest request) {
        var token = Optional.ofNullable(request.clientToken());
        ScheduleRules.token(token);
        var schedule = schedule(request, timeline.instant());
        if (book.find(schedule.group(), schedule.name()).isEmpty()) {
            book.put(schedule);
            token.ifPresent(t -> created.put(t, request));
        } else if (token.filter(t -> request.equals(created.get(t))).isEmpty()) {
            throw SchedulerErrors.scheduleExists(schedule.name());
        }
        return CreateScheduleResponse.builder().scheduleArn(schedule.arn()).build();
    }

    /** Everything is taken from the request; what it leaves out gets its default. */
    UpdateScheduleResponse update(UpdateScheduleRequest request) {
        ScheduleRules.token(Optional.ofNullable(request.clientToken()));
        var standing = existing(request.groupName(), request.name());
        var schedule = schedule(
                CreateScheduleRequest.builder()
                        .groupName(request.groupName())
                        .name(request.name())
                        .scheduleExpression(request.scheduleExpression())
                        .scheduleExpressionTimezone(request.scheduleExpressionTimezone())
                        .state(request.state())
                        .description(request.description())
                        .flexibleTimeWindow(request.flexibleTimeWindow())
                        .actionAfterCompletion(request.actionAfterCompletion())
                        .target(request.target())
                        .build(),
                standing.created());
        book.put(schedule);
        return UpdateScheduleResponse.builder().scheduleArn(schedule.arn()).build();
    }

    GetScheduleResponse get(GetScheduleRequest request) {
        return ScheduleViews.whole(existing(request.groupName(), request.name()));
    }

    DeleteScheduleResponse delete(DeleteScheduleRequest request) {
        ScheduleRules.token(Optional.ofNullable(request.clientToken()));
        var standing = existing(request.groupName(), request.name());
        book.remove(standing.group(), standing.name());
        return DeleteScheduleResponse.builder().build();
    }

    private StoredSchedule existing(String groupName, String given) {
        String name = ScheduleRules.name("name", given);
        return book.find(group(groupName), name).orElseThrow(() -> SchedulerErrors.noSchedule(name));
    }

    private String group(String given) {
        String name = ScheduleRules.name("groupName", Optional.ofNullable(given).orElse(ScheduleBook.DEFAULT_GROUP));
        return book.group(name).orElseThrow(() -> SchedulerErrors.noGroup(name)).name();
    }

    private StoredSchedule schedule(CreateScheduleRequest request, Instant createdAt) {
        ScheduleRules.window(request.flexibleTimeWindow());
        String name = ScheduleRules.name("name", request.name());
        String zone = ScheduleRules.timeZone(Optional.ofNullable(request.scheduleExpressionTimezone()));
        return new StoredSchedule(
                group(request.groupName()),
                name,
                ScheduleRules.expression(request.scheduleExpression(), zone, timeline.instant()),
                zone,
                enabled(Optional.ofNullable(request.stateAsString())),
                ScheduleRules.description(Optional.ofNullable(request.description())),
                request.actionAfterCompletion() == ActionAfterCompletion.DELETE,
                ScheduleRules.target(request.target()),
                createdAt,
                timeline.instant());
    }

    private static boolean enabled(Optional<String> state) {
        if (state.filter(s -> !STATES.contains(s)).isPresent()) {
            throw SchedulerErrors.validation("1 validation error detected: Value '" + state.get()
                    + "' at 'state' failed to satisfy constraint: Member must satisfy enum value set:"
                    + " [ENABLED, DISABLED]");
        }
        return state.filter("DISABLED"::equals).isEmpty();
    }
}
