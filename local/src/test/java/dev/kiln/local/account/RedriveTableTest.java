package dev.kiln.local.account;

import dev.kiln.error.AccessRefused;
import dev.kiln.error.BuilderLost;
import dev.kiln.error.BuilderStopped;
import dev.kiln.error.CapacityUnavailable;
import dev.kiln.error.ImageFailed;
import dev.kiln.error.ImageNameTaken;
import dev.kiln.error.InvalidRecipe;
import dev.kiln.error.JoinedBuildFailed;
import dev.kiln.error.ParentUnavailable;
import dev.kiln.error.SealFailed;
import dev.kiln.error.StepFailed;
import dev.kiln.error.TakenOver;
import dev.kiln.error.VerificationFailed;
import dev.kiln.local.account.RedriveLab.Cost;
import dev.kiln.local.ec2.ImageFaults;
import dev.kiln.local.ec2.StoredReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.sfn.model.ExecutionNotRedrivableException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

import java.time.Duration;
import java.util.Optional;

import static dev.kiln.local.account.AccountLab.SMALL_UNSCHEDULED;
import static dev.kiln.local.account.RedriveLab.LAUNCH;
import static dev.kiln.local.account.RedriveLab.SEND;
import static dev.kiln.local.account.RedriveLab.START;
import static dev.kiln.local.account.RedriveLab.STOP;
import static dev.kiln.local.account.RedriveLab.TERMINATE;
import static dev.kiln.local.account.RedriveLab.TWO_DAYS;
import static dev.kiln.local.account.RedriveLab.UNDISTURBED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a redrive does, found this and that: a test for each row of the table in docs/redriving.md. */
class RedriveTableTest {
    private static final int STEP_TWO = 2;
    private static final int SEAL = 3;
    private static final int CHECK = 4;

    private static final Duration FOUR_DAYS = Duration.ofDays(4);

    private static final String KEPT_RUNNING =
            SMALL_UNSCHEDULED + "builder: {parking: {lease: 72h, keepRunning: true}}\n";

    private static final String TWO_TAKES_LONG = "steps: {two: {takes: 40m}}";

    private static final String PARENT = "{ssm: /aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base}";

    /** A step that is done again. */
    private static final int STEP = 1;

    /** Both steps, which a new builder needs. */
    private static final int STEPS = 2;

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

    // Prepare

    @Test
    void prepare_recipesVersionGone_failsAgainWithNothingStarted() {
        String id =
                lab.bake(SMALL_UNSCHEDULED.replace(PARENT, "{recipe: base}")).buildId();
        assertThat(lab.build(id).error()).contains(ParentUnavailable.class.getName());
        deleteVersion("recipes/small/recipe.yaml");

        redrive.refused(id, InvalidRecipe.class, "is gone", "Nothing was started", "Upload the recipe again");

        redrive.assertCost(new Cost(0, 0, 0));
        assertThat(lab.living()).isEmpty();
        assertThat(lab.account.records().leases().of(id)).isEmpty();
    }

    @Test
    void prepare_fileUploadedSince_pinsItAndBuilds() {
        String id = lab.upload(SMALL_UNSCHEDULED.replace("powershell: \"Write-Output 'two'\"", "script: two.ps1"));
        lab.account.runUntilQuiet();
        assertThat(lab.message(lab.build(id))).contains("two.ps1 is missing", "Nothing was started");
        put("recipes/small/two.ps1", "Write-Output 'two'");

        redrive.redriven(id, UNDISTURBED);
    }

    @Test
    void prepare_parentGone_failsAgainUntilThereIsOneThenBuilds() {
        String parent = SMALL_UNSCHEDULED.replace("name: small", "name: base");
        lab.account
                .ec2()
                .deregisterImage(r -> r.imageId(lab.bake(parent).imageId().orElseThrow()));
        String id =
                lab.bake(SMALL_UNSCHEDULED.replace(PARENT, "{recipe: base}")).buildId();
        redrive.refused(id, ParentUnavailable.class, "no verified and available image of the recipe base");
        redrive.assertCost(UNDISTURBED);
        lab.upload(parent, true);
        lab.account.runUntilQuiet();

        redrive.redriven(id, new Cost(6, 12, 3));
    }

