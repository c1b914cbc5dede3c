package dev.kiln.local.account;

import dev.kiln.error.SealFailed;
import dev.kiln.local.account.RedriveLab.Cost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static dev.kiln.local.account.AccountLab.SMALL_UNSCHEDULED;
import static dev.kiln.local.account.RedriveLab.CHECKED_PASSWORD;
import static dev.kiln.local.account.RedriveLab.KEPT_RUNNING;
import static dev.kiln.local.account.RedriveLab.PASSWORD;
import static dev.kiln.local.account.RedriveLab.SEAL;
import static dev.kiln.local.account.RedriveLab.START;
import static dev.kiln.local.account.RedriveLab.STEPS;
import static dev.kiln.local.account.RedriveLab.STOP;
import static dev.kiln.local.account.RedriveLab.TWO_DAYS;
import static dev.kiln.local.account.RedriveLab.UNDISTURBED;
import static org.assertj.core.api.Assertions.assertThat;

/** What a redrive does when the builder was being sealed or stopped: tests of the table in docs/redriving.md. */
class RedriveSealTest {
    private final RedriveLab redrive = new RedriveLab();
    private final AccountLab lab = redrive.lab;

    @AfterEach
    void close() {
        redrive.close();
    }

    // SealBuilder

    @Test
    void sealBuilder_snapshotsWereTaken_areNotTakenAgain() {
        String id = redrive.stopAtCommand(SMALL_UNSCHEDULED + "image: {preSnapshot: true}\n", SEAL);
        redrive.pass(Duration.ofMinutes(1));

        redrive.redriven(id, UNDISTURBED);

        assertThat(lab.calls("ec2:CreateSnapshots")).isEqualTo(1);
    }

    @Test
    void sealBuilder_commandEndedWhileNobodyWaited_isDoneAndTheBuilderNeverStarted() {
        String id = redrive.stopAtCommand(SMALL_UNSCHEDULED, SEAL);
        redrive.pass(TWO_DAYS);
        assertThat(redrive.machineState()).isEqualTo("stopped");

        redrive.redriven(id, UNDISTURBED);

        assertThat(lab.calls(START)).isZero();
    }

    @Test
    void sealBuilder_commandRuns_isWaitedForAndNotSentAgain() {
        String id = redrive.stopAtCommand(SMALL_UNSCHEDULED, SEAL);
        redrive.pass(Duration.ofSeconds(30));
        assertThat(redrive.machineState()).isEqualTo("running");

        redrive.redriven(id, UNDISTURBED);
    }

    @Test
    void sealBuilder_builderWentDownDuringTheSeal_isNeverStartedButReplaced() {
        String id = redrive.stopAtCommand(SMALL_UNSCHEDULED, SEAL);
        redrive.pass(Duration.ofSeconds(30));
        redrive.stopByHand(redrive.machine());
        redrive.pass(Duration.ofMinutes(10));

        redrive.redriven(id, UNDISTURBED.andLaunches(1).andCommands(STEPS + 1));

        assertThat(lab.calls(START)).isZero();
    }

    @Test
    void sealBuilder_refusedAndMended_isStartedAndSealed() {
        String id = lab.upload(SMALL_UNSCHEDULED + PASSWORD);
        redrive.runUntilEntered(id, "RunStep");
        lab.expect("small", "seal: {password: short}");
        lab.account.runUntilQuiet();
        assertThat(lab.message(lab.build(id))).contains("not fit to be sealed", "fewer than 8");
        lab.expect("small", "{}");

        redrive.redriven(id, UNDISTURBED.andCommands(CHECKED_PASSWORD + 1));

        assertThat(lab.calls(START)).isEqualTo(1);
    }

    @Test
    void sealBuilder_refusedAndNotMended_isRefusedAgainAndParked() {
        lab.expect("small", "steps: {two: {profiles: [bob]}}");
        String id = lab.bake(SMALL_UNSCHEDULED).buildId();

        redrive.refused(id, SealFailed.class, "bob", "The seal has not begun", "settings are as they were");

        redrive.assertCost(new Cost(1, 4, 0));
        assertThat(redrive.machineState()).isEqualTo("stopped");
        assertThat(lab.account.records().leases().of(id)).isPresent();
    }

