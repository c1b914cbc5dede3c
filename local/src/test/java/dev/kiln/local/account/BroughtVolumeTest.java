package dev.kiln.local.account;

import dev.kiln.error.ParentUnavailable;
import dev.kiln.ledger.BuildRecord;
import dev.kiln.local.account.Faults.Fault;
import dev.kiln.local.windows.WindowsMachine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.Instance;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/** What a recipe says of the root volume of a machine that it brings. */
class BroughtVolumeTest {
    private static final String MODIFY = "ec2:ModifyVolume";
    private static final String SEND = "ssm:SendCommand";
    private static final String GROWN = "{size: 60}";

    private AccountLab lab = FreshAccounts.onMemoryTables(83, Faults.none());

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void largerSize_isThatOfTheImage() {
        assertThat(root(bake(own(), GROWN)).volumeSize()).isEqualTo(60);
    }

    @Test
    void largerSize_isThatOfTheDriveWhenTheFirstStepBegins() {
        String own = own();
        lab.upload(recipe(own, GROWN));

        lab.runUntilCalls(SEND, 1);
        assertThat(machine(own).driveGiB()).isEqualTo(30);
        lab.runUntilCalls(SEND, 2);

        assertThat(machine(own).driveGiB()).isEqualTo(60);
        lab.account.runUntilQuiet();
    }

    @Test
    void largerSize_isOnRecordAndHeldByNobody() {
        String own = own();
        String volume = lab.rootVolume(own).volumeId();

        String id = bake(own, GROWN).buildId();

        assertThat(lab.account.records().ledger().resource(id, "modification#" + volume + "#001"))
                .get()
                .satisfies(row -> assertThat(row.attributes())
                        .containsEntry("before", "30 GiB, gp2")
                        .containsEntry("end", "asked for"));
        assertThat(lab.held(id)).isEmpty();
    }

    @Test
    void otherTypeAndPerformance_areThoseOfTheImage_andWindowsIsNotAsked() {
        var root = root(bake(own(), "{type: gp3, iops: 4000, throughput: 250}"));

        assertThat(root.volumeTypeAsString()).isEqualTo("gp3");
        assertThat(root.iops()).isEqualTo(4000);
        assertThat(root.throughput()).isEqualTo(250);
        assertThat(lab.calls(SEND)).as("two steps, seal, proof").isEqualTo(4);
    }

    @Test
    void deleteOnTermination_isThatOfTheImage_andTheMachineKeepsItsOwn() {
        String own = lab.launchByHand();

        var root = root(bake(own, "{deleteOnTermination: false}"));

        assertThat(root.deleteOnTermination()).isFalse();
        assertThat(machineOf(own).blockDeviceMappings().getFirst().ebs().deleteOnTermination())
                .isTrue();
        assertThat(lab.calls("ec2:DescribeVolumes")).isZero();
    }

    @Test
    void sizeThatIsThere_isNotModified() {
        bake(lab.launchByHand(), "{size: 30}");

        assertThat(lab.calls(MODIFY)).isZero();
    }

    @Test
    void smallerSize_isRefusedBeforeAnythingIsChanged() {
        String own = own();
        String volume = lab.rootVolume(own).volumeId();
        lab.account.ec2().modifyVolume(r -> r.volumeId(volume).size(60));

        var build = lab.bake(recipe(own, "{size: 40, type: gp3}"));

        assertThat(build.error()).contains(ParentUnavailable.class.getName());
        assertThat(lab.message(build))
                .contains(
                        "The recipe wants a root volume of 40 GiB, and that of " + own,
                        "has 60",
                        "EC2 cannot shrink a volume. Nothing was changed",
                        "write at least 60 as image.rootVolume.size");
        assertThat(lab.calls(MODIFY)).as("by somebody else").isEqualTo(1);
    }

    @Test
    void modificationOfSomebodyElseThatHasJustBegun_isWaitedFor() {
        String own = own();
        String id = lab.upload(recipe(own, GROWN));
        String volume = lab.rootVolume(own).volumeId();
        lab.runUntilCalls("ec2:DescribeImages", 1);
        lab.account.ec2().modifyVolume(r -> r.volumeId(volume).size(60));
        lab.account.runUntilQuiet();

        assertThat(lab.build(id).status()).isEqualTo("SUCCEEDED");
        assertThat(lab.calls(MODIFY)).as("by somebody else").isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void modificationGoesWrong_volumeIsModifiedOnce(Fault fault) {
        lab.close();
        lab = FreshAccounts.onMemoryTables(83, Faults.atFirst(MODIFY, fault));
        String own = own();
        String id = lab.upload(recipe(own, GROWN));
        lab.account.runUntilQuiet();
        if ("FAILED".equals(lab.execution(id).statusAsString())) {
            lab.redrive(id);
        }

        assertThat(lab.build(id).status()).as(lab.build(id).cause().orElse("")).isEqualTo("SUCCEEDED");
        assertThat(lab.calls(MODIFY)).as("that arrived").isEqualTo(1);
        assertThat(machine(own).driveGiB()).isEqualTo(60);
        assertThat(lab.held(id)).isEmpty();
    }

    @Test
    void build_takesMinutesLonger_notTheHoursUntilTheModificationIsCompleted() {
        String own = own();
        var begun = lab.account.timeline().instant();
        String id = lab.upload(recipe(own, GROWN));

        lab.runToItsEnd(id);

        assertThat(Duration.between(begun, lab.account.timeline().instant())).isLessThan(Duration.ofHours(1));
    }

    /** A machine that is given to Kiln with its root volume. */
    private String own() {
        String instance = lab.launchByHand();
        lab.giveToKiln(lab.rootVolume(instance).volumeId());
        return instance;
    }

    private BuildRecord bake(String own, String rootVolume) {
        var build = lab.bake(recipe(own, rootVolume));
        assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
        return build;
    }

    private static String recipe(String own, String rootVolume) {
        return AccountLab.SMALL_UNSCHEDULED.replace(RedriveLab.PARENT, "{instance: " + own + "}")
                + "image: {rootVolume: " + rootVolume + "}\n";
    }

    private EbsBlockDevice root(BuildRecord build) {
        return lab.account
                .ec2()
                .describeImages(r -> r.imageIds(build.imageId().orElseThrow()))
                .images()
                .getFirst()
                .blockDeviceMappings()
                .getFirst()
                .ebs();
    }

    private Instance machineOf(String own) {
        return lab.living().stream()
                .filter(instance -> instance.instanceId().equals(own))
                .findFirst()
                .orElseThrow();
    }

    private WindowsMachine machine(String own) {
        return lab.account.nodes().machine(own).orElseThrow();
    }
}
