package dev.kiln.local.account;

import dev.kiln.ledger.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

/** What the janitor's own function finds and does, with its own rights. */
class JanitorTest {
    private final AccountLab lab = FreshAccounts.onMemoryTables(71, Faults.none());

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void run_volumesAndInterfacesOfABuildThatIsDone_areDeleted() {
        lab.account.ec2().leftovers(id -> true);
        String id = lab.bake(AccountLab.SMALL_UNSCHEDULED).buildId();
        assertThat(lab.account.ec2().describeVolumes().volumes()).isNotEmpty();
        assertThat(lab.account.ec2().describeNetworkInterfaces().networkInterfaces())
                .isNotEmpty();

        run();

        assertThat(lab.account.ec2().describeVolumes().volumes()).isEmpty();
        assertThat(lab.account.ec2().describeNetworkInterfaces().networkInterfaces())
                .isEmpty();
        assertThat(lab.account.records().ledger().resources(id))
                .filteredOn(row -> row.key().startsWith("leftover#"))
                .isNotEmpty()
                .allMatch(row -> row.state() == Resource.State.CLOSED);
        assertThat(lab.account.ec2().describeImages(r -> r.owners("self")).images())
                .hasSize(1);
    }

    @Test
    void run_diesAfterADeletion_leavesNoRowOpen() {
        var deadly = Faults.atFirst("ec2:DeleteNetworkInterface", Faults.Fault.DIES_AFTER);
        try (var doomed = FreshAccounts.onMemoryTables(71, deadly)) {
            doomed.account.ec2().leftovers(id -> true);
            String id = doomed.bake(AccountLab.SMALL_UNSCHEDULED).buildId();

            invoke(doomed);
            invoke(doomed);

            assertThat(doomed.account.ec2().describeNetworkInterfaces().networkInterfaces())
                    .isEmpty();
            assertThat(doomed.account.records().ledger().resources(id))
                    .filteredOn(row -> row.key().startsWith("leftover#"))
                    .isNotEmpty()
                    .allMatch(row -> row.state() == Resource.State.CLOSED);
        }
    }

    @Test
    void run_machineWhoseRowIsClosed_isEndedAndThatIsWrittenBefore() {
        String id = failed();
        var row = builder(id);
        lab.account.records().ledger().closed(row, Map.of("end", "by mistake"));

        run();

        assertThat(lab.living()).isEmpty();
        assertThat(builder(id).attributes()).containsEntry("removal", "its row is closed");
    }

    @Test
    void run_machineOfAFailedBuildThatHasNoLease_getsOne() {
        String id = failed();
        lab.account.records().leases().revoke(id);

        run();

        assertThat(lab.account.records().leases().of(id)).isPresent();
        assertThat(lab.living()).hasSize(1);
    }

    @Test
    void run_parkedMachineThatSomebodyHasEnded_itsRowIsClosed() {
        String id = failed();
        lab.living().forEach(i -> lab.account.ec2().terminateInstances(r -> r.instanceIds(i.instanceId())));
        lab.account.timeline().runTo(lab.account.timeline().instant().plus(Duration.ofMinutes(10)));

        run();

        assertThat(builder(id).state()).isEqualTo(Resource.State.CLOSED);
    }

    @Test
    void run_machineWithOurTagsThatNoRowKnows_isLeftAlone() {
        String stranger = lab.launchByHand();
        lab.account
                .ec2()
                .createTags(
                        r -> r.resources(stranger).tags(tag("kiln:deployment", "kiln"), tag("kiln:build", "nobody")));

        run();

        assertThat(lab.living()).extracting(Instance::instanceId).containsExactly(stranger);
    }

    @Test
    void run_imageWithOurTagsThatNoRowKnows_isReportedAndKept() {
        String source = lab.launchUntagged();
        String image = lab.account
                .ec2()
                .createImage(r -> r.instanceId(source)
                        .name("nobody's")
                        .tagSpecifications(TagSpecification.builder()
                                .resourceType(ResourceType.IMAGE)
                                .tags(tag("kiln:deployment", "kiln"), tag("kiln:build", "nobody"))
                                .build()))
                .imageId();
        lab.account.timeline().runTo(lab.account.timeline().instant().plus(Duration.ofMinutes(10)));

        assertThat(lab.account.steps().janitor().run())
                .containsExactly(image + ", an image named nobody's with the tags of build nobody");
        assertThat(lab.madeHere(image)).isTrue();
    }

    @Test
    void run_imageWhoseAnswerWasLost_isAdoptedByItsRow() {
        String id = lab.bake(AccountLab.SMALL_UNSCHEDULED).buildId();
        var ledger = lab.account.records().ledger();
        var row = ledger.resource(id, "image#1").orElseThrow();
        var lost = Resource.intended("another", "image#1", row.intendedAt(), row.attributes());
        ledger.intend(lost);
        String image = row.resourceId().orElseThrow();
        lab.account.ec2().createTags(r -> r.resources(image).tags(tag("kiln:build", "another")));

        run();

        assertThat(ledger.resource("another", "image#1").flatMap(Resource::resourceId))
                .contains(image);
    }

    @Test
    void run_snapshotThatNoImageUses_isReportedAfterTwoDays() {
        var build = lab.bake(AccountLab.SMALL_UNSCHEDULED);
        lab.account.ec2().deregisterImage(r -> r.imageId(build.imageId().orElseThrow()));
        assertThat(lab.account.steps().janitor().run()).isEmpty();

        lab.account.timeline().runTo(lab.account.timeline().instant().plus(Duration.ofDays(3)));

        assertThat(lab.account.steps().janitor().run())
                .singleElement(STRING)
                .startsWith("snap-")
                .endsWith("a snapshot of build " + build.buildId() + " that no image uses");
    }

    private String failed() {
        lab.expect("small", "steps: {two: {exitCode: 1}}");
        return lab.bake(AccountLab.SMALL_UNSCHEDULED).buildId();
    }

    private Resource builder(String id) {
        return lab.account
                .records()
                .ledger()
                .resource(id, "instance#builder#001")
                .orElseThrow();
    }

    private void run() {
        invoke(lab);
        assertThat(lab.account.lambda().deadLetters()).isEmpty();
    }

    private static void invoke(AccountLab lab) {
        lab.account
                .lambda()
                .invokeAsync(lab.account.deployment().function("Janitor").arn(), "{}");
        lab.account.timeline().runTo(lab.account.timeline().instant().plus(Duration.ofMinutes(5)));
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