    // JoinBuild

    @Test
    void joinBuild_theOtherRunsAgain_waitsForIt() {
        var both = joined();
        lab.account.states().redriveExecution(r -> r.executionArn(lab.account.executionArn(both.builds())));

        var second = lab.redrive(both.waits());

        assertThat(second.outcome()).contains("joined");
        redrive.assertDone(lab.build(both.builds()), UNDISTURBED.andCommands(STEP));
        redrive.assertNobodyWaits(both.waits());
    }

    @Test
    void joinBuild_theOtherHasEndedWell_endsWithItsImage() {
        var both = joined();
        redrive.redriven(both.builds(), UNDISTURBED.andCommands(STEP));

        var second = lab.redrive(both.waits());

        assertThat(second.outcome()).contains("joined");
        assertThat(second.imageId()).isEqualTo(lab.build(both.builds()).imageId());
        redrive.assertCost(UNDISTURBED.andCommands(STEP));
        redrive.assertNobodyWaits(both.waits());
    }

    @Test
    void joinBuild_theOtherHasFailed_failsAgainAndNamesIt() {
        var both = joined();

        redrive.refused(both.waits(), JoinedBuildFailed.class, both.builds(), "This build holds nothing");

        redrive.assertCost(new Cost(1, 2, 0));
        assertThat(lab.account.records().leases().of(both.waits())).isEmpty();
    }

    private record Joined(String builds, String waits) {}

    private Joined joined() {
        lab.expect("small", "steps: {two: {exitCode: 1}}");
        String one = lab.upload(SMALL_UNSCHEDULED);
        String other = lab.upload(SMALL_UNSCHEDULED);
        lab.account.runUntilQuiet();
        lab.expect("small", "{}");
        return lab.build(one).error().filter(StepFailed.class.getName()::equals).isPresent()
                ? new Joined(one, other)
                : new Joined(other, one);
    }

    // LaunchBuilder

    @Test
    void launchBuilder_builderParkedBeforeSsmReachedIt_isStartedAndUsed() {
        String id = redrive.stopIn(SMALL_UNSCHEDULED, "LaunchBuilder");
        redrive.pass(TWO_DAYS);
        assertThat(redrive.machineState()).isEqualTo("stopped");

        redrive.redriven(id, UNDISTURBED);

        assertThat(lab.calls(START)).isEqualTo(1);
    }

    @Test
    void launchBuilder_builderStoppedInItsFirstBoot_isStartedAndReplacedWhenItDoesNotComeUp() {
        String id = lab.upload(SMALL_UNSCHEDULED);
        lab.runUntilCalls(LAUNCH, 1);
        redrive.pass(Duration.ofMinutes(1));
        stopByHand(redrive.machine());
        lab.account.runUntilQuiet();
        assertThat(lab.build(id).error()).contains(BuilderStopped.class.getName());
        assertThat(lab.message(lab.build(id))).contains("Redrive starts it again, and launches another one");

        redrive.redriven(id, UNDISTURBED.andLaunches(1));

        assertThat(lab.calls(START)).isEqualTo(1);
    }

    @Test
    void launchBuilder_noCapacityThenSome_triesAllOfThemAgain() {
        lab.account.ec2().capacity((zone, type) -> false);
        String id = lab.bake(SMALL_UNSCHEDULED).buildId();
        assertThat(lab.build(id).error()).contains(CapacityUnavailable.class.getName());
        int refused = lab.calls(LAUNCH);
        lab.account.ec2().capacity((zone, type) -> true);

        redrive.redriven(id, UNDISTURBED.andLaunches(refused));

        assertThat(redrive.images()).hasSize(1);
    }

