package dev.kiln.local.account;

import dev.kiln.error.BuilderStopped;
import dev.kiln.ledger.BuildRecord;
import dev.kiln.local.account.Faults.Fault;
import dev.kiln.local.event.Delivery;
import dev.kiln.local.fault.Calls;
import dev.kiln.local.ssm.CommandState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.ssm.model.InvalidInstanceIdException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static dev.kiln.local.account.AccountLab.SMALL;
import static dev.kiln.local.account.AccountLab.SMALL_UNSCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;

/** Commands on the machine: each attempt is sent once, whatever happens to those who send it and wait for it. */
class GuestCommandTest {
    private static final long SEED = 11;
    private static final String SEND = "ssm:SendCommand";
    private static final String FIND = "ssm:ListCommands";

    @RegisterExtension
    static final FreshAccounts ACCOUNTS = new FreshAccounts();

    @Test
    void send_answerLostAfterTheEffect_theCommandIsFoundByItsCommentAndAdopted() {
        var lab = ACCOUNTS.lab(SEED, Faults.atFirst(SEND, Fault.ANSWER_LOST));

        var build = lab.bake(SMALL);

        assertSucceeded(build);
        assertThat(lab.calls(FIND)).isEqualTo(1);
        assertSentOnce(lab);
    }

    @Test
    void send_functionDiesBetweenIntentAndSend_aRedriveSendsOnce() {
        var lab = ACCOUNTS.lab(SEED, Faults.atFirst(SEND, Fault.DIES_BEFORE));
        var failed = lab.bake(SMALL);
        assertThat(failed.status()).isEqualTo("FAILED");
        assertThat(lab.account.ssm().commands()).isEmpty();

        var build = lab.redrive(failed.buildId());

        assertSucceeded(build);
        assertSentOnce(lab);
    }

    @Test
    void send_functionDiesAgainBeforeItFindsTheCommand_theNextOneStillFindsIt() {
        var lab = ACCOUNTS.lab(SEED, dyingAtEachFirst(SEND, FIND));
        // Else the function that parks the build would be the first to look for the command.
        lab.account.bus().delivery(Delivery.losing(Set.of("aws.states")));
        String id = lab.bake(SMALL_UNSCHEDULED).buildId();
        lab.redrive(id);
        assertThat(lab.execution(id).statusAsString()).isEqualTo("FAILED");
        lab.account.bus().delivery(Delivery.ordinary());
        lab.account.timeline().runTo(lab.account.timeline().instant().plus(Duration.ofDays(2)));

        var build = lab.redrive(id);

        assertSucceeded(build);
        assertSentOnce(lab);
    }

    private static Faults dyingAtEachFirst(String send, String find) {
        return new Faults(new Faults.Rule() {
            private int sends;
            private int finds;

            @Override
            public Optional<Fault> fault(int number, String action) {
                if (action.equals(send)) {
                    return Optional.of(Fault.DIES_AFTER).filter(f -> sends++ == 0);
                }
                return Optional.of(Fault.DIES_BEFORE).filter(f -> action.equals(find) && finds++ == 0);
            }
        });
    }

    @Test
    void send_intentOfAFunctionThatMayStillLive_isLeftToIt() {
        var lab = ACCOUNTS.lab(SEED, Faults.atFirst(SEND, Fault.DIES_BEFORE));
        String id = lab.upload(SMALL);
        lab.runToItsEnd(id);
        Instant died = lab.account.timeline().instant();
        lab.account.states().redriveExecution(r -> r.executionArn(lab.account.executionArn(id)));

        lab.account.timeline().runTo(died.plusSeconds(110));
        assertThat(lab.account.ssm().commands()).isEmpty();

        lab.account.runUntilQuiet();
        assertSucceeded(lab.build(id));
        assertSentOnce(lab);
    }

    @Test
    void command_finishedWhileNobodyWaited_isAdoptedAsSoonAsTheExecutionIsRedriven() {
        var lab = ACCOUNTS.lab(SEED, Faults.none());
        String id = lab.upload(SMALL);
        lab.runUntilCalls(SEND, 1);
        lab.account.states().stopExecution(r -> r.executionArn(lab.account.executionArn(id)));
        lab.account.timeline().runTo(lab.account.timeline().instant().plus(Duration.ofHours(5)));
        Instant redriven = lab.account.timeline().instant();

        var build = lab.redrive(id);

        assertSucceeded(build);
        assertSentOnce(lab);
        assertThat(exits(lab, id, "RunStep").getFirst().timestamp()).isBefore(redriven.plusSeconds(2));
    }

    private static List<HistoryEvent> exits(AccountLab lab, String id, String state) {
        return lab.history(id).stream()
                .filter(e -> e.type() == HistoryEventType.TASK_STATE_EXITED)
                .filter(e -> e.stateExitedEventDetails().name().equals(state))
                .toList();
    }