    @Test
    void sealBuilder_halfSealedAndParked_isNeverStartedButReplaced() {
        lab.expect("small", "seal: {fails: 'a package for one user'}");
        String id = lab.bake(SMALL_UNSCHEDULED).buildId();
        assertThat(lab.build(id).error()).contains(SealFailed.class.getName());
        String half = redrive.machine();
        assertThat(redrive.machineState()).isEqualTo("stopped");
        lab.expect("small", "{}");

        var build = redrive.redriven(id, UNDISTURBED.andLaunches(1).andCommands(STEPS + 1));

        assertThat(lab.calls(START)).isZero();
        assertThat(redrive.image(build).sourceInstanceId()).isNotEqualTo(half);
    }

    @Test
    void sealBuilder_halfSealedAndKeptRunning_failsAgainAndAsksForANewBuild() {
        lab.expect("small", "seal: {fails: 'a package for one user'}");
        String id = lab.bake(KEPT_RUNNING).buildId();
        lab.expect("small", "{}");

        redrive.refused(id, SealFailed.class, "an earlier Sysprep did not come to its end");

        redrive.assertCost(new Cost(1, 4, 0));
        assertThat(redrive.machineState()).isEqualTo("running");
    }

    // StopBuilder

    @Test
    void stopBuilder_preparedByItsLaunchAgentAlone_isImagedAndNeverStarted() {
        String id = redrive.stopIn(SMALL_UNSCHEDULED + "seal: {method: shutdown}\n", "StopBuilder");
        redrive.pass(TWO_DAYS);

        redrive.redriven(id, UNDISTURBED);

        assertThat(lab.calls(START)).isZero();
    }

    @Test
    void stopBuilder_leftAsItIsAndStartedBySomebody_isStoppedAndImaged() {
        String id = redrive.stopIn(SMALL_UNSCHEDULED + "seal: {method: none}\n", "StopBuilder");
        redrive.pass(TWO_DAYS);
        lab.account.ec2().startInstances(r -> r.instanceIds(redrive.machine()));
        redrive.pass(Duration.ofMinutes(10));

        redrive.redriven(id, UNDISTURBED);
    }

    @Test
    void stopBuilder_sealedAndStopped_isImaged() {
        String id = stopWhenSealed();
        redrive.pass(TWO_DAYS);

        redrive.redriven(id, UNDISTURBED);

        assertThat(lab.calls(START)).isZero();
    }

    @Test
    void stopBuilder_sealedAndStillRunning_isStoppedAndImaged() {
        redrive.mishaps.refuse(STOP);
        String id = lab.bake(KEPT_RUNNING).buildId();
        assertThat(lab.lastEntered(id)).isEqualTo("StopBuilder");
        redrive.pass(TWO_DAYS);
        assertThat(redrive.machineState()).isEqualTo("running");
        redrive.mishaps.allow();

        redrive.redriven(id, UNDISTURBED);
    }

    @Test
    void stopBuilder_sealedAndStartedBySomebody_startsOverAndSaysSo() {
        String id = stopWhenSealed();
        redrive.pass(Duration.ofMinutes(10));
        String used = redrive.machine();
        redrive.startByHand(used);

        var build = redrive.redriven(id, UNDISTURBED.andLaunches(1).andCommands(STEPS + 1));

        redrive.assertStartedOver(id, used);
        assertThat(redrive.image(build).sourceInstanceId()).isNotEqualTo(used);
    }

    @Test
    void stopBuilder_sealedAndGone_startsOver() {
        String id = stopWhenSealed();
        redrive.terminateByHand(redrive.machine());

        redrive.redriven(id, UNDISTURBED.andLaunches(1).andCommands(STEPS + 1));
    }

    private String stopWhenSealed() {
        String id = lab.upload(SMALL_UNSCHEDULED);
        lab.runUntilCalls(STOP, 1);
        redrive.stop(id);
        assertThat(lab.lastEntered(id)).isEqualTo("StopBuilder");
        return id;
    }
}
