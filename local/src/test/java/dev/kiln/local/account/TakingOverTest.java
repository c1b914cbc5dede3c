package dev.kiln.local.account;

import dev.kiln.aws.Builders;
import dev.kiln.aws.RecipeUpload;
import dev.kiln.build.Fork;
import dev.kiln.error.ForkRefused;
import dev.kiln.error.TakenOver;
import dev.kiln.ledger.BuildRecord;
import dev.kiln.step.Repair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Tag;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/** Builds that go on with the builder of another one: by the same input, by a fork, and after a repair by hand. */
class TakingOverTest {
    private static final String SEND = "ssm:SendCommand";
    private static final String MENDED =
            AccountLab.SMALL_UNSCHEDULED.replace("Write-Output 'two'", "Write-Output 'two, mended'");

    private final AccountLab lab = FreshAccounts.onMemoryTables(67, Faults.none());

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void newExecution_sameInput_goesOnWithTheBuilderOfTheFailedOne() {
        String failed = fail(2);

        var build = newExecution(failed);

        assertBuilt(build);
        assertThat(lab.calls("ec2:RunInstances")).as("a builder, a verifier").isEqualTo(2);
        assertThat(lab.calls(SEND)).as("one, two, two again, seal, check").isEqualTo(5);
        assertThat(lab.lineage(build).forkedFrom()).contains(failed);
        assertThat(lab.account.records().leases().of(failed)).isEmpty();
    }

    @Test
    void failedBuild_redrivenAfterItWasTakenOver_saysSoAndTouchesNothing() {
        String failed = fail(2);
        assertBuilt(newExecution(failed));

        var redriven = lab.redrive(failed);

        assertThat(redriven.error()).contains(TakenOver.class.getName());
        assertThat(lab.calls("ec2:RunInstances")).isEqualTo(2);
        assertThat(lab.living()).isEmpty();
    }

    @Test
    void newExecution_sealedBuilderAndPendingImage_areTakenOverToo() {
        String failed = lab.upload(AccountLab.SMALL_UNSCHEDULED);
        lab.runUntilCalls("ec2:CreateImage", 1);
        stop(failed);

        var build = newExecution(failed);

        assertBuilt(build);
        assertThat(lab.calls("ec2:CreateImage")).isEqualTo(1);
        assertThat(lab.calls(SEND)).as("one, two, seal, check").isEqualTo(4);
        assertThat(lab.account
                        .ec2()
                        .describeImages(r -> r.imageIds(build.imageId().orElseThrow()))
                        .images()
                        .getFirst()
                        .tags())
                .contains(tag("kiln:build", build.buildId()));
    }

    @Test
    void newExecution_sealHasBegun_startsClean() {
        String failed = lab.upload(AccountLab.SMALL_UNSCHEDULED);
        lab.runUntilCalls(SEND, 3);
        stop(failed);

        assertThat(newExecution(failed).outcome()).contains(BuildRecord.BUILT);
        assertThat(lab.calls("ec2:RunInstances")).as("two builders, a verifier").isEqualTo(3);
        assertThat(lab.living())
                .as("the one whose seal had begun, on its lease")
                .hasSize(1);
        pass(Duration.ofDays(4));
        assertThat(lab.living()).isEmpty();
    }

    @Test
    void fork_laterStepEdited_doesOnlyWhatComesAfterTheFork() {
        String failed = fail(2);

        var build = fork(failed, "two", MENDED);

        assertBuilt(build);
        assertThat(lab.calls("ec2:RunInstances")).as("a builder, a verifier").isEqualTo(2);
        assertThat(lab.calls(SEND)).as("one, two, two mended, seal, check").isEqualTo(5);
        assertThat(lab.lineage(build).forkedFrom()).contains(failed);
        assertThat(lab.lineage(build).steps().getFirst().commandIds()).hasSize(1);
    }

    @Test
    void fork_earlierStepEdited_isRefusedAndTheFailedBuildKeepsItsBuilder() {
        String failed = fail(2);

        var build = fork(failed, "two", MENDED.replace("Write-Output 'one'", "Write-Output 'another'"));

        assertThat(build.error()).contains(ForkRefused.class.getName());
        assertThat(lab.message(build)).contains("its step 1, one, is not the same");
        lab.expect("small", "{}");
        assertBuilt(lab.redrive(failed));
    }