    @Test
    void launchBuilder_timedOutAndBuilderSilent_isReplaced() {
        lab.account.nodes().stuckBoots(image -> true);
        String id = lab.bake(SMALL_UNSCHEDULED).buildId();
        assertThat(lab.build(id).error()).contains("States.Timeout");
        lab.account.nodes().stuckBoots(image -> false);

        redrive.redriven(id, UNDISTURBED.andLaunches(1));
    }

    @Test
    void launchBuilder_builderGone_isReplaced() {
        String id = redrive.stopIn(SMALL_UNSCHEDULED, "LaunchBuilder");
        terminateByHand(redrive.machine());
        redrive.pass(TWO_DAYS);

        redrive.redriven(id, UNDISTURBED.andLaunches(1));
    }

    @Test
    void launchBuilder_parentDeregisteredAfterTheLaunch_isNotNeeded() {
        lab.expect("small", "steps: {two: {exitCode: 1}}");
        String id = childOfBase();
        deregisterOwnImages();
        lab.expect("small", "{}");

        redrive.redriven(id, new Cost(4, 9, 2));
    }

    @Test
    void launchBuilder_parentDeregisteredAndBuilderGone_failsAndAsksForANewBuild() {
        lab.expect("small", "steps: {two: {exitCode: 1}}");
        String id = childOfBase();
        deregisterOwnImages();
        terminateByHand(redrive.machine());
        redrive.pass(Duration.ofMinutes(10));
        lab.expect("small", "{}");

        redrive.refused(id, ParentUnavailable.class, "deregistered", "new build", "Nothing is held");

        assertThat(lab.living()).isEmpty();
        assertThat(lab.held(id)).isEmpty();
        assertThat(lab.account.records().leases().of(id)).isEmpty();
        assertThat(lab.calls(SEND)).isEqualTo(4 + 2);
    }

    @Test
    void launchBuilder_builderTakenOverByAnotherBuild_failsAndNamesThatBuild() {
        String id = redrive.stopIn(SMALL_UNSCHEDULED, "LaunchBuilder");
        redrive.pass(TWO_DAYS);
        String other = lab.upload(SMALL_UNSCHEDULED);
        lab.account.runUntilQuiet();
        redrive.assertDone(lab.build(other), UNDISTURBED);

        redrive.refused(id, TakenOver.class, other, "This build holds nothing of it any more");

        redrive.assertCost(UNDISTURBED);
        assertThat(lab.living()).isEmpty();
        assertThat(lab.held(id)).isEmpty();
    }

    private String childOfBase() {
        lab.bake(SMALL_UNSCHEDULED.replace("name: small", "name: base"));
        String id = lab.upload(SMALL_UNSCHEDULED.replace(PARENT, "{recipe: base}"));
        lab.account.runUntilQuiet();
        assertThat(lab.lastEntered(id)).isEqualTo("RunStep");
        return id;
    }

    private void deregisterOwnImages() {
        redrive.images().stream()
                .map(Image::imageId)
                .forEach(image -> lab.account.ec2().deregisterImage(r -> r.imageId(image)));
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
        stopByHand(redrive.machine());
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
        stopByHand(redrive.machine());
        lab.account.runUntilQuiet();
        assertThat(lab.build(id).error()).contains(BuilderStopped.class.getName());
        assertThat(lab.message(lab.build(id))).contains("Find out what stops it, then redrive");

        redrive.redriven(id, UNDISTURBED.andCommands(STEP));

        assertThat(lab.calls(START)).isEqualTo(2);
    }

    @Test
    void runStep_builderTerminatedBySomebody_isReplacedAndAllStepsRunOnTheNewOne() {
        String id = redrive.failInStepTwo(SMALL_UNSCHEDULED);
        terminateByHand(redrive.machine());

        redrive.redriven(id, UNDISTURBED.andLaunches(1).andCommands(STEPS));

        assertThat(redrive.errors(id)).anyMatch(e -> e.contains(BuilderLost.class.getName()));
    }

