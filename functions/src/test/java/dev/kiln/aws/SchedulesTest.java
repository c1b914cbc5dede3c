package dev.kiln.aws;

import dev.kiln.error.AccessRefused;
import dev.kiln.error.QuotaExceeded;
import dev.kiln.error.RequestRefused;
import dev.kiln.error.TransientServiceFailure;
import dev.kiln.schedule.RecipeSchedule;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.DeleteScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.DeleteScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.SchedulerException;
import software.amazon.awssdk.services.scheduler.model.UpdateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.UpdateScheduleResponse;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What EventBridge Scheduler is asked for, and what becomes of its refusals. */
class SchedulesTest {
    private static final String OK = "";
    private static final RecipeSchedule SCHEDULE =
            new RecipeSchedule("recipe-web", "cron(0 6 1 * ? *)", "Europe/Berlin", "{}");

    private final List<CreateScheduleRequest> created = new ArrayList<>();
    private final List<UpdateScheduleRequest> updated = new ArrayList<>();

    @Test
    void put_new_isMadeExactlyAndWithRetriesAndDeadLetters() {
        schedules(OK, OK, OK).put(SCHEDULE);

        var request = created.getFirst();
        assertThat(request.groupName()).isEqualTo("kiln");
        assertThat(request.name()).isEqualTo("recipe-web");
        assertThat(request.scheduleExpression()).isEqualTo("cron(0 6 1 * ? *)");
        assertThat(request.scheduleExpressionTimezone()).isEqualTo("Europe/Berlin");
        assertThat(request.flexibleTimeWindow().mode()).isEqualTo(FlexibleTimeWindowMode.OFF);
        assertThat(request.clientToken()).isNull();
        assertThat(request.target().arn()).isEqualTo("target");
        assertThat(request.target().roleArn()).isEqualTo("role");
        assertThat(request.target().input()).isEqualTo("{}");
        assertThat(request.target().retryPolicy().maximumEventAgeInSeconds()).isEqualTo(86_400);
        assertThat(request.target().retryPolicy().maximumRetryAttempts()).isEqualTo(185);
        assertThat(request.target().deadLetterConfig().arn()).isEqualTo("queue");
        assertThat(updated).isEmpty();
    }

    @Test
    void put_thatIsThere_isGivenEverythingAnew() {
        schedules("ConflictException", OK, OK).put(SCHEDULE);

        var update = updated.getFirst();
        assertThat(update.name()).isEqualTo("recipe-web");
        assertThat(update.scheduleExpressionTimezone()).isEqualTo("Europe/Berlin");
        assertThat(update.target()).isEqualTo(created.getFirst().target());
        assertThat(update.flexibleTimeWindow()).isEqualTo(created.getFirst().flexibleTimeWindow());
    }

    @Test
    void put_deletedOrChangedMeanwhile_isTriedAgain() {
        assertThatThrownBy(() -> schedules("ConflictException", "ResourceNotFoundException", OK)
                        .put(SCHEDULE))
                .isInstanceOf(TransientServiceFailure.class);
        assertThatThrownBy(() ->
                        schedules("ConflictException", "ConflictException", OK).put(SCHEDULE))
                .isInstanceOf(TransientServiceFailure.class);
    }

    @Test
    void put_refused_isSortedLikeAnyOther() {
        assertThatThrownBy(() -> schedules("ResourceNotFoundException", OK, OK).put(SCHEDULE))
                .isInstanceOf(RequestRefused.class)
                .hasMessageContaining("CreateSchedule (recipe-web)");
        assertThatThrownBy(() -> schedules("AccessDeniedException", OK, OK).put(SCHEDULE))
                .isInstanceOf(AccessRefused.class);
        assertThatThrownBy(
                        () -> schedules("ServiceQuotaExceededException", OK, OK).put(SCHEDULE))
                .isInstanceOf(QuotaExceeded.class);
    }

    @Test
    void delete_thatIsNotThere_isFine() {
        schedules(OK, OK, "ResourceNotFoundException").delete("recipe-web");

        assertThat(created).isEmpty();
    }

    @Test
    void delete_refused_isSortedLikeAnyOther() {
        assertThatThrownBy(() -> schedules(OK, OK, "AccessDeniedException").delete("recipe-web"))
                .isInstanceOf(AccessRefused.class);
    }

    private Schedules schedules(String create, String update, String delete) {
        return new Schedules(
                new Answers(create, update, delete), new Schedules.Deployment("kiln", "target", "role", "queue"));
    }

    /** A scheduler that answers each call with an error code, or with success if that is empty. */
    private final class Answers implements SchedulerClient {
        private final String create;
        private final String update;
        private final String delete;

        Answers(String create, String update, String delete) {
            this.create = create;
            this.update = update;
            this.delete = delete;
        }

        @Override
        public CreateScheduleResponse createSchedule(CreateScheduleRequest request) {
            created.add(request);
            answer(create);
            return CreateScheduleResponse.builder().build();
        }

        @Override
        public UpdateScheduleResponse updateSchedule(UpdateScheduleRequest request) {
            updated.add(request);
            answer(update);
            return UpdateScheduleResponse.builder().build();
        }

        @Override
        public DeleteScheduleResponse deleteSchedule(DeleteScheduleRequest request) {
            answer(delete);
            return DeleteScheduleResponse.builder().build();
        }

        private static void answer(String code) {
            if (!code.isEmpty()) {
                throw SchedulerException.builder()
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode(code)
                                .errorMessage(code)
                                .build())
                        .build();
            }
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
