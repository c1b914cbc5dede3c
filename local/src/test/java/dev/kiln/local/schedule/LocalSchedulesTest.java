package dev.kiln.local.schedule;

import dev.kiln.local.time.RandomSource;
import dev.kiln.local.time.Timeline;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindow;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;
import software.amazon.awssdk.services.scheduler.model.SchedulerException;
import software.amazon.awssdk.services.scheduler.model.Target;
import software.amazon.awssdk.services.scheduler.model.ValidationException;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** EventBridge Scheduler: its API, and when it invokes what. */
class LocalSchedulesTest {
    private static final Instant START = Instant.parse("2026-03-01T09:00:30Z");
    private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:start:live";
    private static final String ROLE = "arn:aws:iam::123456789012:role/scheduler";
    private static final String QUEUE = "arn:aws:sqs:us-east-1:123456789012:dead";

    private final Timeline timeline = new Timeline(START);
    private final List<String> inputs = new ArrayList<>();
    private final List<Instant> times = new ArrayList<>();
    private Optional<ScheduleTarget.Refusal> answer = Optional.empty();
    private boolean busy = true;
    private final LocalSchedules schedules =
            new LocalSchedules(timeline, new RandomSource(7), this::invoked, () -> busy);

    private Optional<ScheduleTarget.Refusal> invoked(String arn, String input) {
        inputs.add(input);
        times.add(timeline.instant());
        return answer;
    }

    @BeforeEach
    void group() {
        schedules.createScheduleGroup(r -> r.name("kiln"));
    }

    @Test
    void cron_itsTime_invokesTheTargetWithinTheMinute() {
        create("cron(0 10 * * ? *)");

        runTo("2026-03-02T12:00:00Z");

        assertThat(times)
                .extracting(time -> time.truncatedTo(ChronoUnit.MINUTES))
                .containsExactly(Instant.parse("2026-03-01T10:00:00Z"), Instant.parse("2026-03-02T10:00:00Z"));
    }

    @Test
    void input_contextAttributes_areFilledIn() {
        create(
                "cron(0 10 * * ? *)",
                r -> r.target(t -> t.arn(FUNCTION)
                        .roleArn(ROLE)
                        .input("{\"t\":\"<aws.scheduler.scheduled-time>\",\"s\":\"<aws.scheduler.schedule-arn>\","
                                + "\"n\":\"<aws.scheduler.attempt-number>\"}")));

        runTo("2026-03-01T10:01:00Z");

        assertThat(inputs)
                .containsExactly("{\"t\":\"2026-03-01T10:00:00Z\","
                        + "\"s\":\"arn:aws:scheduler:us-east-1:123456789012:schedule/kiln/web\",\"n\":\"1\"}");
    }

