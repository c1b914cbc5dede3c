package dev.kiln.local.account;

import dev.kiln.local.account.Faults.Fault;
import dev.kiln.local.event.Delivery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import static dev.kiln.local.account.AccountLab.SMALL_UNSCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;

/** A redrive days later, when what a state waited for has long happened: its own function finds it done and says so. */
class LateRedriveTest {
    private static final String SEND = "ssm:SendCommand";
    private static final int SEAL = 3;
    private static final int CHECK = 4;

    @ParameterizedTest
    @ValueSource(strings = {"LaunchBuilder", "RunStep", "SealBuilder", "StopBuilder", "CreateImage", "VerifyImage"})
    void redrive_afterTheWaitIsOver_goesOnAndDoesNothingTwice(String state) {
        try (var lab = FreshAccounts.onMemoryTables(41, Faults.none())) {
            String id = lab.upload(SMALL_UNSCHEDULED);
            runUntilEntered(lab, id, state);
            stopFor(lab, id, Duration.ofDays(2));

            var build = lab.redrive(id);

            assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
            assertThat(lab.calls(SEND)).as("two steps, the seal and the check").isEqualTo(4);
            assertThat(lab.living()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {SEAL, CHECK})
    void redrive_commandWhoseAnswerWasLostAndOfWhichNoEventTold_isAdopted(int command) {
        try (var lab = FreshAccounts.onMemoryTables(43, dyingAfterSending(command))) {
            lab.account.bus().delivery(Delivery.losing(Set.of("aws.ec2", "aws.ssm")));
            String id = lab.upload(SMALL_UNSCHEDULED);
            lab.runUntilCalls(SEND, command);
            stopFor(lab, id, Duration.ofDays(2));

            var build = lab.redrive(id);

            assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
            assertThat(lab.calls(SEND)).as("two steps, the seal and the check").isEqualTo(4);
        }
    }

    private static Faults dyingAfterSending(int command) {
        return new Faults(new Faults.Rule() {
            private int sent;

            @Override
            public Optional<Fault> fault(int number, String action) {
                sent += action.equals(SEND) ? 1 : 0;
                return Optional.of(Fault.DIES_AFTER).filter(f -> action.equals(SEND) && sent == command);
            }
        });
    }

    @Test
    void redrive_verifierThatHasServedAndEndedUnnoticed_completesTheBuild() {
        try (var lab = FreshAccounts.onMemoryTables(47, Faults.none())) {
            lab.account.bus().delivery(Delivery.losing(Set.of("aws.ec2", "aws.ssm")));
            String id = lab.upload(SMALL_UNSCHEDULED);
            runUntilEntered(lab, id, "VerifyImage");
            lab.runUntilCalls("ec2:TerminateInstances", lab.calls("ec2:TerminateInstances") + 1);
            stopFor(lab, id, Duration.ofMinutes(30));

            var build = lab.redrive(id);

            assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
            assertThat(lab.lineage(build).verification()).isPresent();
        }
    }

    @ParameterizedTest
    @CsvSource({"SealBuilder, PT48H", "VerifyImage, PT40M"})
    void redrive_machineThatEndedMeanwhile_isReplaced(String state, Duration later) {
        try (var lab = FreshAccounts.onMemoryTables(53, Faults.none())) {
            lab.account.bus().delivery(Delivery.losing(Set.of("aws.ec2", "aws.ssm")));
            String id = lab.upload(SMALL_UNSCHEDULED);
            runUntilEntered(lab, id, state);
            lab.living().forEach(i -> lab.account.ec2().terminateInstances(r -> r.instanceIds(i.instanceId())));
            stopFor(lab, id, later);

            assertThat(lab.redrive(id).status()).isEqualTo("SUCCEEDED");
        }
    }

    private static void runUntilEntered(AccountLab lab, String id, String state) {
        var timeline = lab.account.timeline();
        timeline.runUntil(() -> entered(lab, id, state), timeline.instant().plus(Duration.ofHours(3)));
        timeline.runTo(timeline.instant().plus(Duration.ofSeconds(5)));
        assertThat(lab.lastEntered(id)).isEqualTo(state);
    }

    private static boolean entered(AccountLab lab, String id, String state) {
        try {
            return lab.history(id).stream()
                    .flatMap(e -> Optional.ofNullable(e.stateEnteredEventDetails()).stream())
                    .anyMatch(entered -> entered.name().equals(state));
        } catch (ExecutionDoesNotExistException e) {
            return false;
        }
    }

    private static void stopFor(AccountLab lab, String id, Duration time) {
        lab.account.states().stopExecution(r -> r.executionArn(lab.account.executionArn(id)));
        lab.account.timeline().runTo(lab.account.timeline().instant().plus(time));
    }
}
