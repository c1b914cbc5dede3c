package dev.kiln.local.account;

import dev.kiln.error.JoinedBuildFailed;
import dev.kiln.error.StepFailed;
import dev.kiln.json.PipelineJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;

import java.time.Duration;

import static dev.kiln.local.account.AccountLab.SMALL_UNSCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;

/** Two starts of the same build: one builds, the other waits for it, through failures and redrives. */
class JoinedBuildTest {
    @RegisterExtension
    static final FreshAccounts ACCOUNTS = new FreshAccounts();

    private final AccountLab lab = ACCOUNTS.lab(19, Faults.none());
    private String builds;
    private String waits;

    /** Uploads the same twice, and finds out which of the two was faster. */
    @BeforeEach
    void upload() {
        lab.expect("small", "steps: {two: {exitCode: 1}}");
        String one = lab.upload(SMALL_UNSCHEDULED);
        String other = lab.upload(SMALL_UNSCHEDULED);
        lab.account.runUntilQuiet();
        boolean oneBuilds = lab.build(one)
                .error()
                .filter(StepFailed.class.getName()::equals)
                .isPresent();
        builds = oneBuilds ? one : other;
        waits = oneBuilds ? other : one;
    }

    @Test
    void joinedBuild_fails_theOneThatWaitedNamesItAndWhatToDo() {
        assertThat(lab.build(waits).error()).contains(JoinedBuildFailed.class.getName());
        assertThat(lab.message(lab.build(waits)))
                .contains(builds, "FAILED", "This build holds nothing", "redrive " + builds + " and then this one");
        assertThat(lab.held(waits)).isEmpty();
    }

    @Test
    void joinedBuild_mendedAndRedriven_bothEndWithTheImage() {
        lab.expect("small", "{}");
        assertThat(lab.redrive(builds).outcome()).contains("built");

        var second = lab.redrive(waits);

        assertThat(second.outcome()).contains("joined");
        assertThat(second.imageId()).isPresent().isEqualTo(lab.build(builds).imageId());
        assertThat(lab.calls("ec2:CreateImage")).isEqualTo(1);
    }

    @Test
    void joinedBuild_redrivenAtTheSameTime_isWaitedForAgain() {
        lab.expect("small", "{}");
        lab.account.states().redriveExecution(r -> r.executionArn(lab.account.executionArn(builds)));

        var second = lab.redrive(waits);

        assertThat(second.status()).as(second.cause().orElse("")).isEqualTo("SUCCEEDED");
        assertThat(second.imageId()).isPresent().isEqualTo(lab.build(builds).imageId());
    }

    @Test
    void joinedBuild_notMended_failsTheOneThatWaitsAgain() {
        assertThat(lab.redrive(waits).error()).contains(JoinedBuildFailed.class.getName());
    }

    @Test
    void upload_eventDeliveredAgainAtOnceAndDaysLater_startsNothing() {
        var event = PipelineJson.MAPPER.createObjectNode();
        String key = "recipes/small/recipe.yaml";
        var object = lab.account
                .s3()
                .headObject(
                        r -> r.bucket(lab.account.deployment().recipeBucket()).key(key));
        event.withObject("/detail/bucket").put("name", lab.account.deployment().recipeBucket());
        event.withObject("/detail/object")
                .put("key", key)
                .put("version-id", object.versionId())
                .put("etag", object.eTag().replace("\"", ""));
        lab.account.timeline().runTo(lab.account.timeline().instant().plus(Duration.ofDays(5)));

        lab.account
                .lambda()
                .invokeAsync(lab.account.deployment().function("StartBuild").arn(), PipelineJson.write(event));
        lab.account.runUntilQuiet();

        String machine = lab.account
                .executionArn("x")
                .replace(":execution:", ":stateMachine:")
                .replace(":x", "");
        assertThat(lab.account
                        .states()
                        .listExecutions(r -> r.stateMachineArn(machine))
                        .executions())
                .extracting(ExecutionListItem::name)
                .containsExactlyInAnyOrder(builds, waits);
        assertThat(lab.account.lambda().deadLetters()).isEmpty();
    }
}
