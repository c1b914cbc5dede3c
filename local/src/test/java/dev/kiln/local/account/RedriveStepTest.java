package dev.kiln.local.account;

import dev.kiln.error.BuilderLost;
import dev.kiln.error.BuilderStopped;
import dev.kiln.error.StepFailed;
import dev.kiln.error.TakenOver;
import dev.kiln.local.account.RedriveLab.Cost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static dev.kiln.local.account.AccountLab.SMALL_UNSCHEDULED;
import static dev.kiln.local.account.RedriveLab.FOUR_DAYS;
import static dev.kiln.local.account.RedriveLab.KEPT_RUNNING;
import static dev.kiln.local.account.RedriveLab.SEND;
import static dev.kiln.local.account.RedriveLab.START;
import static dev.kiln.local.account.RedriveLab.STEP;
import static dev.kiln.local.account.RedriveLab.STEPS;
import static dev.kiln.local.account.RedriveLab.STEP_TWO;
import static dev.kiln.local.account.RedriveLab.STOP;
import static dev.kiln.local.account.RedriveLab.TERMINATE;
import static dev.kiln.local.account.RedriveLab.TWO_DAYS;
import static dev.kiln.local.account.RedriveLab.TWO_TAKES_LONG;
import static dev.kiln.local.account.RedriveLab.UNDISTURBED;
import static org.assertj.core.api.Assertions.assertThat;

/** What a redrive does when a step has not come to its end: tests of the table in docs/redriving.md. */
class RedriveStepTest {
    private final RedriveLab redrive = new RedriveLab();
    private final AccountLab lab = redrive.lab;

    @AfterEach
    void close() {
        redrive.close();
    }

    // RunStep, the builder

    @Test
    void runStep_builderRuns_goesOnAtOnce() {
        String id = redrive.failInStepTwo(KEPT_RUNNING);
        assertThat(redrive.machineState()).isEqualTo("running");

        redrive.redriven(id, UNDISTURBED.andCommands(STEP));

        assertThat(lab.calls(START)).isZero();
    }

    @Test
    void runStep_builderParked_isStartedAndGoesOn() {
        String id = redrive.failInStepTwo(SMALL_UNSCHEDULED);
        assertThat(redrive.machineState()).isEqualTo("stopped");

        redrive.redriven(id, UNDISTURBED.andCommands(STEP));

        assertThat(lab.calls(START)).isEqualTo(1);
    }

    @Test
    void runStep_parkingStopsTheBuilderAtThisMoment_isStartedWhenItIsDown() {
        lab.expect("small", "steps: {two: {exitCode: 1}}");
        String id = lab.upload(SMALL_UNSCHEDULED);
        lab.runUntilCalls(STOP, 1);
        assertThat(redrive.machineState()).isEqualTo("stopping");
        lab.expect("small", "{}");

        redrive.redriven(id, UNDISTURBED.andCommands(STEP));

        assertThat(lab.calls(START)).isEqualTo(1);
    }

    @Test
    void runStep_builderStoppedBySomebodyDuringTheStep_isStartedAndTheStepRunsAgain() {
        lab.expect("small", TWO_TAKES_LONG);
        String id = lab.upload(SMALL_UNSCHEDULED);
        lab.runUntilCalls(SEND, STEP_TWO);
        redrive.pass(Duration.ofMinutes(5));
        redrive.stopByHand(redrive.machine());
        lab.account.runUntilQuiet();
        assertThat(lab.build(id).error()).contains(BuilderStopped.class.getName());

        redrive.redriven(id, UNDISTURBED.andCommands(STEP));

        assertThat(lab.calls(START)).isEqualTo(1);
    }

    @Test
    void runStep_builderStoppedAgainAfterThisRedriveStartedIt_failsAndTheNextRedriveStartsIt() {
        String id = redrive.failInStepTwo(SMALL_UNSCHEDULED);
        lab.account.states().redriveExecution(r -> r.executionArn(lab.account.executionArn(id)));
        lab.runUntilCalls(START, 1);
        redrive.pass(Duration.ofMinutes(1));
        redrive.stopByHand(redrive.machine());
        lab.account.runUntilQuiet();
        assertThat(lab.build(id).error()).contains(BuilderStopped.class.getName());
        assertThat(lab.message(lab.build(id))).contains("Find out what stops it, then redrive");

        redrive.redriven(id, UNDISTURBED.andCommands(STEP));

        assertThat(lab.calls(START)).isEqualTo(2);
    }

    @Test
    void runStep_builderTerminatedBySomebody_isReplacedAndAllStepsRunOnTheNewOne() {
        String id = redrive.failInStepTwo(SMALL_UNSCHEDULED);
        redrive.terminateByHand(redrive.machine());

        redrive.redriven(id, UNDISTURBED.andLaunches(1).andCommands(STEPS));

        assertThat(redrive.errors(id)).anyMatch(e -> e.contains(BuilderLost.class.getName()));
    }

    @Test
    void runStep_builderForgottenByEc2_isReplacedAndAllStepsRunOnTheNewOne() {
        String id = redrive.failInStepTwo(SMALL_UNSCHEDULED);
        redrive.terminateByHand(redrive.machine());
        redrive.pass(TWO_DAYS);
        assertThat(lab.instances()).isEmpty();

        redrive.redriven(id, UNDISTURBED.andLaunches(1).andCommands(STEPS));
    }

