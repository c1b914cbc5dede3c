package dev.kiln.local.account;

import dev.kiln.error.StepFailed;
import dev.kiln.ledger.FailureCard;
import dev.kiln.ledger.FailureClass;
import dev.kiln.ledger.Resource;
import dev.kiln.local.event.Delivery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Instance;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of a build that ends badly: its card, its lease and its machines. */
class ParkTest {
    private static final String TWO_FAILS = "steps: {two: {exitCode: 1}}";

    private static final String KEPT_RUNNING =
            AccountLab.SMALL_UNSCHEDULED + "builder: {parking: {lease: 5h, keepRunning: true}}\n";

    private final AccountLab lab = FreshAccounts.onMemoryTables(61, Faults.none());

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void build_fails_leavesACardThatSaysWhatARedriveReusesAndDoes() {
        var card = card(fail(AccountLab.SMALL_UNSCHEDULED));

        assertThat(card.state()).isEqualTo("RunStep");
        assertThat(card.step()).contains("two");
        assertThat(card.failureClass()).isEqualTo(FailureClass.RECIPE);
        assertThat(card.error()).isEqualTo(StepFailed.class.getName());
        assertThat(card.evidence().output()).contains("is taken to exit with 1");
        assertThat(card.evidence().console()).contains("Windows is Ready to use");
        assertThat(card.evidence().screenshot())
                .hasValueSatisfying(place -> assertThat(object(place))
                        .as("the first bytes of a JPEG")
                        .startsWith(0xFF, 0xD8, 0xFF));
        assertThat(card.outlook().reuses())
                .singleElement()
                .asString()
                .contains("the builder i-", "with 1 of its 2 steps done");
        assertThat(card.outlook().redoes()).containsExactly("step 2, two, and what comes after it");
        assertThat(card.redrivableUntil()).isEqualTo(card.endedAt().plus(Duration.ofDays(14)));
        assertThat(Duration.between(card.endedAt(), card.leaseUntil().orElseThrow()))
                .isBetween(Duration.ofHours(72), Duration.ofHours(73));
    }

    @Test
    void seal_failsForAKnownReason_leavesAdviceAndTheLogsOfSetup() {
        String id = fail(
                AccountLab.SMALL_UNSCHEDULED,
                "seal: {fails: \"Package Contoso.Tool was installed for a user, but not provisioned for all users.\"}");
        var card = card(id);

        assertThat(card.message())
                .contains("- Error SYSPRP Package Contoso.Tool", "Known: a package was installed for one user");
        assertThat(card.text()).contains("Setup's logs: s3://");
        assertThat(card.evidence().setupLogs())
                .hasValueSatisfying(place -> assertThat(new String(object(place), StandardCharsets.UTF_8))
                        .contains("== setuperr.log", "Contoso.Tool", "Running the generalize phase"));
    }

    @Test
    void proof_fails_leavesTheLogsOfTheMachineThatWasLaunchedFromTheImage() {
        var card = card(fail(AccountLab.SMALL_UNSCHEDULED, "verify: {answers: {exitCode: 1}}"));

        assertThat(card.state()).isEqualTo("VerifyImage");
        assertThat(card.evidence().setupLogs())
                .hasValueSatisfying(place -> assertThat(new String(object(place), StandardCharsets.UTF_8))
                        .contains("EC2Launch\\log\\agent.log"));
    }

    private byte[] object(String place) {
        var parts = place.substring("s3://".length()).split("/", 2);
        return lab.account
                .s3()
                .getObjectAsBytes(r -> r.bucket(parts[0]).key(parts[1]))
                .asByteArray();
    }

    @Test
    void build_fails_theMessageInTheConsoleSaysWhatARedriveWouldDo() {
        String id = fail(AccountLab.SMALL_UNSCHEDULED);

        assertThat(lab.execution(id).cause())
                .contains("Class: recipe.", "with 1 of its 2 steps done", "step 2, two", "kiln explain " + id);
    }

    @Test
    void build_fails_itsCardIsPublishedOnce() {
        lab.account.bus().delivery(Delivery.twiceAndOutOfOrder());
        String id = fail(AccountLab.SMALL_UNSCHEDULED);

        assertThat(lab.account.topics().published()).singleElement().satisfies(message -> {
            assertThat(message.subject()).isEqualTo("Kiln: small failed");
            assertThat(message.message()).contains(id, "kiln redrive " + id, "Class: recipe");
        });
    }