    @Test
    void input_executionId_isAnotherForEachInvocation() {
        create(
                "cron(0 10 * * ? *)",
                r -> r.target(t -> t.arn(FUNCTION).roleArn(ROLE).input("{\"id\":\"<aws.scheduler.execution-id>\"}")));

        runTo("2026-03-02T10:01:00Z");

        assertThat(inputs).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void cron_timeThatTheClocksSkip_isLeftOut() {
        create("cron(30 2 * * ? *)", r -> r.scheduleExpressionTimezone("America/New_York"));
        timeline.runTo(Instant.parse("2026-03-07T08:00:00Z"));
        times.clear();

        runTo("2026-03-09T07:00:00Z");

        assertThat(minutes()).containsExactly(Instant.parse("2026-03-09T06:30:00Z"));
    }

    @Test
    void cron_timeThatTheClocksRepeat_comesOnce() {
        create("cron(30 1 * * ? *)", r -> r.scheduleExpressionTimezone("America/New_York"));
        timeline.runTo(Instant.parse("2026-11-01T00:00:00Z"));
        times.clear();

        runTo("2026-11-01T12:00:00Z");

        assertThat(times).hasSize(1);
    }

    @Test
    void at_comesOnceInItsZone() {
        create("at(2026-03-03T08:00:00)", r -> r.scheduleExpressionTimezone("Europe/Berlin"));

        runTo("2026-04-01T00:00:00Z");

        assertThat(minutes()).containsExactly(Instant.parse("2026-03-03T07:00:00Z"));
        assertThat(names()).containsExactly("web");
    }

    @Test
    void at_withDeletionAfterwards_goesWhenItHasCome() {
        create("at(2026-03-03T08:00:00)", r -> r.actionAfterCompletion("DELETE"));

        runTo("2026-04-01T00:00:00Z");

        assertThat(inputs).hasSize(1);
        assertThat(names()).isEmpty();
    }

    @Test
    void rate_whileBusy_comesAtOnceAndThenEachPeriod() {
        create("rate(5 minutes)");

        timeline.runTo(START.plus(Duration.ofMinutes(12)));

        assertThat(times).hasSize(3);
    }

    @Test
    void rate_nothingToDo_letsTheTimelineRunDryAndGoesOnInTheOldBeatWhenWoken() {
        busy = false;
        create("rate(5 minutes)");
        timeline.runTo(START.plus(Duration.ofMinutes(7)));
        assertThat(timeline.nextAt()).isEmpty();
        assertThat(inputs).isEmpty();
        busy = true;

        schedules.wake();
        timeline.runTo(START.plus(Duration.ofMinutes(11)));

        assertThat(times)
                .hasSize(1)
                .first()
                .satisfies(time -> assertThat(time)
                        .isBetween(START.plus(Duration.ofMinutes(10)), START.plus(Duration.ofMinutes(11))));
    }

    @Test
    void update_changesItsTimes() {
        create("cron(0 10 * * ? *)");
        schedules.updateSchedule(r -> r.groupName("kiln")
                .name("web")
                .scheduleExpression("cron(0 11 * * ? *)")
                .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                .target(t -> t.arn(FUNCTION).roleArn(ROLE).input("{}")));

        runTo("2026-03-01T12:00:00Z");

        assertThat(minutes()).containsExactly(Instant.parse("2026-03-01T11:00:00Z"));
    }

    @Test
    void update_whatIsLeftOut_getsItsDefault() {
        create(
                "cron(0 10 * * ? *)",
                r -> r.scheduleExpressionTimezone("Europe/Berlin").description("web"));

        schedules.updateSchedule(r -> r.groupName("kiln")
                .name("web")
                .scheduleExpression("cron(0 11 * * ? *)")
                .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                .target(t -> t.arn(FUNCTION).roleArn(ROLE).input("{}")));

        var schedule = schedules.getSchedule(r -> r.groupName("kiln").name("web"));
        assertThat(schedule.scheduleExpressionTimezone()).isEqualTo("UTC");
        assertThat(schedule.description()).isNull();
    }

    @Test
    void delete_endsItsTimes() {
        create("cron(0 10 * * ? *)");
        schedules.deleteSchedule(r -> r.groupName("kiln").name("web"));

        runTo("2026-03-02T12:00:00Z");

        assertThat(inputs).isEmpty();
    }

    @Test
    void disabled_staysAndDoesNotFire() {
        create("cron(0 10 * * ? *)", r -> r.state("DISABLED"));

        runTo("2026-03-02T12:00:00Z");

        assertThat(inputs).isEmpty();
        assertThat(names()).containsExactly("web");
    }

    @Test
    void delivery_twice_invokesTwiceForOneTime() {
        schedules.delivery(ScheduleDelivery.twice());
        create("cron(0 10 * * ? *)");

        runTo("2026-03-01T10:01:00Z");

        assertThat(inputs).hasSize(2);
    }

    @Test
    void target_refusesForNow_isTriedAgainAsOftenAsThePolicySays_thenADeadLetter() {
        answer = Optional.of(new ScheduleTarget.Refusal("TooManyRequestsException", "Rate exceeded", true));
        create("cron(0 10 1 * ? *)", r -> r.target(policy(2, 3600)));

        runTo("2026-03-02T00:00:00Z");

        assertThat(inputs).hasSize(3);
        assertThat(schedules.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.queueArn()).isEqualTo(QUEUE);
            assertThat(letter.body()).isEqualTo("{}");
            assertThat(letter.attributes())
                    .containsEntry("ERROR_CODE", "TooManyRequestsException")
                    .containsEntry("EXHAUSTED_RETRY_CONDITION", "MaximumRetryAttempts")
                    .containsEntry("RETRY_ATTEMPTS", "2")
                    .containsEntry("SCHEDULED_TIME", "2026-03-01T10:00:00Z");
        });
    }

    @Test
    void target_refusesForNow_isGivenUpWhenTheStartIsTooOld() {
        answer = Optional.of(new ScheduleTarget.Refusal("TooManyRequestsException", "Rate exceeded", true));
        create("cron(0 10 1 * ? *)", r -> r.target(policy(185, 300)));

        runTo("2026-03-02T00:00:00Z");

        assertThat(times.getLast()).isBefore(Instant.parse("2026-03-01T10:05:00Z"));
        assertThat(schedules.deadLetters())
                .extracting(letter -> letter.attributes().get("EXHAUSTED_RETRY_CONDITION"))
                .containsExactly("MaximumEventAgeInSeconds");
    }

    @Test
    void target_isNotThere_isNotTriedAgain() {
        answer = Optional.of(new ScheduleTarget.Refusal("ResourceNotFoundException", "Function not found", false));
        create("cron(0 10 1 * ? *)", r -> r.target(policy(185, 3600)));

        runTo("2026-03-02T00:00:00Z");

        assertThat(inputs).hasSize(1);
        assertThat(schedules.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.attributes())
                        .containsEntry("ERROR_CODE", "ResourceNotFoundException")
                        .doesNotContainKey("EXHAUSTED_RETRY_CONDITION"));
    }

    @Test
    void create_nameThatIsTaken_isAConflict() {
        create("cron(0 10 * * ? *)");

        assertThatThrownBy(() -> create("cron(0 11 * * ? *)"))
                .isInstanceOf(ConflictException.class)
                .satisfies(e -> assertThat(code(e)).isEqualTo("ConflictException"));
    }

    @Test
    void create_repeatedWithItsToken_answersTheSame_withOtherValuesItIsAConflict() {
        create("cron(0 10 * * ? *)", r -> r.clientToken("one"));
        create("cron(0 10 * * ? *)", r -> r.clientToken("one"));

        assertThatThrownBy(() -> create("cron(0 11 * * ? *)", r -> r.clientToken("one")))
                .isInstanceOf(ConflictException.class);
    }

    @Test
    void create_sameNameInAnotherGroup_isAnotherSchedule() {
        create("cron(0 10 * * ? *)");

        create("cron(0 10 * * ? *)", r -> r.groupName(null));

        assertThat(schedules.listSchedules(r -> {}).schedules()).hasSize(2);
        assertThat(names()).containsExactly("web");
    }

    @Test
    void group_thatDoesNotExist_isNotFound() {
        assertThatThrownBy(() -> create("cron(0 10 * * ? *)", r -> r.groupName("other")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Schedule group other does not exist.");
        assertThatThrownBy(() -> schedules.getScheduleGroup(r -> r.name("other")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> schedules.listSchedules(r -> r.groupName("other")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void group_thatExists_isAConflict() {
        assertThatThrownBy(() -> schedules.createScheduleGroup(r -> r.name("kiln")))
                .isInstanceOf(ConflictException.class);
    }

    @Test
    void scheduleThatDoesNotExist_isNotFound() {
        assertThatThrownBy(() -> schedules.getSchedule(r -> r.groupName("kiln").name("web")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(
                        () -> schedules.deleteSchedule(r -> r.groupName("kiln").name("web")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cron(0 10 * * *)",
                "cron(0 10 * * * *)",
                "cron(0 25 * * ? *)",
                "rate(0 minutes)",
                "rate(5 weeks)",
                "at(tomorrow)",
                "monthly"
            })
    void create_whatIsNoExpression_isRefused(String expression) {
        assertThatThrownBy(() -> create(expression))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Invalid Schedule Expression");
    }

    @ParameterizedTest
    @CsvSource({"Europe/Belin", "+01:00"})
    void create_whatIsNoTimeZone_isRefused(String zone) {
        assertThatThrownBy(() -> create("cron(0 10 * * ? *)", r -> r.scheduleExpressionTimezone(zone)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Timezone");
    }

    @Test
    void create_whatTheModelDoesNotAllow_isRefused() {
        assertInvalid(r -> r.name("a/b"));
        assertInvalid(r -> r.name("a".repeat(65)));
        assertInvalid(r -> r.clientToken("a b"));
        assertInvalid(r -> r.flexibleTimeWindow((FlexibleTimeWindow) null));
        assertInvalid(r -> r.target(t -> t.arn(FUNCTION).roleArn("kiln").input("{}")));
        assertInvalid(r -> r.target(t -> t.arn(FUNCTION).roleArn(ROLE).input("{")));
        assertInvalid(r -> r.target(policy(186, 3600)));
        assertInvalid(r -> r.target(policy(1, 59)));
    }

    private void assertInvalid(Consumer<CreateScheduleRequest.Builder> change) {
        assertThatThrownBy(() -> create("cron(0 10 * * ? *)", change)).isInstanceOf(ValidationException.class);
    }

    @Test
    void create_whatCannotBeHonoured_isRefusedByName() {
        assertThatThrownBy(() -> create("cron(0 10 * * ? *)", r -> r.endDate(START.plusSeconds(60))))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("EndDate");
        assertThatThrownBy(() -> create(
                        "cron(0 10 * * ? *)",
                        r -> r.flexibleTimeWindow(w -> w.mode("FLEXIBLE").maximumWindowInMinutes(5))))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("FlexibleTimeWindow");
    }

    @Test
    void list_byPrefixAndPage() {
        List.of("recipe-a", "recipe-b", "recipe-c", "sweep").forEach(name -> create("rate(1 days)", r -> r.name(name)));

        var first = schedules.listSchedules(
                r -> r.groupName("kiln").namePrefix("recipe-").maxResults(2));
        var second = schedules.listSchedules(
                r -> r.groupName("kiln").namePrefix("recipe-").maxResults(2).nextToken(first.nextToken()));

        assertThat(first.schedules()).extracting(ScheduleSummary::name).containsExactly("recipe-a", "recipe-b");
        assertThat(second.schedules()).extracting(ScheduleSummary::name).containsExactly("recipe-c");
        assertThat(second.nextToken()).isNull();
    }

    @Test
    void restore_addsWhatIsOnFileAndLeavesWhatIsThere() {
        create("cron(0 10 * * ? *)");
        var later = new LocalSchedules(timeline, new RandomSource(8), this::invoked, () -> busy);

        later.restore(schedules.state());

        assertThat(later.getSchedule(r -> r.groupName("kiln").name("web")))
                .isEqualTo(schedules.getSchedule(r -> r.groupName("kiln").name("web")));
    }

    private void create(String expression) {
        create(expression, r -> {});
    }

    private void create(String expression, Consumer<CreateScheduleRequest.Builder> change) {
        schedules.createSchedule(r -> {
            r.groupName("kiln")
                    .name("web")
                    .scheduleExpression(expression)
                    .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                    .target(t -> t.arn(FUNCTION).roleArn(ROLE).input("{}"));
            change.accept(r);
        });
    }

    private static Consumer<Target.Builder> policy(int retries, int seconds) {
        return t -> t.arn(FUNCTION)
                .roleArn(ROLE)
                .input("{}")
                .retryPolicy(p -> p.maximumRetryAttempts(retries).maximumEventAgeInSeconds(seconds))
                .deadLetterConfig(d -> d.arn(QUEUE));
    }

    private List<Instant> minutes() {
        return times.stream().map(time -> time.truncatedTo(ChronoUnit.MINUTES)).toList();
    }

    private List<String> names() {
        return schedules.listSchedules(r -> r.groupName("kiln")).schedules().stream()
                .map(ScheduleSummary::name)
                .toList();
    }

    private void runTo(String instant) {
        timeline.runTo(Instant.parse(instant));
    }

    private static String code(Throwable e) {
        return ((SchedulerException) e).awsErrorDetails().errorCode();
    }
}