    @Test
    void runStep_builderForgottenByEc2_isReplacedAndAllStepsRunOnTheNewOne() {
        String id = redrive.failInStepTwo(SMALL_UNSCHEDULED);
        terminateByHand(redrive.machine());
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
        stopByHand(redrive.machine());
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
        put("recipes/small/two.ps1", "Write-Output 'two'");
        lab.expect("small", "steps: {one: {takes: 40m}}");
        String id = lab.upload(SMALL_UNSCHEDULED.replace("powershell: \"Write-Output 'two'\"", "script: two.ps1"));
        lab.runUntilCalls(SEND, 1);
        deleteVersion("recipes/small/two.ps1");
        lab.account.runUntilQuiet();

        redrive.refused(id, StepFailed.class, "recipes/small/two.ps1 could not be brought", "needs a new build");

        redrive.assertCost(new Cost(1, 3, 0));
        assertThat(redrive.machineState()).isEqualTo("stopped");
        assertThat(lab.account.records().leases().of(id)).isPresent();
    }

    // SealBuilder

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
        stopByHand(redrive.machine());
        redrive.pass(Duration.ofMinutes(10));

        redrive.redriven(id, UNDISTURBED.andLaunches(1).andCommands(STEPS + 1));

        assertThat(lab.calls(START)).isZero();
    }

    @Test
    void sealBuilder_refusedAndMended_isStartedAndSealed() {
        // Parking and starting it is a restart, which is what this machine waits for.
        lab.expect("small", "steps: {two: {pendingReboot: true}}");
        String id = lab.bake(SMALL_UNSCHEDULED).buildId();
        assertThat(lab.message(lab.build(id))).contains("a restart is pending");

        redrive.redriven(id, UNDISTURBED.andCommands(1));

        assertThat(lab.calls(START)).isEqualTo(1);
    }

    @Test
    void sealBuilder_refusedAndNotMended_isRefusedAgainAndParked() {
        lab.expect("small", "steps: {two: {profiles: [bob]}}");
        String id = lab.bake(SMALL_UNSCHEDULED).buildId();

        redrive.refused(id, SealFailed.class, "bob", "Nothing was changed on it and it is held");

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
        startByHand(used);

        var build = redrive.redriven(id, UNDISTURBED.andLaunches(1).andCommands(STEPS + 1));

        assertStartedOver(id, used);
        assertThat(redrive.image(build).sourceInstanceId()).isNotEqualTo(used);
    }

    @Test
    void stopBuilder_sealedAndGone_startsOver() {
        String id = stopWhenSealed();
        terminateByHand(redrive.machine());

        redrive.redriven(id, UNDISTURBED.andLaunches(1).andCommands(STEPS + 1));
    }

    private String stopWhenSealed() {
        String id = lab.upload(SMALL_UNSCHEDULED);
        lab.runUntilCalls(STOP, 1);
        redrive.stop(id);
        assertThat(lab.lastEntered(id)).isEqualTo("StopBuilder");
        return id;
    }

    private void assertStartedOver(String id, String used) {
        assertThat(redrive.errors(id))
                .anySatisfy(e -> assertThat(e)
                        .contains(
                                BuilderLost.class.getName(),
                                "The sealed builder " + used + " was started again",
                                "the steps are done again"));
    }

    // CreateImage

    @Test
    void createImage_pending_isWaitedForAndNotMadeAgain() {
        String id = redrive.stopIn(SMALL_UNSCHEDULED, "CreateImage");
        assertThat(redrive.images())
                .singleElement()
                .satisfies(i -> assertThat(i.stateAsString()).isEqualTo("pending"));

        redrive.redriven(id, UNDISTURBED);
    }

    @Test
    void createImage_availableWhileNobodyWaited_isTaken() {
        String id = redrive.stopIn(SMALL_UNSCHEDULED, "CreateImage");
        redrive.pass(TWO_DAYS);
        assertThat(redrive.images())
                .singleElement()
                .satisfies(i -> assertThat(i.stateAsString()).isEqualTo("available"));

        redrive.redriven(id, UNDISTURBED);

        assertThat(redrive.images()).hasSize(1);
    }

    @Test
    void createImage_failed_isMadeAgainOfTheSameBuilder() {
        spoilImages();
        String id = lab.bake(SMALL_UNSCHEDULED).buildId();
        assertThat(lab.build(id).error()).contains(ImageFailed.class.getName());
        lab.account.ec2().imageFaults(ImageFaults.NONE);

        redrive.redriven(id, UNDISTURBED.andImages(1));

        assertThat(lab.calls(START)).isZero();
    }

    @Test
    void createImage_failedWhileNobodyWaited_isMadeAgainOfTheSameBuilder() {
        spoilImages();
        String id = redrive.stopIn(SMALL_UNSCHEDULED, "CreateImage");
        redrive.pass(TWO_DAYS);
        lab.account.ec2().imageFaults(ImageFaults.NONE);

        redrive.redriven(id, UNDISTURBED.andImages(1));
    }

    @Test
    void createImage_deregisteredWhileNobodyWaited_isMadeAgainOfTheSameBuilder() {
        String id = redrive.stopIn(SMALL_UNSCHEDULED, "CreateImage");
        redrive.pass(TWO_DAYS);
        deregisterOwnImages();

        redrive.redriven(id, UNDISTURBED.andImages(1));
    }

    @Test
    void createImage_nameTakenByAStranger_failsUntilTheirsIsGoneThenIsMade() {
        lab.expect("small", TWO_TAKES_LONG);
        String id = lab.upload(SMALL_UNSCHEDULED);
        lab.runUntilCalls(SEND, STEP_TWO);
        String theirs = strangersImage(redrive.imageName(id));
        lab.account.runUntilQuiet();
        assertThat(lab.build(id).error()).contains(ImageNameTaken.class.getName());
        redrive.refused(id, ImageNameTaken.class, theirs, "Deregister that image or free its name, then redrive");
        assertThat(lab.account.ec2().describeImages(r -> r.imageIds(theirs)).images())
                .hasSize(1);
        lab.account.ec2().deregisterImage(r -> r.imageId(theirs));
        redrive.pass(Duration.ofHours(1));

        // One launch and one image are the stranger's; the image was refused once for its name.
        redrive.redriven(id, UNDISTURBED.andLaunches(1).andImages(2));

        assertThat(redrive.images()).hasSize(1);
    }

    private String strangersImage(String name) {
        var settings = lab.account.deployment().settings();
        String machine = lab.account
                .ec2()
                .runInstances(r -> r.imageId(parentImage())
                        .instanceType("m7i.large")
                        .minCount(1)
                        .maxCount(1)
                        .subnetId(settings.subnetIds().getFirst())
                        .securityGroupIds(settings.securityGroupId()))
                .instances()
                .getFirst()
                .instanceId();
        redrive.pass(Duration.ofMinutes(5));
        String image = lab.account
                .ec2()
                .createImage(r -> r.instanceId(machine).name(name).noReboot(true))
                .imageId();
        terminateByHand(machine);
        return image;
    }

    private String parentImage() {
        return lab.account
                .ssm()
                .getParameter(r -> r.name("/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base"))
                .parameter()
                .value();
    }

    @Test
    void createImage_sealedAndStartedBySomebody_startsOverAndSaysSo() {
        spoilImages();
        String id = lab.bake(SMALL_UNSCHEDULED).buildId();
        assertThat(lab.lastEntered(id)).isEqualTo("CreateImage");
        lab.account.ec2().imageFaults(ImageFaults.NONE);
        String used = redrive.machine();
        startByHand(used);

        var build = redrive.redriven(
                id, UNDISTURBED.andLaunches(1).andCommands(STEPS + 1).andImages(1));

        assertStartedOver(id, used);
        assertThat(redrive.image(build).sourceInstanceId()).isNotEqualTo(used);
    }

    @Test
    void createImage_pendingAndBuilderGone_isWaitedFor() {
        String id = redrive.stopIn(SMALL_UNSCHEDULED, "CreateImage");
        terminateByHand(redrive.machine());
        redrive.pass(Duration.ofMinutes(1));

        redrive.redriven(id, UNDISTURBED);
    }

    @Test
    void createImage_availableAndLeaseOver_isTaken() {
        String id = redrive.stopIn(SMALL_UNSCHEDULED, "CreateImage");
        redrive.pass(FOUR_DAYS);
        assertThat(lab.living()).isEmpty();

        redrive.redriven(id, UNDISTURBED);
    }

    private void spoilImages() {
        lab.account
                .ec2()
                .imageFaults(name ->
                        Optional.of(new StoredReason("Client.InternalError", "the key of the volume is disabled")));
    }

    // TagImage, RetireBuilder

    @Test
    void tagImage_refused_isTaggedWhenItIsAllowed() {
        redrive.mishaps.refuse("ec2:CreateTags");
        String id = lab.bake(SMALL_UNSCHEDULED).buildId();
        assertThat(lab.build(id).error()).contains(AccessRefused.class.getName());
        assertThat(lab.lastEntered(id)).isEqualTo("TagImage");
        redrive.mishaps.allow();

        redrive.redriven(id, UNDISTURBED);

        assertThat(lab.calls(START)).isZero();
    }

    @Test
    void tagImage_builderGone_isTaggedAllTheSame() {
        redrive.mishaps.refuse("ec2:CreateTags");
        String id = lab.bake(SMALL_UNSCHEDULED).buildId();
        redrive.mishaps.allow();
        redrive.pass(FOUR_DAYS);
        assertThat(lab.living()).isEmpty();

        redrive.redriven(id, UNDISTURBED);
    }

    @Test
    void retireBuilder_builderIsThere_isTerminated() {
        redrive.mishaps.refuse(TERMINATE);
        String id = lab.bake(SMALL_UNSCHEDULED).buildId();
        assertThat(lab.lastEntered(id)).isEqualTo("RetireBuilder");
        assertThat(lab.living()).hasSize(1);
        redrive.mishaps.allow();

        redrive.redriven(id, UNDISTURBED);
    }

    @Test
    void retireBuilder_builderTerminatedMeanwhile_isNoted() {
        redrive.mishaps.refuse(TERMINATE);
        String id = lab.bake(SMALL_UNSCHEDULED).buildId();
        redrive.mishaps.allow();
        terminateByHand(redrive.machine());

        redrive.redriven(id, UNDISTURBED);
    }

    // VerifyImage

    @Test
    void verifyImage_checksRun_areWaitedFor() {
        lab.expect("small", "verify: {answers: {takes: 50m}}");
        String id = redrive.stopAtCommand(SMALL_UNSCHEDULED.replace("\"exit 0\"}", "\"exit 0\", timeout: 1h}"), CHECK);
        redrive.pass(Duration.ofMinutes(20));
        assertThat(redrive.machineState()).isEqualTo("running");

        redrive.redriven(id, UNDISTURBED);
    }

    @Test
    void verifyImage_checksEndedWhileNobodyWaited_areTaken() {
        String id = redrive.stopAtCommand(SMALL_UNSCHEDULED, CHECK);
        redrive.pass(TWO_DAYS);
        assertThat(redrive.machineState()).isEqualTo("stopped");

        redrive.redriven(id, UNDISTURBED);

        assertThat(lab.calls(START)).isZero();
    }

    @Test
    void verifyImage_verifierParkedBeforeItsChecks_isStartedAndChecked() {
        String id = redrive.stopIn(SMALL_UNSCHEDULED, "VerifyImage");
        redrive.pass(TWO_DAYS);
        assertThat(redrive.machineState()).isEqualTo("stopped");

        redrive.redriven(id, UNDISTURBED);

        assertThat(lab.calls(START)).isEqualTo(1);
    }

    @Test
    void verifyImage_checksFailed_anotherMachineIsLaunchedFromTheSameImage() {
        lab.expect("small", "verify: {answers: {exitCode: 1}}");
        String id = lab.bake(SMALL_UNSCHEDULED).buildId();
        assertThat(lab.build(id).error()).contains(VerificationFailed.class.getName());
        assertThat(lab.living()).isEmpty();
        lab.expect("small", "{}");

        redrive.redriven(id, UNDISTURBED.andLaunches(1).andCommands(1));
    }

    @Test
    void verifyImage_verifierStoppedBySomebodyDuringItsChecks_isEndedAndReplaced() {
        String id = lab.upload(SMALL_UNSCHEDULED);
        lab.runUntilCalls(SEND, CHECK);
        stopByHand(redrive.machine());
        lab.account.runUntilQuiet();
        assertThat(lab.build(id).error()).contains(VerificationFailed.class.getName());
        assertThat(lab.living()).isEmpty();

        redrive.redriven(id, UNDISTURBED.andLaunches(1).andCommands(1));
    }

    @Test
    void verifyImage_verifierGone_isReplaced() {
        String id = redrive.stopIn(SMALL_UNSCHEDULED, "VerifyImage");
        terminateByHand(redrive.machine());
        redrive.pass(TWO_DAYS);

        redrive.redriven(id, UNDISTURBED.andLaunches(1));
    }

    @Test
    void verifyImage_leaseOver_anotherMachineIsLaunchedFromTheSameImage() {
        String id = redrive.stopAtCommand(SMALL_UNSCHEDULED, CHECK);
        redrive.pass(FOUR_DAYS);
        assertThat(lab.living()).isEmpty();

        redrive.redriven(id, UNDISTURBED.andLaunches(1).andCommands(1));
    }

    @Test
    void verifyImage_imageDeregistered_failsAndAsksForANewBuild() {
        lab.expect("small", "verify: {answers: {exitCode: 1}}");
        String id = lab.bake(SMALL_UNSCHEDULED).buildId();
        deregisterOwnImages();
        lab.expect("small", "{}");

        redrive.refused(id, VerificationFailed.class, "deregistered", "Nothing is held", "a new build");

        redrive.assertCost(UNDISTURBED.andLaunches(1));
        assertThat(lab.living()).isEmpty();
        assertThat(lab.held(id)).isEmpty();
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
        stopByHand(own);
        redrive.pass(Duration.ofMinutes(5));
        redrive.refused(id, BuilderStopped.class, own, "The recipe brings it, so Kiln does not start it");
        assertThat(lab.calls(START)).isZero();
        startByHand(own);

        assertDoneOnTheirs(lab.redrive(id).buildId(), own);
    }

    @Test
    void ownMachine_gone_failsAndAsksForAnother() {
        String own = lab.launchByHand();
        String id = redrive.failInStepTwo(bringing(own));
        terminateByHand(own);
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

    private void stopByHand(String instance) {
        lab.account.ec2().stopInstances(r -> r.instanceIds(instance));
    }

    private void startByHand(String instance) {
        lab.account.ec2().startInstances(r -> r.instanceIds(instance));
        redrive.pass(Duration.ofMinutes(20));
    }

    private void terminateByHand(String instance) {
        lab.account.ec2().terminateInstances(r -> r.instanceIds(instance));
    }

    private void put(String key, String text) {
        lab.account
                .s3()
                .putObject(
                        r -> r.bucket(lab.account.deployment().recipeBucket()).key(key), RequestBody.fromString(text));
    }

    private void deleteVersion(String key) {
        String bucket = lab.account.deployment().recipeBucket();
        String version =
                lab.account.s3().headObject(r -> r.bucket(bucket).key(key)).versionId();
        lab.account.s3().deleteObject(r -> r.bucket(bucket).key(key).versionId(version));
    }
}