    @Test
    void runStep_leaseOver_launchesAnotherBuilderAndAllStepsRunOnIt() {
        String id = redrive.failInStepTwo(SMALL_UNSCHEDULED);
        redrive.pass(FOUR_DAYS);
        assertThat(lab.living()).isEmpty();
        assertThat(lab.held(id)).isEmpty();

        redrive.redriven(id, UNDISTURBED.andLaunches(1).andCommands(STEPS));

        assertThat(redrive.errors(id)).anyMatch(e -> e.contains("its lease was over"));
    }

    @Test
    void runStep_builderIsBeingEndedBecauseItsLeaseIsOver_isReplaced() {
        String id = redrive.failInStepTwo(SMALL_UNSCHEDULED);
        lab.account
                .timeline()
                .runUntil(
                        () -> lab.calls(TERMINATE) == 1,
                        lab.account.timeline().instant().plus(FOUR_DAYS));
        assertThat(lab.calls(TERMINATE)).isEqualTo(1);

        redrive.redriven(id, UNDISTURBED.andLaunches(1).andCommands(STEPS));
    }

    @Test
    void runStep_builderTakenOverByAnotherBuild_failsAndNamesThatBuild() {
        String id = redrive.failInStepTwo(SMALL_UNSCHEDULED);
        String other = lab.upload(SMALL_UNSCHEDULED);
        lab.account.runUntilQuiet();
        redrive.assertDone(lab.build(other), UNDISTURBED.andCommands(STEP));

        redrive.refused(id, TakenOver.class, other, "This build holds nothing of it any more");

        redrive.assertCost(UNDISTURBED.andCommands(STEP));
        assertThat(lab.living()).isEmpty();
        assertThat(lab.account.records().leases().of(id)).isEmpty();
    }

    @Test
    void runStep_builderStoppedBySomebodyAndNobodyHeardOfIt_isStartedAndTheStepRunsAgain() {
        lab.expect("small", TWO_TAKES_LONG);
        String id = redrive.stopAtCommand(SMALL_UNSCHEDULED, STEP_TWO);
        redrive.pass(Duration.ofMinutes(5));
        redrive.stopByHand(redrive.machine());
        redrive.pass(TWO_DAYS);

        redrive.redriven(id, UNDISTURBED.andCommands(STEP));

        assertThat(lab.calls(START)).isEqualTo(1);
    }

    // RunStep, the command

    @Test
    void runStep_commandRuns_isWaitedForAndNotSentAgain() {
        lab.expect("small", TWO_TAKES_LONG);
        String id = redrive.stopAtCommand(SMALL_UNSCHEDULED, STEP_TWO);
        redrive.pass(Duration.ofMinutes(20));
        assertThat(redrive.machineState()).isEqualTo("running");

        redrive.redriven(id, UNDISTURBED);

        assertThat(lab.calls(START)).isZero();
    }

    @Test
    void runStep_commandEndedWhileNobodyWaited_isDoneAndTheBuilderStartedForTheNext() {
        String id = redrive.stopAtCommand(SMALL_UNSCHEDULED, STEP_TWO);
        redrive.pass(TWO_DAYS);
        assertThat(redrive.machineState()).isEqualTo("stopped");

        redrive.redriven(id, UNDISTURBED);

        assertThat(lab.calls(START)).isEqualTo(1);
    }

    @Test
    void runStep_commandFailedWhileNobodyWaited_isSentAgain() {
        lab.expect("small", "steps: {two: {exitCode: 1, times: 1}}");
        String id = redrive.stopAtCommand(SMALL_UNSCHEDULED, STEP_TWO);
        redrive.pass(TWO_DAYS);

        redrive.redriven(id, UNDISTURBED.andCommands(STEP));
    }

    @Test
    void runStep_commandForgottenBySsm_isSentAgainUnderItsNameAndTheMachineAnswersWithoutDoingItTwice() {
        lab.expect("small", TWO_TAKES_LONG);
        String id = redrive.stopAtCommand(SMALL_UNSCHEDULED, STEP_TWO);
        redrive.pass(TWO_DAYS);
        redrive.mishaps.forget(lab.account.ssm().commands().getLast().commandId());

        redrive.redriven(id, UNDISTURBED.andCommands(STEP));

        assertThat(redrive.outputs().get(STEP_TWO)).contains("This run has finished before; its answer again");
    }

    @Test
    void runStep_failedInAllItsAttempts_hasAllOfThemAgain() {
        String retried = SMALL_UNSCHEDULED.replace("'two'\"}", "'two'\", retries: 2}");
        lab.expect("small", "steps: {two: {exitCode: 1, times: 5}}");
        String id = lab.bake(retried).buildId();
        assertThat(lab.message(lab.build(id))).contains("all of its 3 attempts");

        redrive.redriven(id, UNDISTURBED.andCommands(5));
    }

    @Test
    void runStep_fileOfTheStepGoneFromTheBucket_failsAgainAndNamesIt() {
        redrive.put("recipes/small/two.ps1", "Write-Output 'two'");
        lab.expect("small", "steps: {one: {takes: 40m}}");
        String id = lab.upload(SMALL_UNSCHEDULED.replace("powershell: \"Write-Output 'two'\"", "script: two.ps1"));
        lab.runUntilCalls(SEND, 1);
        redrive.deleteVersion("recipes/small/two.ps1");
        lab.account.runUntilQuiet();

        redrive.refused(id, StepFailed.class, "recipes/small/two.ps1 could not be brought", "needs a new build");

        redrive.assertCost(new Cost(1, 3, 0));
        assertThat(redrive.machineState()).isEqualTo("stopped");
        assertThat(lab.account.records().leases().of(id)).isPresent();
    }
}
