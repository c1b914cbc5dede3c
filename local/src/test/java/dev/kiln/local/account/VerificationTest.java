package dev.kiln.local.account;

import dev.kiln.error.VerificationFailed;
import dev.kiln.ledger.BuildRecord;
import dev.kiln.ledger.Resource;
import dev.kiln.local.fault.Calls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.ec2.model.GetPasswordDataResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import static dev.kiln.local.account.AccountLab.SMALL;
import static dev.kiln.local.account.AccountLab.SMALL_UNSCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;

/** The machine that proves an image: lost, stopped, or still at work when nobody waits any more. */
class VerificationTest {
    @RegisterExtension
    static final FreshAccounts ACCOUNTS = new FreshAccounts();

    private static final String SEND = "ssm:SendCommand";
    private static final int CHECK_UNDER_WAY = 4;

    private final AccountLab lab = ACCOUNTS.lab(13, Faults.none());

    @Test
    void verifier_terminatedInTheMiddle_failsWithTheImageKeptAndARedriveVerifiesItWithAnother() {
        String id = lab.upload(SMALL);
        lab.runUntilCalls(SEND, CHECK_UNDER_WAY);
        String verifier = lab.living().getFirst().instanceId();
        lab.account.ec2().terminateInstances(r -> r.instanceIds(verifier));
        lab.account.runUntilQuiet();
        assertLost(lab.build(id), verifier);

        var build = lab.redrive(id);

        assertVerifiedByAnother(build, verifier);
    }

    @Test
    void verifier_stoppedInTheMiddle_isTerminatedAndARedriveVerifiesWithAnother() {
        String id = lab.upload(SMALL);
        lab.runUntilCalls(SEND, CHECK_UNDER_WAY);
        String verifier = lab.living().getFirst().instanceId();
        lab.account.ec2().stopInstances(r -> r.instanceIds(verifier));
        lab.account.runUntilQuiet();
        assertLost(lab.build(id), verifier);

        var build = lab.redrive(id);

        assertVerifiedByAnother(build, verifier);
    }

    @Test
    void verifier_terminatedBeforeSsmReachedIt_failsAndARedriveVerifiesWithAnother() {
        String id = lab.upload(SMALL);
        lab.runUntilCalls("ec2:RunInstances", 2);
        lab.account.timeline().runTo(lab.account.timeline().instant().plusSeconds(40));
        String verifier = lab.living().getFirst().instanceId();
        lab.account.ec2().terminateInstances(r -> r.instanceIds(verifier));
        lab.account.runUntilQuiet();
        assertLost(lab.build(id), verifier);

        var build = lab.redrive(id);

        assertVerifiedByAnother(build, verifier);
    }

    private void assertLost(BuildRecord build, String verifier) {
        assertThat(build.error()).contains(VerificationFailed.class.getName());
        assertThat(lab.message(build))
                .contains(verifier, "was lost", "The image is kept, unverified", "Redrive launches another machine");
        assertThat(lab.lastEntered(build.buildId())).isEqualTo("VerifyImage");
        assertThat(lab.living()).isEmpty();
        assertThat(lab.held(build.buildId()))
                .as("a command whose machine is gone")
                .allMatch(r -> r.key().startsWith("command#" + verifier));
    }

    private void assertVerifiedByAnother(BuildRecord build, String verifier) {
        assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
        assertThat(lab.lineage(build).verification().orElseThrow().instanceId()).isNotEqualTo(verifier);
        assertThat(lab.calls("ec2:CreateImage")).isEqualTo(1);
        assertThat(lab.living()).isEmpty();
        assertThat(lab.held(build.buildId())).isEmpty();
    }

    @Test
    void check_fails_leavesTheImageInQuarantineAndItsMachineStoppedOnALease() {
        lab.expect("small", "verify: {answers: {exitCode: 1}}");

        var failed = lab.bake(SMALL_UNSCHEDULED);

        var machine = lab.living().getFirst();
        assertThat(machine.state().nameAsString()).isEqualTo("stopped");
        assertThat(lab.message(failed))
                .contains("in quarantine", machine.instanceId(), "kiln lease " + failed.buildId());
        assertThat(lab.account.records().leases().of(failed.buildId())).isPresent();
        assertThat(state()).isEqualTo("quarantined");
    }

    @Test
    void check_failsAndPassesInARedrive_takesTheImageOutOfQuarantine() {
        lab.expect("small", "verify: {answers: {exitCode: 1}}");
        var failed = lab.bake(SMALL_UNSCHEDULED);
        lab.expect("small", "{}");

        lab.redrive(failed.buildId());

        assertThat(state()).isEqualTo("verified");
        assertThat(lab.living()).isEmpty();
        assertThat(lab.held(failed.buildId())).isEmpty();
    }

    @Test
    void check_failsAndNobodyComes_itsMachineIsGoneWithTheLease() {
        lab.expect("small", "verify: {answers: {exitCode: 1}}");
        var failed = lab.bake(SMALL_UNSCHEDULED);

        lab.account.timeline().runTo(lab.account.timeline().instant().plus(Duration.ofDays(4)));

        assertThat(lab.living()).isEmpty();
        assertThat(lab.held(failed.buildId())).isEmpty();
        assertThat(state()).isEqualTo("quarantined");
    }

