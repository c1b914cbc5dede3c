package dev.kiln.local.account;

import dev.kiln.error.BuilderStopped;
import dev.kiln.error.CapacityUnavailable;
import dev.kiln.error.InvalidRecipe;
import dev.kiln.error.JoinedBuildFailed;
import dev.kiln.error.ParentUnavailable;
import dev.kiln.error.RequestRefused;
import dev.kiln.error.StepFailed;
import dev.kiln.error.TakenOver;
import dev.kiln.local.account.RedriveLab.Cost;
import dev.kiln.local.windows.DiskChange;
import dev.kiln.local.windows.DiskPaths;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.function.UnaryOperator;

import static dev.kiln.local.account.AccountLab.SMALL_UNSCHEDULED;
import static dev.kiln.local.account.RedriveLab.CHECKED_PASSWORD;
import static dev.kiln.local.account.RedriveLab.LAUNCH;
import static dev.kiln.local.account.RedriveLab.PARENT;
import static dev.kiln.local.account.RedriveLab.PASSWORD;
import static dev.kiln.local.account.RedriveLab.SEND;
import static dev.kiln.local.account.RedriveLab.START;
import static dev.kiln.local.account.RedriveLab.STEP;
import static dev.kiln.local.account.RedriveLab.TWO_DAYS;
import static dev.kiln.local.account.RedriveLab.UNDISTURBED;
import static org.assertj.core.api.Assertions.assertThat;

/** What a redrive does before a builder is there: tests of the table in docs/redriving.md. */
class RedriveLaunchTest {
    private final RedriveLab redrive = new RedriveLab();
    private final AccountLab lab = redrive.lab;

    @AfterEach
    void close() {
        redrive.close();
    }

    // Prepare

    @Test
    void prepare_recipesVersionGone_failsAgainWithNothingStarted() {
        String id =
                lab.bake(SMALL_UNSCHEDULED.replace(PARENT, "{recipe: base}")).buildId();
        assertThat(lab.build(id).error()).contains(ParentUnavailable.class.getName());
        redrive.deleteVersion("recipes/small/recipe.yaml");

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
        redrive.put("recipes/small/two.ps1", "Write-Output 'two'");

        redrive.redriven(id, UNDISTURBED);
    }

    @Test
    void launchBuilder_drivesUnderWay_areWaitedForAndNotAskedForAgain() {
        String id = redrive.stopAtCommand(
                SMALL_UNSCHEDULED + "builder: {volumes: [{device: xvdf, size: 10, driveLetter: D}]}\n", 1);
        assertThat(lab.lastEntered(id)).isEqualTo("LaunchBuilder");

        redrive.redriven(id, UNDISTURBED.andCommands(1));
    }

    @Test
    void launchBuilder_passwordRefusedAndMended_isLookedAtAgain() {
        lab.expect("small", "seal: {password: short}");
        String id = lab.bake(SMALL_UNSCHEDULED + PASSWORD).buildId();
        assertThat(lab.message(lab.build(id))).contains("fewer than 8");
        lab.expect("small", "{}");

        redrive.redriven(id, UNDISTURBED.andCommands(CHECKED_PASSWORD + 1));
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

    @Test
    void launchBuilder_driveNotExtendedOverTheGrownVolume_extendsItAndModifiesNothing() {
        String own = ownMachine();
        changeDisk(own, disk -> disk.file(DiskPaths.BEHIND_DRIVE, "Recovery"));
        String id = lab.bake(growing(own)).buildId();
        assertThat(lab.build(id).error()).contains(StepFailed.class.getName());
        assertThat(lab.message(lab.build(id)))
                .contains(
                        "The drive of Windows on " + own + " was not extended",
                        "out of reach for C:",
                        "redrive: the drive is extended, and the volume is not modified again");
        changeDisk(own, disk -> disk.delete(DiskPaths.BEHIND_DRIVE));

        assertThat(lab.redrive(id).status()).isEqualTo("SUCCEEDED");

        assertThat(lab.calls("ec2:ModifyVolume")).isEqualTo(1);
        assertThat(lab.held(id)).isEmpty();
    }

    @Test
    void launchBuilder_ec2RefusedToModifyTheVolume_asksAgain() {
        String own = ownMachine();
        String volume = lab.rootVolume(own).volumeId();
        lab.account.ec2().modifyVolume(r -> r.volumeId(volume).size(40));
        redrive.pass(Duration.ofMinutes(1));
        String id = lab.bake(growing(own)).buildId();
        assertThat(lab.build(id).error()).contains(RequestRefused.class.getName());
        assertThat(lab.message(lab.build(id)))
                .contains(
                        "IncorrectModificationState",
                        "It is as it was: 40 GiB",
                        "which is left as it is",
                        "wait for that, then redrive");
        redrive.pass(Duration.ofHours(4));

        assertThat(lab.redrive(id).status()).isEqualTo("SUCCEEDED");

        assertThat(lab.rootVolume(own).size()).isEqualTo(60);
        assertThat(lab.held(id)).isEmpty();
    }

    @Test
    void launchBuilder_rootVolumeNotGivenToKiln_isChangedWhenItIs() {
        String own = lab.launchByHand();
        String volume = lab.rootVolume(own).volumeId();
        String id = lab.bake(growing(own)).buildId();
        assertThat(lab.build(id).error()).contains(ParentUnavailable.class.getName());
        assertThat(lab.message(lab.build(id)))
                .contains(
                        "The root volume " + volume + " of " + own + " does not carry the tag kiln:role = builder",
                        "Nothing was changed",
                        "aws ec2 create-tags --resources " + volume);
        assertThat(lab.calls("ec2:ModifyVolume")).isZero();
        lab.giveToKiln(volume);

        assertThat(lab.redrive(id).status()).isEqualTo("SUCCEEDED");
    }

    private String ownMachine() {
        String own = lab.launchByHand();
        lab.giveToKiln(lab.rootVolume(own).volumeId());
        return own;
    }

    private static String growing(String instance) {
        return SMALL_UNSCHEDULED.replace(PARENT, "{instance: " + instance + "}") + "image: {rootVolume: {size: 60}}\n";
    }

    private void changeDisk(String instance, UnaryOperator<DiskChange> change) {
        var machine = lab.account.nodes().machine(instance).orElseThrow();
        machine.change(change.apply(machine.disk().change()).done());
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
        redrive.stopByHand(redrive.machine());
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
        redrive.terminateByHand(redrive.machine());
        redrive.pass(TWO_DAYS);

        redrive.redriven(id, UNDISTURBED.andLaunches(1));
    }

    @Test
    void launchBuilder_parentDeregisteredAfterTheLaunch_isNotNeeded() {
        lab.expect("small", "steps: {two: {exitCode: 1}}");
        String id = childOfBase();
        redrive.deregisterOwnImages();
        lab.expect("small", "{}");

        redrive.redriven(id, new Cost(4, 9, 2));
    }

    @Test
    void launchBuilder_parentDeregisteredAndBuilderGone_failsAndAsksForANewBuild() {
        lab.expect("small", "steps: {two: {exitCode: 1}}");
        String id = childOfBase();
        redrive.deregisterOwnImages();
        redrive.terminateByHand(redrive.machine());
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
}
