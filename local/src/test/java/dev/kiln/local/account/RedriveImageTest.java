package dev.kiln.local.account;

import dev.kiln.error.AccessRefused;
import dev.kiln.error.ImageFailed;
import dev.kiln.error.ImageNameTaken;
import dev.kiln.error.VerificationFailed;
import dev.kiln.local.ec2.ImageFaults;
import dev.kiln.local.ec2.StoredReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;

import static dev.kiln.local.account.AccountLab.SMALL_UNSCHEDULED;
import static dev.kiln.local.account.RedriveLab.CHECK;
import static dev.kiln.local.account.RedriveLab.FOUR_DAYS;
import static dev.kiln.local.account.RedriveLab.SEND;
import static dev.kiln.local.account.RedriveLab.START;
import static dev.kiln.local.account.RedriveLab.STEPS;
import static dev.kiln.local.account.RedriveLab.STEP_TWO;
import static dev.kiln.local.account.RedriveLab.TERMINATE;
import static dev.kiln.local.account.RedriveLab.TWO_DAYS;
import static dev.kiln.local.account.RedriveLab.TWO_TAKES_LONG;
import static dev.kiln.local.account.RedriveLab.UNDISTURBED;
import static org.assertj.core.api.Assertions.assertThat;

/** What a redrive does when the image was being made, tagged or verified: tests of the table in docs/redriving.md. */
class RedriveImageTest {
    private final RedriveLab redrive = new RedriveLab();
    private final AccountLab lab = redrive.lab;

    @AfterEach
    void close() {
        redrive.close();
    }

    private static final String COPY = "ec2:CopyImage";
    private static final String BY_COPY = "image: {encryption: {by: copy}}\n";
    private static final String PRE_SNAPSHOT = "image: {preSnapshot: true}\n";

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
        redrive.deregisterOwnImages();

        redrive.redriven(id, UNDISTURBED.andImages(1));
    }

    @Test
    void createImage_snapshotsFromBeforeTheSealGone_isMadeAllTheSame() {
        String id = redrive.stopIn(SMALL_UNSCHEDULED + PRE_SNAPSHOT, "CreateImage");
        lab.account.ec2().describeSnapshots(r -> r.ownerIds("self")).snapshots().stream()
                .filter(s -> s.description().startsWith("Before the seal"))
                .forEach(s -> lab.account.ec2().deleteSnapshot(r -> r.snapshotId(s.snapshotId())));

        redrive.redriven(id, UNDISTURBED);
    }

    @Test
    void createImage_copyPending_isWaitedForAndNotMadeAgain() {
        String id = lab.upload(SMALL_UNSCHEDULED + BY_COPY);
        lab.runUntilCalls(COPY, 1);
        redrive.pass(Duration.ofSeconds(5));
        redrive.stop(id);

        redrive.redriven(id, UNDISTURBED);

        assertThat(lab.calls(COPY)).isEqualTo(1);
    }

    @Test
    void createImage_copyFailed_isCopiedAgainOfTheSameImage() {
        lab.account
                .ec2()
                .imageFaults(name -> name.endsWith("-to-copy")
                        ? Optional.empty()
                        : Optional.of(new StoredReason("Client.InternalError", "the key is disabled")));
        String id = lab.bake(SMALL_UNSCHEDULED + BY_COPY).buildId();
        assertThat(lab.build(id).error()).contains(ImageFailed.class.getName());
        lab.account.ec2().imageFaults(ImageFaults.NONE);

        redrive.redriven(id, UNDISTURBED);

        assertThat(lab.calls(COPY)).isEqualTo(2);
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
        String machine = lab.launch(parentImage());
        redrive.pass(Duration.ofMinutes(5));
        String image = lab.account
                .ec2()
                .createImage(r -> r.instanceId(machine).name(name).noReboot(true))
                .imageId();
        redrive.terminateByHand(machine);
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
        redrive.startByHand(used);

        var build = redrive.redriven(
                id, UNDISTURBED.andLaunches(1).andCommands(STEPS + 1).andImages(1));

        redrive.assertStartedOver(id, used);
        assertThat(redrive.image(build).sourceInstanceId()).isNotEqualTo(used);
    }

    @Test
    void createImage_pendingAndBuilderGone_isWaitedFor() {
        String id = redrive.stopIn(SMALL_UNSCHEDULED, "CreateImage");
        redrive.terminateByHand(redrive.machine());
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
        redrive.terminateByHand(redrive.machine());

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
        assertThat(lab.living()).as("the machine of the proof that failed").hasSize(1);
        lab.expect("small", "{}");

        redrive.redriven(id, UNDISTURBED.andLaunches(1).andCommands(1));
        assertThat(lab.living()).isEmpty();
    }

    @Test
    void verifyImage_verifierStoppedBySomebodyDuringItsChecks_isEndedAndReplaced() {
        String id = lab.upload(SMALL_UNSCHEDULED);
        lab.runUntilCalls(SEND, CHECK);
        redrive.stopByHand(redrive.machine());
        lab.account.runUntilQuiet();
        assertThat(lab.build(id).error()).contains(VerificationFailed.class.getName());
        assertThat(lab.living()).isEmpty();

        redrive.redriven(id, UNDISTURBED.andLaunches(1).andCommands(1));
    }

    @Test
    void verifyImage_verifierGone_isReplaced() {
        String id = redrive.stopIn(SMALL_UNSCHEDULED, "VerifyImage");
        redrive.terminateByHand(redrive.machine());
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
        redrive.deregisterOwnImages();
        lab.expect("small", "{}");

        redrive.refused(id, VerificationFailed.class, "deregistered", "Nothing is held", "a new build");

        redrive.assertCost(UNDISTURBED.andLaunches(1));
        assertThat(lab.living()).isEmpty();
        assertThat(lab.held(id)).isEmpty();
    }
}
