package dev.kiln.local.schedule;

import dev.kiln.local.time.RandomSource;
import dev.kiln.local.time.Timeline;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Invokes the targets of schedules whose time has come, again where a target asks for it, and keeps what is given up.
 */
final class Invocations {
    /** How the pauses between attempts grow is not documented. */
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final Timeline timeline;
    private final RandomSource random;
    private final ScheduleTarget target;
    private final List<DeadStart> dead = new ArrayList<>();
    private ScheduleDelivery delivery = ScheduleDelivery.ordinary();

    Invocations(Timeline timeline, RandomSource random, ScheduleTarget target) {
        this.timeline = timeline;
        this.random = random;
        this.target = target;
    }

    private record Start(StoredSchedule schedule, Instant time, int attempt) {
        String input(String executionId) {
            return schedule.target()
                    .input()
                    .replace("<aws.scheduler.schedule-arn>", schedule.arn())
                    .replace("<aws.scheduler.scheduled-time>", seconds())
                    .replace("<aws.scheduler.execution-id>", executionId)
                    .replace("<aws.scheduler.attempt-number>", Integer.toString(attempt));
        }

        String seconds() {
            return time.truncatedTo(ChronoUnit.SECONDS).toString();
        }
    }

    void delivery(ScheduleDelivery policy) {
        delivery = policy;
    }

    List<DeadStart> dead() {
        return List.copyOf(dead);
    }

    /** The time of a schedule has come. */
    void due(StoredSchedule schedule, Instant time) {
        for (Duration delay : delivery.delays(random)) {
            attempt(new Start(schedule, time, 1), delay);
        }
    }

    private void attempt(Start start, Duration pause) {
        timeline.after(
                pause,
                "schedule " + start.schedule().name() + " fires, attempt " + start.attempt(),
                () -> invoke(start));
    }

    private void invoke(Start start) {
        String executionId = random.uuid();
        String input = start.input(executionId);
        target.invoke(start.schedule().target().arn(), input)
                .ifPresent(refusal -> refused(start, refusal, executionId, input));
    }

    private void refused(Start start, ScheduleTarget.Refusal refusal, String executionId, String input) {
        var pause = pause(start.attempt());
        var exhausted = refusal.retryable() ? exhausted(start, pause) : Optional.<String>empty();
        if (refusal.retryable() && exhausted.isEmpty()) {
            attempt(new Start(start.schedule(), start.time(), start.attempt() + 1), pause);
        } else {
            bury(start, refusal, executionId, input, exhausted);
        }
    }

    private Optional<String> exhausted(Start start, Duration pause) {
        var to = start.schedule().target();
        if (start.attempt() > to.mostRetries()) {
            return Optional.of("MaximumRetryAttempts");
        }
        var oldest = start.time().plusSeconds(to.mostAgeSeconds());
        return timeline.instant().plus(pause).isAfter(oldest)
                ? Optional.of("MaximumEventAgeInSeconds")
                : Optional.empty();
    }

    private static Duration pause(int attempt) {
        int doublings = Math.min(attempt - 1, 20);
        var pause = FIRST_PAUSE.multipliedBy(1L << doublings);
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** Without a dead-letter queue it is lost, as on AWS. */
    private void bury(
            Start start, ScheduleTarget.Refusal refusal, String executionId, String input, Optional<String> exhausted) {
        var attributes = new TreeMap<>(Map.of(
                "ERROR_CODE", refusal.code(),
                "ERROR_MESSAGE", refusal.message(),
                "EXECUTION_ID", executionId,
                "IS_PAYLOAD_TRUNCATED", "false",
                "RETRY_ATTEMPTS", Integer.toString(start.attempt() - 1),
                "SCHEDULED_TIME", start.seconds(),
                "SCHEDULE_ARN", start.schedule().arn(),
                "TARGET_ARN", start.schedule().target().arn()));
        exhausted.ifPresent(condition -> attributes.put("EXHAUSTED_RETRY_CONDITION", condition));
        start.schedule().target().deadLetterArn().ifPresent(queue -> dead.add(new DeadStart(queue, attributes, input)));
    }
}
