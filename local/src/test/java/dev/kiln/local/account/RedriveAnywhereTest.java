package dev.kiln.local.account;

import dev.kiln.error.BuilderLost;
import dev.kiln.error.BuilderStopped;
import dev.kiln.error.StepFailed;
import dev.kiln.local.account.RedriveLab.Cost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.ExecutionNotRedrivableException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

import java.time.Duration;

import static dev.kiln.local.account.AccountLab.SMALL_UNSCHEDULED;
import static dev.kiln.local.account.RedriveLab.FOUR_DAYS;
import static dev.kiln.local.account.RedriveLab.PARENT;
import static dev.kiln.local.account.RedriveLab.SEND;
import static dev.kiln.local.account.RedriveLab.START;
import static dev.kiln.local.account.RedriveLab.STEP;
import static dev.kiln.local.account.RedriveLab.STEP_TWO;
import static dev.kiln.local.account.RedriveLab.STOP;
import static dev.kiln.local.account.RedriveLab.TWO_TAKES_LONG;
import static dev.kiln.local.account.RedriveLab.UNDISTURBED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What a redrive does whichever state it enters, and where the recipe brings the machine: tests of the table in
 * docs/redriving.md.
 */
class RedriveAnywhereTest {
    private final RedriveLab redrive = new RedriveLab();
    private final AccountLab lab = redrive.lab;

    @AfterEach
    void close() {
        redrive.close();
    }

    // Any state

    @Test
    void token_fromBeforeTheRedrive_changesNothing() {
        lab.expect("small", TWO_TAKES_LONG);
        String id = lab.upload(SMALL_UNSCHEDULED);
        lab.runUntilCalls(SEND, STEP_TWO);
        String old = lab.account.records().waits().of(id).orElseThrow().token();
        redrive.stop(id);
        redrive.pass(Duration.ofMinutes(5));
        lab.account.states().redriveExecution(r -> r.executionArn(lab.account.executionArn(id)));
        redrive.pass(Duration.ofMinutes(1));

        assertThatThrownBy(() -> lab.account
                        .states()
                        .sendTaskSuccess(r -> r.taskToken(old).output("{}")))
                .isInstanceOf(TaskTimedOutException.class);

        assertThat(lab.lastEntered(id)).isEqualTo("RunStep");
        assertThat(lab.account.records().waits().of(id).orElseThrow().token()).isNotEqualTo(old);
        lab.account.runUntilQuiet();
        redrive.assertDone(lab.build(id), UNDISTURBED);
    }

    @Test
    void redrive_whileItRuns_isRefusedAndChangesNothing() {
        String id = redrive.failInStepTwo(SMALL_UNSCHEDULED);
        lab.account.states().redriveExecution(r -> r.executionArn(lab.account.executionArn(id)));

        assertThatThrownBy(
                        () -> lab.account.states().redriveExecution(r -> r.executionArn(lab.account.executionArn(id))))
                .isInstanceOf(ExecutionNotRedrivableException.class);

        lab.account.runUntilQuiet();
        redrive.assertDone(lab.build(id), UNDISTURBED.andCommands(STEP));
    }

    @Test
    void redrive_failsAgain_parksAgainAndIsRedrivenAgain() {
        String id = redrive.failInStepTwo(SMALL_UNSCHEDULED);
        lab.expect("small", "steps: {two: {exitCode: 1}}");
        redrive.refused(id, StepFailed.class, "two");
        assertThat(redrive.machineState()).isEqualTo("stopped");
        assertThat(lab.account.records().leases().of(id).orElseThrow().redriveCount())
                .isEqualTo(1);
        lab.expect("small", "{}");

        redrive.redriven(id, UNDISTURBED.andCommands(2 * STEP));

        assertThat(lab.calls(START)).isEqualTo(2);
    }

    @Test
    void redrive_beforeAnybodyHeardOfTheEnd_isNotParkedByTheLateEvent() {
        lab.expect("small", "steps: {two: {exitCode: 1}}");
        String id = lab.upload(SMALL_UNSCHEDULED);
        lab.runToItsEnd(id);
        lab.expect("small", "{}");

        redrive.redriven(id, UNDISTURBED.andCommands(STEP));

        assertThat(lab.calls(START)).isZero();
        assertThat(lab.calls(STOP)).as("for the image").isEqualTo(1);
    }

    // The recipe brings the machine

    @Test
    void ownMachine_runs_isNeverParkedAndGoesOn() {
        String own = lab.launchByHand();
        String id = redrive.failInStepTwo(bringing(own));
        assertThat(redrive.machineState()).isEqualTo("running");
        assertThat(lab.account.records().leases().of(id)).isEmpty();
        redrive.pass(FOUR_DAYS);
        assertThat(redrive.machineState()).isEqualTo("running");

        assertDoneOnTheirs(lab.redrive(id).buildId(), own);
    }

    @Test
    void ownMachine_stoppedBySomebody_isNotStartedButAskedFor() {
        String own = lab.launchByHand();
        String id = redrive.failInStepTwo(bringing(own));
        redrive.stopByHand(own);
        redrive.pass(Duration.ofMinutes(5));
        redrive.refused(id, BuilderStopped.class, own, "The recipe brings it, so Kiln does not start it");
        assertThat(lab.calls(START)).isZero();
        redrive.startByHand(own);

        assertDoneOnTheirs(lab.redrive(id).buildId(), own);
    }

    @Test
    void ownMachine_gone_failsAndAsksForAnother() {
        String own = lab.launchByHand();
        String id = redrive.failInStepTwo(bringing(own));
        redrive.terminateByHand(own);
        redrive.pass(Duration.ofMinutes(5));

        redrive.refused(id, BuilderLost.class, own, "Prepare an instance and upload a recipe that names it");

        redrive.assertCost(new Cost(1, 2, 0));
        assertThat(lab.living()).isEmpty();
        assertThat(lab.account.records().leases().of(id)).isEmpty();
    }

    private static String bringing(String instance) {
        return SMALL_UNSCHEDULED.replace(PARENT, "{instance: " + instance + "}");
    }

    /** Launched by hand, and the verifier by Kiln. */
    private void assertDoneOnTheirs(String id, String own) {
        var build = lab.build(id);
        assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
        redrive.assertCost(UNDISTURBED.andCommands(STEP));
        assertThat(redrive.machine()).as("what is left is theirs").isEqualTo(own);
        assertThat(lab.held(id)).isEmpty();
        redrive.assertNobodyWaits(id);
    }
}
