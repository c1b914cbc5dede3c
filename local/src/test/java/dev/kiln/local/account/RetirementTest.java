package dev.kiln.local.account;

import dev.kiln.ledger.BuildRecord;
import dev.kiln.step.Retirement;
import dev.kiln.step.Retirement.Outcome;
import dev.kiln.step.Retirement.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Snapshot;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Which images are ended, with all that is charged for them, and which are kept. */
class RetirementTest {
    private static final String CHILD = """
            name: child
            parent: {recipe: small}
            schedule: never
            """;

    private final AccountLab lab = FreshAccounts.onMemoryTables(91, Faults.none());
    private final Retirement retirement = lab.account.retirement();
    private BuildRecord build;
    private String image;

    @BeforeEach
    void bake() {
        build = lab.bake(AccountLab.SMALL_UNSCHEDULED);
        image = build.imageId().orElseThrow();
        // A machine that was terminated is no longer in use, but EC2 goes on showing it for a while.
        lab.account.timeline().runTo(lab.account.timeline().instant().plus(Duration.ofHours(2)));
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void imageThatNobodyUses_isGoneWithItsSnapshots_andItsLineageStays() {
        var outcome = retirement.retire(retirable());

        assertThat(outcome).isEqualTo(new Outcome.Retired(List.of()));
        assertThat(lab.madeHere(image)).isFalse();
        assertThat(lab.account.ec2().describeSnapshots(r -> r.ownerIds("self")).snapshots())
                .isEmpty();
        assertThat(lab.lineage(build).retired()).isPresent();
        assertThat(lab.lineage(build).releasable()).isFalse();
        assertThat(retirement.look(image)).isEqualTo(new Verdict.Gone(image));
    }

    @Test
    void snapshotThatWasThereBeforeTheImage_staysWhenItGoes() {
        String machine = lab.launchUntagged();
        String foreign = lab.account
                .ec2()
                .createSnapshots(r -> r.instanceSpecification(i -> i.instanceId(machine)))
                .snapshots()
                .getFirst()
                .snapshotId();
        var other = lab.bake(AccountLab.SMALL_UNSCHEDULED.replace("name: small", "name: other")
                + "image: {volumes: [{device: xvdf, snapshot: " + foreign + "}]}\n");
        image = other.imageId().orElseThrow();
        lab.account.timeline().runTo(lab.account.timeline().instant().plus(Duration.ofHours(2)));

        var outcome = retirement.retire(retirable());

        assertThat(outcome).isEqualTo(new Outcome.Retired(List.of()));
        assertThat(lab.madeHere(image)).isFalse();
        assertThat(lab.account.ec2().describeSnapshots(r -> r.ownerIds("self")).snapshots())
                .extracting(Snapshot::snapshotId)
                .containsExactlyInAnyOrder(
                        foreign, lab.lineage(build).snapshotIds().getFirst());
    }

    @Test
    void retiringThatWasCutOff_goesOnWhereItStood() {
        lab.account.records().lineage().retired(image, AccountLab.START);

        retirement.retire(retirable());

        assertThat(lab.madeHere(image)).isFalse();
        assertThat(lab.lineage(build).retired()).contains(AccountLab.START);
    }

    @Test
    void recipeWhoseImageIsRetired_isBuiltAnewWhenItIsUploadedAgain() {
        retirement.retire(retirable());

        var again = lab.bake(AccountLab.SMALL_UNSCHEDULED);

        assertThat(again.imageId()).isPresent().isNotEqualTo(build.imageId());
    }

    @Test
    void imageOfWhichAMachineRuns_isKept() {
        String machine = lab.launch(image);
        lab.account.timeline().runTo(lab.account.timeline().instant().plus(Duration.ofMinutes(5)));

        assertThat(reasons())
                .singleElement()
                .asString()
                .startsWith("In use by arn:")
                .endsWith(machine + ".");
    }

    @Test
    void imageOfALaunchConfiguration_isKept() {
        lab.account
                .autoScaling()
                .createLaunchConfiguration(
                        r -> r.launchConfigurationName("web").imageId(image).instanceType("m7i.large"));

        assertThat(reasons())
                .singleElement()
                .asString()
                .startsWith("In use by arn:aws:autoscaling:")
                .endsWith(":launchConfigurationName/web.");
    }

    @Test
    void imageWhoseBuildStillRuns_isKept() {
        String running = lab.upload(AccountLab.SMALL_UNSCHEDULED, true);
        lab.runUntilCalls("ec2:RunInstances", 4);
        image = lab.account
                .records()
                .lineage()
                .ofRecipe("small")
                .findFirst()
                .orElseThrow()
                .imageId();

        assertThat(reasons()).contains("Its build " + running + " still runs.");
    }

    @Test
    void parentOfAnImageThatIsThere_isKept() {
        String child = lab.bake(CHILD).imageId().orElseThrow();

        assertThat(reasons()).singleElement().asString().startsWith("The parent of " + child);
    }

    @Test
    void imageThatAChannelPointsTo_isKept_andTheReasonSaysWhatToDo() {
        lab.point("small", "stable", image);

        assertThat(reasons())
                .singleElement()
                .asString()
                .startsWith("The channel stable of small points to it.")
                .contains("kiln channel small stable IMAGE", "kiln channel small stable --remove");
    }

    @Test
    void imageThatItsChannelHasLeft_canBeRetired() {
        lab.point("small", "stable", image);
        String newer = lab.build(rebuilt()).imageId().orElseThrow();
        lab.point("small", "stable", newer);
        lab.account.timeline().runTo(lab.account.timeline().instant().plus(Duration.ofHours(2)));

        assertThat(retirement.retire(retirable())).isInstanceOf(Outcome.Retired.class);

        assertThat(lab.madeHere(image)).isFalse();
    }

    @Test
    void imageToWhichAChannelIsPointedAfterTheLook_isKeptAndStillThere() {
        var looked = retirable();
        lab.point("small", "stable", image);

        assertThat(retirement.retire(looked))
                .isInstanceOfSatisfying(
                        Outcome.Kept.class,
                        kept -> assertThat(kept.verdict().reasons())
                                .singleElement()
                                .asString()
                                .startsWith("The channel stable of small points to it."));

        assertThat(lab.madeHere(image)).isTrue();
        assertThat(lab.lineage(build).releasable()).isTrue();
    }

    @Test
    void imageThatIsProtected_isKept_andTheReasonSaysHowToTakeThatOff() {
        lab.account.ec2().enableImageDeregistrationProtection(r -> r.imageId(image));

        assertThat(reasons())
                .singleElement()
                .asString()
                .contains("enabled-without-cooldown", "disable-image-deregistration-protection --image-id " + image);
    }

    @Test
    void imageThatKilnDidNotMake_isKept() {
        String stranger = lab.account
                .ec2()
                .createImage(r -> r.instanceId(lab.launchUntagged()).name("stranger"))
                .imageId();

        assertThat(retirement.look(stranger))
                .isEqualTo(new Verdict.Kept(stranger, List.of("Kiln did not make it: there is no lineage of it.")));
    }

    private String rebuilt() {
        String id = lab.upload(AccountLab.SMALL_UNSCHEDULED, true);
        lab.account.runUntilQuiet();
        return id;
    }

    private Verdict.Retirable retirable() {
        return (Verdict.Retirable) retirement.look(image);
    }

    private List<String> reasons() {
        return ((Verdict.Kept) retirement.look(image)).reasons();
    }
}