    @Test
    void build_fails_itsBuilderIsStoppedAndStartedAgainByARedrive() {
        String id = fail(AccountLab.SMALL_UNSCHEDULED);
        assertThat(states()).containsExactly("stopped");
        lab.expect("small", "{}");

        var build = lab.redrive(id);

        assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
        assertThat(lab.calls("ec2:RunInstances")).as("builder and verifier").isEqualTo(2);
        assertThat(lab.account.ssm().commands())
                .as("one, two, two again, seal, check")
                .hasSize(5);
        assertThat(lab.account.records().leases().of(id)).isEmpty();
        assertThat(lab.living()).isEmpty();
    }

    @Test
    void build_recipeAsksToKeepItRunning_itsBuilderRuns() {
        fail(KEPT_RUNNING);
        pass(Duration.ofHours(4));

        assertThat(states()).containsExactly("running");
    }

    @Test
    void verifier_thatIsKeptRunning_isUsedByARedrive() {
        String id = lab.upload(KEPT_RUNNING);
        lab.runUntilCalls("ec2:RunInstances", 2);
        lab.account.states().stopExecution(r -> r.executionArn(lab.account.executionArn(id)));
        pass(Duration.ofMinutes(40));

        var build = lab.redrive(id);

        assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
        assertThat(lab.calls("ec2:RunInstances")).as("builder and verifier").isEqualTo(2);
        assertThat(lab.calls("ec2:StartInstances")).isZero();
        assertThat(lab.living()).isEmpty();
    }

    @Test
    void build_stoppedWhileItsBuilderBootsForTheFirstTime_letsItComeUpBeforeItIsStopped() {
        String id = lab.upload(AccountLab.SMALL_UNSCHEDULED);
        lab.runUntilCalls("ec2:RunInstances", 1);
        lab.account.states().stopExecution(r -> r.executionArn(lab.account.executionArn(id)));
        pass(Duration.ofMinutes(2));
        assertThat(states()).containsExactly("running");

        pass(Duration.ofHours(1));
        assertThat(states()).containsExactly("stopped");
        assertThat(lab.redrive(id).status()).isEqualTo("SUCCEEDED");
    }

    @Test
    void lease_over_endsTheBuilderAndClosesItsRows() {
        String id = fail(KEPT_RUNNING);
        pass(Duration.ofHours(6));

        assertThat(lab.living()).isEmpty();
        assertThat(lab.account.records().ledger().resources(id))
                .extracting(Resource::state)
                .containsOnly(Resource.State.CLOSED);
        assertThat(lab.account.records().leases().of(id)).isEmpty();
    }

    @Test
    void lease_overBeforeTheRedrive_theStepsAreDoneOnANewBuilder() {
        String id = fail(KEPT_RUNNING);
        pass(Duration.ofDays(2));
        lab.expect("small", "{}");

        var build = lab.redrive(id);

        assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
        assertThat(lab.calls("ec2:RunInstances")).as("two builders, a verifier").isEqualTo(3);
    }

    @Test
    void build_stoppedWhileACommandRuns_letsItEndBeforeTheBuilderIsStopped() {
        lab.expect("small", "steps: {two: {takes: 40m}}");
        String id = lab.upload(AccountLab.SMALL_UNSCHEDULED);
        lab.runUntilCalls("ssm:SendCommand", 2);
        lab.account.states().stopExecution(r -> r.executionArn(lab.account.executionArn(id)));
        pass(Duration.ofMinutes(30));
        assertThat(states()).containsExactly("running");

        pass(Duration.ofHours(1));
        assertThat(states()).containsExactly("stopped");
        assertThat(card(id).failureClass()).isEqualTo(FailureClass.OPERATOR);

        var build = lab.redrive(id);
        assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
        assertThat(lab.account.ssm().commands()).as("one, two, seal, check").hasSize(4);
    }

    @Test
    void build_stoppedAndItsLastEventLost_isParkedAllTheSame() {
        lab.account.bus().delivery(Delivery.losing(Set.of("aws.states")));
        String id = fail(AccountLab.SMALL_UNSCHEDULED);
        assertThat(lab.account.records().cards().of(id)).isEmpty();

        pass(Duration.ofHours(2));

        assertThat(card(id).state()).isEqualTo("RunStep");
        assertThat(states()).containsExactly("stopped");
    }

    private String fail(String recipe) {
        return fail(recipe, TWO_FAILS);
    }

    private String fail(String recipe, String expectations) {
        lab.expect("small", expectations);
        String id = lab.upload(recipe);
        lab.account.runUntilQuiet();
        assertThat(lab.execution(id).statusAsString()).isEqualTo("FAILED");
        return id;
    }

    private FailureCard card(String id) {
        return lab.account.records().cards().of(id).orElseThrow();
    }

    private void pass(Duration time) {
        lab.account.timeline().runTo(lab.account.timeline().instant().plus(time));
    }

    private List<String> states() {
        return lab.living().stream()
                .map(Instance::state)
                .map(s -> s.nameAsString())
                .toList();
    }
}