    @Test
    void verifier_ofARandomPassword_hasAKeyPairThatIsGoneWithTheProof() {
        String id = lab.upload(SMALL_UNSCHEDULED);
        lab.runUntilCalls("ec2:RunInstances", 2);
        lab.account.timeline().runTo(lab.account.timeline().instant().plusSeconds(60));
        assertThat(lab.living())
                .extracting(Instance::keyName)
                .containsExactly(keyPairs().getFirst());
        assertThat(lab.held(id)).extracting(Resource::key).contains("key-pair#001");

        lab.account.runUntilQuiet();

        assertThat(lab.build(id).status()).isEqualTo("SUCCEEDED");
        assertThat(lab.calls("ec2:GetPasswordData")).isPositive();
        assertThat(keyPairs()).isEmpty();
        assertThat(lab.held(id)).isEmpty();
    }

    @Test
    void verifier_ofAPasswordThatIsKept_hasNoKeyPair() {
        lab.bake(SMALL_UNSCHEDULED + "seal: {administratorPassword: keep}\n");

        assertThat(lab.calls("ec2:CreateKeyPair")).isZero();
        assertThat(lab.calls("ec2:GetPasswordData")).isZero();
    }

    @Test
    void password_thatEc2NeverHears_failsTheProof() {
        try (var deaf = FreshAccounts.onMemoryTables(13, new PasswordUnheard())) {
            var build = deaf.bake(SMALL_UNSCHEDULED);

            assertThat(build.error()).contains(VerificationFailed.class.getName());
            assertThat(deaf.message(build)).contains("EC2 has no password of its Administrator", "in quarantine");
            assertThat(deaf.account.ec2().describeKeyPairs().keyPairs()).isEmpty();
        }
    }

    /** The launch agent's word never reaches EC2. */
    private static final class PasswordUnheard implements Calls {
        @Override
        @SuppressWarnings("unchecked") // An answer of the same type.
        public <T> T make(String action, Supplier<T> call) {
            T answer = call.get();
            return answer instanceof GetPasswordDataResponse response
                    ? (T) response.toBuilder().passwordData("").build()
                    : answer;
        }
    }

    @Test
    void keyPair_deletedBySomebodyBeforeTheLaunch_isMadeAgain() {
        String id = lab.upload(SMALL_UNSCHEDULED);
        lab.runUntilCalls("ec2:CreateKeyPair", 1);
        lab.account.ec2().deleteKeyPair(r -> r.keyName(keyPairs().getFirst()));
        lab.account.runUntilQuiet();

        assertThat(lab.build(id).status()).isEqualTo("SUCCEEDED");
        assertThat(keyPairs()).isEmpty();
        assertThat(lab.held(id)).isEmpty();
    }

    @Test
    void keyPair_ofABuildThatWasStopped_isRemovedByTheJanitorAfterItsLease() {
        String id = lab.upload(SMALL_UNSCHEDULED);
        lab.runUntilCalls("ec2:RunInstances", 2);
        lab.account.states().stopExecution(r -> r.executionArn(lab.account.executionArn(id)));

        lab.account.timeline().runTo(lab.account.timeline().instant().plus(Duration.ofDays(4)));

        lab.account.lambda().invoke(lab.account.deployment().function("Janitor").arn(), "{}");

        assertThat(keyPairs()).isEmpty();
        assertThat(lab.held(id))
                .filteredOn(row -> !row.key().startsWith("command#"))
                .isEmpty();
    }

    private List<String> keyPairs() {
        return lab.account.ec2().describeKeyPairs().keyPairs().stream()
                .map(KeyPairInfo::keyName)
                .toList();
    }

    @Test
    void image_beforeItsProof_saysThatItIsUnverified() {
        lab.upload(SMALL_UNSCHEDULED);
        lab.runUntilCalls("ec2:RunInstances", 2);

        assertThat(state()).isEqualTo("unverified");
    }

    /** What the image of this account says of itself. */
    private String state() {
        return lab.account.ec2().describeImages(r -> r.owners("self")).images().stream()
                .flatMap(image -> image.tags().stream())
                .filter(tag -> tag.key().equals("kiln:state"))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void check_stillRunsWhenTheExecutionHasEnded_isAdoptedByARedrive() {
        lab.expect("small", "verify: {answers: {takes: 50m}}");
        String id = lab.upload(SMALL.replace("\"exit 0\"}", "\"exit 0\", timeout: 1h}"));
        lab.runUntilCalls(SEND, CHECK_UNDER_WAY);
        lab.account.states().stopExecution(r -> r.executionArn(lab.account.executionArn(id)));
        lab.account.timeline().runTo(lab.account.timeline().instant().plus(Duration.ofMinutes(20)));

        var build = lab.redrive(id);

        assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
        assertThat(lab.instances()).as("builder and verifier").hasSize(2);
        assertThat(lab.account.ssm().commands())
                .as("two steps, the seal, the check")
                .hasSize(4);
        assertThat(lab.living()).isEmpty();
    }

    @Test
    void check_endedWhileNobodyWaited_isAdoptedByARedriveDaysLater() {
        String id = lab.upload(SMALL_UNSCHEDULED);
        lab.runUntilCalls(SEND, CHECK_UNDER_WAY);
        lab.account.states().stopExecution(r -> r.executionArn(lab.account.executionArn(id)));
        lab.account.timeline().runTo(lab.account.timeline().instant().plus(Duration.ofDays(2)));

        var build = lab.redrive(id);

        assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
        assertThat(lab.calls("ec2:RunInstances")).as("builder and verifier").isEqualTo(2);
        assertThat(lab.account.ssm().commands()).hasSize(4);
        assertThat(lab.living()).isEmpty();
    }
}