    @Test
    void fork_fromBeforeWhatWasDone_isRefused() {
        var build = fork(fail(2), "one", MENDED);

        assertThat(build.error()).contains(ForkRefused.class.getName());
        assertThat(lab.message(build)).contains("more than that was done on its builder");
    }

    @Test
    void fork_fromAStateThatIsNone_isRefused() {
        assertThat(lab.message(fork(fail(2), "three", MENDED))).contains("neither a step of the recipe nor one of");
    }

    @Test
    void fork_ofABuildThatRuns_isRefused() {
        lab.expect("small", "steps: {two: {takes: 50m}}");
        String running = lab.upload(AccountLab.SMALL_UNSCHEDULED);
        lab.runUntilCalls(SEND, 2);

        assertThat(lab.message(fork(running, "two", MENDED))).contains("still runs");
    }

    @Test
    void repair_imageOfIt_saysSoAndCountsForNothing() {
        String failed = fail(2);
        var answer = repair().open(failed);
        assertThat(answer).isInstanceOf(Repair.Answer.Open.class);
        pass(Duration.ofHours(1));
        assertThat(lab.living())
                .singleElement()
                .satisfies(i -> assertThat(i.state().nameAsString()).isEqualTo("running"));
        lab.expect("small", "{}");

        var build = lab.redrive(failed);

        assertBuilt(build);
        assertThat(lab.lineage(build).handTouched()).isPresent();
        assertThat(lab.lineage(build).releasable()).isFalse();
        var image = lab.account
                .ec2()
                .describeImages(r -> r.imageIds(build.imageId().orElseThrow()))
                .images()
                .getFirst();
        assertThat(image.tags()).extracting(Tag::key).contains("kiln:hand-touched");
        assertThat(lab.bake(AccountLab.SMALL_UNSCHEDULED).outcome())
                .as("the same recipe again")
                .contains(BuildRecord.BUILT);
        assertThat(lab.calls("ec2:CreateImage")).isEqualTo(2);
    }

    @Test
    void repair_sealedBuilder_isRefused() {
        String failed = lab.upload(AccountLab.SMALL_UNSCHEDULED);
        lab.runUntilCalls("ec2:CreateImage", 1);
        stop(failed);

        assertThat(repair().open(failed)).isInstanceOf(Repair.Answer.Refused.class);
        assertThat(lab.calls("ec2:StartInstances")).isZero();
    }

    private Repair repair() {
        var records = lab.account.records();
        return new Repair(
                records.ledger(),
                records.builds(),
                records.leases(),
                new Builders(lab.account.ec2()),
                lab.account.timeline());
    }

    private String fail(int step) {
        lab.expect("small", "steps: {" + List.of("one", "two").get(step - 1) + ": {exitCode: 1}}");
        String id = lab.bake(AccountLab.SMALL_UNSCHEDULED).buildId();
        assertThat(lab.build(id).status()).isEqualTo("FAILED");
        return id;
    }

    private BuildRecord fork(String from, String at, String recipe) {
        lab.expect("small", "{}");
        String id = new RecipeUpload(lab.account.s3(), lab.account.deployment().recipeBucket())
                .fork("small", recipe, new TreeMap<>(Map.of()), "test", new Fork(from, at))
                .executionName();
        lab.account.runUntilQuiet();
        return lab.build(id);
    }

    /** What the console's button does: the same input, under another name. */
    private BuildRecord newExecution(String failed) {
        lab.expect("small", "{}");
        String input = lab.execution(failed).input();
        String machine = lab.account.deployment().machine().arn();
        lab.account
                .states()
                .startExecution(r -> r.stateMachineArn(machine).name("anew").input(input));
        lab.account.runUntilQuiet();
        return lab.build("anew");
    }

    private void stop(String id) {
        lab.account.states().stopExecution(r -> r.executionArn(lab.account.executionArn(id)));
        pass(Duration.ofMinutes(5));
    }

    private void pass(Duration time) {
        lab.account.timeline().runTo(lab.account.timeline().instant().plus(time));
    }

    private void assertBuilt(BuildRecord build) {
        assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
        assertThat(build.outcome()).contains(BuildRecord.BUILT);
        assertThat(lab.held(build.buildId())).isEmpty();
        assertThat(lab.living()).isEmpty();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
