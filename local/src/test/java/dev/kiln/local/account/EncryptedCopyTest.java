package dev.kiln.local.account;

import dev.kiln.error.ImageFailed;
import dev.kiln.error.InvalidRecipe;
import dev.kiln.ledger.Resource;
import dev.kiln.local.ec2.ImageFaults;
import dev.kiln.local.ec2.StoredReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Snapshot;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** An image that is encrypted by a copy: what it is, and that nothing else is left. */
class EncryptedCopyTest {
    private static final String RECIPE =
            AccountLab.SMALL_UNSCHEDULED + "image: {encryption: {by: copy, kmsKey: alias/images}, tags: {Team: web}}\n";
    private static final String COPY = "ec2:CopyImage";

    private AccountLab lab = FreshAccounts.onMemoryTables(92, Faults.none());

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void build_byCopy_hasAnEncryptedImageAndNothingElse() {
        var build = lab.bake(RECIPE);

        assertThat(build.status()).as(build.toString()).isEqualTo("SUCCEEDED");
        var image = only(images());
        assertThat(build.imageId()).contains(image.imageId());
        assertThat(image.blockDeviceMappings())
                .allSatisfy(device -> assertThat(device.ebs().encrypted()).isTrue());
        assertThat(only(snapshots()).kmsKeyId()).isEqualTo("alias/images");
    }

    @Test
    void build_byCopy_hasItsTagsOnImageAndSnapshot() {
        lab.bake(RECIPE);

        var ofImage = lab.account.ec2().tags(only(images()).imageId()).orElseThrow();
        var ofSnapshot = lab.account.ec2().tags(only(snapshots()).snapshotId()).orElseThrow();
        assertThat(ofImage).containsEntry("kiln:role", "image").containsEntry("Team", "web");
        assertThat(ofSnapshot).containsEntry("kiln:role", "snapshot").containsEntry("Team", "web");
    }

    @Test
    void build_byCopy_theImageIsTheOneInTheLineage() {
        var build = lab.bake(RECIPE);

        var image = lab.account
                .records()
                .lineage()
                .of(build.imageId().orElseThrow())
                .orElseThrow();
        assertThat(image.imageName()).isEqualTo(only(images()).name());
        assertThat(image.verification()).isPresent();
    }

    @Test
    void copy_answerIsLost_isNotMadeTwice() {
        lab.close();
        lab = FreshAccounts.onMemoryTables(92, Faults.atFirst(COPY, Faults.Fault.ANSWER_LOST));

        var build = lab.bake(RECIPE);

        assertThat(build.status()).as(build.toString()).isEqualTo("SUCCEEDED");
        assertThat(images()).hasSize(1);
        assertThat(snapshots()).hasSize(1);
    }

    @Test
    void copy_fails_isMadeAgainOfTheSameImage() {
        failCopies();
        String id = lab.bake(RECIPE).buildId();
        assertThat(lab.build(id).error()).contains(ImageFailed.class.getName());
        assertThat(lab.build(id).cause().orElseThrow())
                .contains("mend the key, then redrive; only the copy is made again");
        lab.account.ec2().imageFaults(ImageFaults.NONE);

        var build = lab.redrive(id);

        assertThat(build.status()).as(build.toString()).isEqualTo("SUCCEEDED");
        assertThat(lab.calls("ec2:CreateImage")).isEqualTo(1);
        assertThat(lab.calls(COPY)).isEqualTo(2);
        assertThat(images())
                .filteredOn(i -> "available".equals(i.stateAsString()))
                .hasSize(1);
    }

    @Test
    void build_thatIsGivenUp_leavesNoImageToCopyAfterItsLease() {
        failCopies();
        String id = lab.bake(RECIPE).buildId();
        janitor();
        assertThat(images())
                .filteredOn(i -> "available".equals(i.stateAsString()))
                .hasSize(1);

        pass(Duration.ofDays(4));
        janitor();

        assertThat(images()).noneMatch(i -> "available".equals(i.stateAsString()));
        assertThat(lab.account.records().ledger().resources(id))
                .filteredOn(row -> row.key().startsWith("imageToCopy#"))
                .isNotEmpty()
                .allMatch(row -> row.state() == Resource.State.CLOSED);
    }

    @Test
    void key_ofAnotherRegion_isRefusedBeforeAnythingIsStarted() {
        String key = "arn:aws:kms:eu-west-1:123456789012:key/0e6a5d2c-1111-2222-3333-444455556666";

        var build = lab.bake(RECIPE.replace("alias/images", "'" + key + "'"));

        assertThat(build.error()).contains(InvalidRecipe.class.getName());
        assertThat(build.cause().orElseThrow()).contains("a key of eu-west-1, and the build runs in us-east-1");
        assertThat(lab.calls("ec2:RunInstances")).isZero();
    }

    private void failCopies() {
        lab.account
                .ec2()
                .imageFaults(name -> name.endsWith("-to-copy")
                        ? Optional.empty()
                        : Optional.of(new StoredReason("Client.InternalError", "the key is disabled")));
    }

    private List<Image> images() {
        return lab.account.ec2().describeImages(r -> r.owners("self")).images();
    }

    private List<Snapshot> snapshots() {
        return lab.account.ec2().describeSnapshots(r -> r.ownerIds("self")).snapshots();
    }

    private static <T> T only(List<T> list) {
        assertThat(list).hasSize(1);
        return list.getFirst();
    }

    private void janitor() {
        lab.account
                .lambda()
                .invokeAsync(lab.account.deployment().function("Janitor").arn(), "{}");
        pass(Duration.ofMinutes(5));
        assertThat(lab.account.lambda().deadLetters()).isEmpty();
    }

    private void pass(Duration duration) {
        lab.account.timeline().runTo(lab.account.timeline().instant().plus(duration));
    }
}
