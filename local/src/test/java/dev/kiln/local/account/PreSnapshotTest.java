package dev.kiln.local.account;

import dev.kiln.ledger.Resource;
import dev.kiln.lineage.SnapshotTimes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Snapshot;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Snapshots before the seal: what they bring, and that nothing is left of them. */
class PreSnapshotTest {
    private static final String RECIPE = AccountLab.SMALL_UNSCHEDULED + "image: {preSnapshot: true}\n";
    private static final String TAKE = "ec2:CreateSnapshots";

    private AccountLab lab = FreshAccounts.onMemoryTables(91, Faults.none());

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void build_withPreSnapshots_hasAnImageAndNoOtherSnapshots() {
        var build = lab.bake(RECIPE);

        assertThat(build.status()).as(build.toString()).isEqualTo("SUCCEEDED");
        assertThat(lab.calls(TAKE)).isEqualTo(1);
        assertThat(snapshots()).extracting(Snapshot::description).allMatch(d -> d.startsWith("Created by CreateImage"));
        assertThat(row(build.buildId()).state()).isEqualTo(Resource.State.CLOSED);
    }

    @Test
    void build_withPreSnapshots_recordsWhatTheySaved() {
        var build = lab.bake(RECIPE);

        var times = lab.account
                .records()
                .lineage()
                .of(build.imageId().orElseThrow())
                .flatMap(image -> image.snapshotTimes())
                .orElseThrow();
        assertThat(times.ofImage()).isLessThan(Duration.ofMinutes(3));
        assertThat(times.saved())
                .isEqualTo(times.before().minus(times.waited()).minus(times.ofImage()))
                .isPositive();
    }

    @Test
    void saved_whenTheImageWaitedLongerThanItGained_isNegative() {
        var times = new SnapshotTimes(Duration.ofMinutes(5), Duration.ofMinutes(4), Duration.ofMinutes(3));

        assertThat(times.saved()).isEqualTo(Duration.ofMinutes(-2));
    }

    @Test
    void build_withoutPreSnapshots_takesNone() {
        var build = lab.bake(AccountLab.SMALL_UNSCHEDULED);

        assertThat(lab.calls(TAKE)).isZero();
        assertThat(lab.account.records().lineage().of(build.imageId().orElseThrow()))
                .hasValueSatisfying(image -> assertThat(image.snapshotTimes()).isEmpty());
    }

    @Test
    void take_answerIsLost_areFoundAndNotTakenAgain() {
        lab.close();
        lab = FreshAccounts.onMemoryTables(91, Faults.atFirst(TAKE, Faults.Fault.ANSWER_LOST));

        var build = lab.bake(RECIPE);

        assertThat(build.status()).as(build.toString()).isEqualTo("SUCCEEDED");
        assertThat(lab.calls(TAKE)).isEqualTo(1);
        assertThat(snapshots()).hasSize(1);
    }

    @Test
    void take_callIsLost_areTakenByTheNext() {
        lab.close();
        lab = FreshAccounts.onMemoryTables(91, Faults.atFirst(TAKE, Faults.Fault.REQUEST_LOST));

        var build = lab.bake(RECIPE);

        assertThat(build.status()).as(build.toString()).isEqualTo("SUCCEEDED");
        assertThat(snapshots()).hasSize(1);
    }

    @Test
    void build_thatIsGivenUp_leavesNoneAfterItsLease() {
        String id = lab.upload(RECIPE);
        lab.runUntilCalls(TAKE, 1);
        lab.account.states().stopExecution(r -> r.executionArn(lab.account.executionArn(id)));
        lab.account.runUntilQuiet();
        janitor();
        assertThat(snapshots()).as("as long as its builder is held").hasSize(1);

        pass(Duration.ofDays(4));
        janitor();

        assertThat(lab.living()).isEmpty();
        assertThat(snapshots()).isEmpty();
        assertThat(row(id).state()).isEqualTo(Resource.State.CLOSED);
    }

    private Resource row(String build) {
        return lab.account.records().ledger().resources(build).stream()
                .filter(row -> row.key().startsWith("preSnapshot#"))
                .findFirst()
                .orElseThrow();
    }

    private List<Snapshot> snapshots() {
        return lab.account.ec2().describeSnapshots(r -> r.ownerIds("self")).snapshots();
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