    @Test
    void send_machineThatSsmDoesNotReachYet_isWaitedFor() {
        var lab = ACCOUNTS.lab(SEED, new Unreachable(3));

        var build = lab.bake(SMALL);

        assertSucceeded(build);
        assertThat(build.redriveCount()).isZero();
        assertSentOnce(lab);
    }

    /** SSM refuses the first few commands. */
    private static final class Unreachable implements Calls {
        private int left;

        private Unreachable(int times) {
            left = times;
        }

        @Override
        public <T> T make(String action, Supplier<T> call) {
            if (action.equals(SEND) && left > 0) {
                left--;
                throw InvalidInstanceIdException.builder()
                        .statusCode(400)
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode("InvalidInstanceId")
                                .errorMessage("Instances not in a valid state for account")
                                .build())
                        .build();
            }
            return call.get();
        }
    }

    @Test
    void command_machineStoppedInTheMiddle_failsInWordsForAnOperatorAndGoesOnWhenItWasStartedAgain() {
        var lab = ACCOUNTS.lab(SEED, Faults.none());
        String id = lab.upload(SMALL);
        lab.runUntilCalls(SEND, 2);
        String builder = lab.living().getFirst().instanceId();
        lab.account.ec2().stopInstances(r -> r.instanceIds(builder));
        lab.account.runUntilQuiet();

        var stopped = lab.build(id);
        assertThat(stopped.error()).contains(BuilderStopped.class.getName());
        assertThat(lab.message(stopped))
                .contains(builder, "User initiated", "powershell two", "It is held", "Redrive starts it again");
        assertThat(lab.lastEntered(id)).isEqualTo("RunStep");

        lab.account.ec2().startInstances(r -> r.instanceIds(builder));
        lab.account.timeline().runTo(lab.account.timeline().instant().plus(Duration.ofMinutes(10)));
        var build = lab.redrive(id);

        assertSucceeded(build);
        assertSentOnce(lab);
        assertThat(lab.instances()).as("builder, verifier").hasSize(2);
    }

    @Test
    void command_machineStoppedAndTheEventLost_isNoticedBySweeping() {
        var lab = ACCOUNTS.lab(SEED, Faults.none());
        lab.account.bus().delivery(Delivery.losing(Set.of("aws.ec2", "aws.ssm")));
        String id = lab.upload(SMALL);
        lab.runUntilCalls(SEND, 2);
        lab.account
                .ec2()
                .stopInstances(r -> r.instanceIds(lab.living().getFirst().instanceId()));
        Instant stopped = lab.account.timeline().instant();

        lab.runToItsEnd(id);

        assertThat(lab.execution(id).error()).isEqualTo(BuilderStopped.class.getName());
        assertThat(Duration.between(stopped, lab.account.timeline().instant())).isLessThan(Duration.ofHours(2));
    }

    @Test
    void command_machineTerminatedAndTheEventLost_isReplacedAllTheSame() {
        var lab = ACCOUNTS.lab(SEED, Faults.none());
        lab.account.bus().delivery(Delivery.losing(Set.of("aws.ec2", "aws.ssm")));
        String id = lab.upload(SMALL);
        lab.runUntilCalls(SEND, 2);
        lab.account
                .ec2()
                .terminateInstances(r -> r.instanceIds(lab.living().getFirst().instanceId()));

        lab.account.runUntilQuiet();

        assertSucceeded(lab.build(id));
        assertThat(lab.build(id).redriveCount()).isZero();
    }

    @Test
    void comments_longestNamesThatARecipeMayHave_areUniqueAndFitSsm() {
        var lab = ACCOUNTS.lab(SEED, Faults.none());
        String name = "a".repeat(40);
        lab.expect(name, "steps: {%s: {exitCode: 1, times: 2}}".formatted(step(0)));

        var build = lab.bake("""
                name: %s
                description: The longest names.
                parent: {ssm: /aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base}
                steps:
                %s""".formatted(
                        name,
                        IntStream.range(0, 12)
                                .mapToObj(i -> "  - {name: %s, powershell: exit 0, retries: 2}\n".formatted(step(i)))
                                .collect(Collectors.joining())));

        assertSucceeded(build);
        assertThat(build.buildId()).hasSize(57);
        assertThat(lab.account.ssm().commands())
                .hasSize(12 + 2 + 2)
                .extracting(CommandState::comment)
                .doesNotHaveDuplicates()
                .allSatisfy(comment -> assertThat(comment).hasSizeLessThanOrEqualTo(100));
    }

    private static String step(int index) {
        return "s".repeat(38) + "%02d".formatted(index);
    }

    private static void assertSucceeded(BuildRecord build) {
        assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
    }

    private static void assertSentOnce(AccountLab lab) {
        assertThat(lab.account.ssm().commands())
                .as("two steps, the seal and the check")
                .hasSize(4)
                .extracting(CommandState::comment)
                .doesNotHaveDuplicates();
    }
}
