package dev.kiln.local.schedule;

import dev.kiln.local.request.RequestFields;
import dev.kiln.local.time.RandomSource;
import dev.kiln.local.time.Timeline;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleGroupRequest;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleGroupResponse;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.DeleteScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.DeleteScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.GetScheduleGroupRequest;
import software.amazon.awssdk.services.scheduler.model.GetScheduleGroupResponse;
import software.amazon.awssdk.services.scheduler.model.GetScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ListSchedulesRequest;
import software.amazon.awssdk.services.scheduler.model.ListSchedulesResponse;
import software.amazon.awssdk.services.scheduler.model.SchedulerRequest;
import software.amazon.awssdk.services.scheduler.model.UpdateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.UpdateScheduleResponse;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * EventBridge Scheduler of a local account (123456789012, us-east-1). Schedules invoke functions of Lambda at the times
 * of {@code cron}, {@code rate} and {@code at}, in their time zone, at least once.
 *
 * <p>A schedule by {@code rate} rests while the account has nothing to do, because it would keep the timeline busy for
 * ever. A call that is not overridden here and a request field that it could not honour are not supported: they throw
 * {@link UnsupportedOperationException} and say which.
 */
public final class LocalSchedules implements SchedulerClient {
    private static final Set<String> CREATE_GROUP = Set.of("Name", "ClientToken");

    private final Timeline timeline;
    private final Invocations invocations;
    private final ScheduleBook book;
    private final ScheduleCalls scheduleCalls;
    private final SortedMap<String, Integer> calls = new TreeMap<>();

    /**
     * The service of one account.
     *
     * @param random draws delays and execution ids
     * @param target takes what schedules deliver
     * @param busy whether the account has something to do; asked before each time of a schedule by rate
     */
    public LocalSchedules(Timeline timeline, RandomSource random, ScheduleTarget target, BooleanSupplier busy) {
        this.timeline = timeline;
        this.invocations = new Invocations(timeline, random, target);
        this.book = new ScheduleBook(timeline.instant(), s -> new Firing(timeline, busy, s, this::due));
        this.scheduleCalls = new ScheduleCalls(timeline, book);
    }

    private void due(StoredSchedule schedule, Instant time) {
        invocations.due(schedule, time);
        book.over(schedule);
    }

    /** Says that the account has something to do again. */
    public void wake() {
        book.wake();
    }

    /** Decides about deliveries from now on. */
    public void delivery(ScheduleDelivery policy) {
        invocations.delivery(policy);
    }

    /** What was given up and has a dead-letter queue, oldest first. */
    public List<DeadStart> deadLetters() {
        return invocations.dead();
    }

    /** How often each action was called, by its name in policies, for example {@code scheduler:CreateSchedule}. */
    public SortedMap<String, Integer> calls() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(calls));
    }

    /** All groups and schedules, to be kept on file. */
    public ScheduleState state() {
        return book.state();
    }

    /**
     * Adds groups and schedules from file; what has been deployed since stays as it is. Times that have passed
     * meanwhile are left out.
     */
    public void restore(ScheduleState state) {
        book.restore(state);
    }

    @Override
    public CreateScheduleResponse createSchedule(CreateScheduleRequest request) {
        accept("CreateSchedule", request, ScheduleCalls.FIELDS);
        return scheduleCalls.create(request);
    }

    @Override
    public UpdateScheduleResponse updateSchedule(UpdateScheduleRequest request) {
        accept("UpdateSchedule", request, ScheduleCalls.FIELDS);
        return scheduleCalls.update(request);
    }

    @Override
    public GetScheduleResponse getSchedule(GetScheduleRequest request) {
        accept("GetSchedule", request, ScheduleCalls.GET);
        return scheduleCalls.get(request);
    }

    @Override
    public DeleteScheduleResponse deleteSchedule(DeleteScheduleRequest request) {
        accept("DeleteSchedule", request, ScheduleCalls.DELETE);
        return scheduleCalls.delete(request);
    }

    @Override
    public ListSchedulesResponse listSchedules(ListSchedulesRequest request) {
        accept("ListSchedules", request, ScheduleLists.FIELDS);
        return ScheduleLists.list(book, request);
    }

    @Override
    public CreateScheduleGroupResponse createScheduleGroup(CreateScheduleGroupRequest request) {
        accept("CreateScheduleGroup", request, CREATE_GROUP);
        String name = ScheduleRules.name("name", request.name());
        if (book.group(name).isPresent()) {
            throw SchedulerErrors.groupExists(name);
        }
        var group = new ScheduleState.Group(name, timeline.instant());
        book.add(group);
        return CreateScheduleGroupResponse.builder()
                .scheduleGroupArn(group.arn())
                .build();
    }

    @Override
    public GetScheduleGroupResponse getScheduleGroup(GetScheduleGroupRequest request) {
        accept("GetScheduleGroup", request, Set.of("Name"));
        String name = ScheduleRules.name("name", request.name());
        return ScheduleViews.group(book.group(name).orElseThrow(() -> SchedulerErrors.noGroup(name)));
    }

    /** Counts a call, and refuses by name what it asks for and would not get. */
    private void accept(String action, SchedulerRequest request, Set<String> supported) {
        calls.merge("scheduler:" + action, 1, Integer::sum);
        RequestFields.refuseOthers(action, request, supported);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Does nothing: there is no connection to close. */
    @Override
    public void close() {}
}
