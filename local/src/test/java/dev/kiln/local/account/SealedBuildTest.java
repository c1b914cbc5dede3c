package dev.kiln.local.account;

import dev.kiln.error.SealFailed;
import dev.kiln.error.StepFailed;
import dev.kiln.json.PipelineJson;
import dev.kiln.local.windows.WindowsDisk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Whole builds by what their recipes say of the seal. */
class SealedBuildTest {
    private static final String SECRET = "Tr0ub4dor & 3, 'for \"all\"'";
    private static final String SEND = "ssm:SendCommand";
    private static final String SPECIFIED =
            "seal: {administratorPassword: specify, passwordFrom: 'secretsManager:kiln/machines/administrator'}\n";

    private final AccountLab lab = new AccountLab(5);

    @AfterEach
    void close() {
        lab.close();
    }

    private WindowsDisk disk(String instance) {
        return lab.account.nodes().machine(instance).orElseThrow().disk();
    }

    @Test
    void shutdown_image_keepsTheIdentityAndIsVerified() {
        var build = lab.bake(AccountLab.SMALL_UNSCHEDULED + "seal: {method: shutdown}\n");

        assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
        assertThat(lab.calls("ec2:StopInstances")).isEqualTo(1);
    }

    @Test
    void none_imageOfARunningMachine_isTakenWithoutStoppingIt() {
        var build = lab.bake(AccountLab.SMALL_UNSCHEDULED + "seal: {method: none, imageOf: running}\n");

        assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
        assertThat(lab.calls("ec2:StopInstances")).isZero();
        assertThat(lab.lineage(build).caveat())
                .hasValueSatisfying(caveat -> assertThat(caveat).contains("file systems is not guaranteed"));
    }

    @Test
    void none_machineThatTheRecipeBringsAndEc2Reboots_runsOn() {
        String own = lab.launchByHand();
        var build = lab.bake("name: small\nparent: {instance: " + own
                + "}\nschedule: never\nseal: {method: none, imageOf: rebooted}\n");

        assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
        assertThat(lab.living())
                .extracting(i -> i.instanceId() + " " + i.state().nameAsString())
                .containsExactly(own + " running");
        assertThat(disk(own).complete()).isTrue();
    }

    @Test
    void answerFile_ofASysprep_isInTheLineage() {
        lab.bake(AccountLab.SMALL_UNSCHEDULED + "seal: {answers: {specializeCommands: [first.exe /quiet]}}\n");

        assertThat(lab.account
                        .records()
                        .lineage()
                        .ofRecipe("small")
                        .findFirst()
                        .orElseThrow()
                        .machine()
                        .answerFile())
                .hasValueSatisfying(file -> assertThat(file).contains("<Path>first.exe /quiet</Path>"));
    }

    @Test
    void user_madeByAStep_isOnTheMachineOfTheImage() {
        String id = lab.upload(
                AccountLab.SMALL_UNSCHEDULED.replace(
                        "steps:\n",
                        "steps:\n  - {name: accounts, users: [{name: operator, passwordFrom: 'secretsManager:kiln/machines/op'}]}\n"));
        lab.account.runUntilQuiet();

        assertThat(lab.execution(id).statusAsString()).isEqualTo("SUCCEEDED");
        assertThat(lab.account
                        .records()
                        .lineage()
                        .ofRecipe("small")
                        .findFirst()
                        .orElseThrow()
                        .steps()
                        .getFirst())
                .satisfies(step -> {
                    assertThat(step.kind()).isEqualTo("users");
                    assertThat(step.result()).contains("\"created\":[\"operator\"]");
                });
    }

    @Test
    void passwordToSpecify_standsNowhereButOnTheMachine() {
        lab.expect("small", "seal: {password: " + PipelineJson.write(SECRET) + "}");
        var build = lab.bake(AccountLab.SMALL_UNSCHEDULED + SPECIFIED);

        assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
        assertThat(PipelineJson.write(lab.account.records().ledger().resources(build.buildId()))
                        + PipelineJson.write(lab.lineage(build))
                        + PipelineJson.write(lab.account.records().plans().of(build.buildId()))
                        + lab.history(build.buildId())
                        + lab.account.ssm().listCommands())
                .doesNotContain("Tr0ub4dor");
    }

    @Test
    void cleanUp_whatItFreed_isInTheLineage() {
        var build = lab.bake(AccountLab.SMALL_UNSCHEDULED);

        assertThat(lab.lineage(build).machine().freedBytes().orElseThrow()).isPositive();
    }

    @Test
    void passwordTooSimple_isRefusedBeforeTheFirstStep() {
        lab.expect("small", "seal: {password: aaaaaaaa}");
        var build = lab.bake(AccountLab.SMALL_UNSCHEDULED + SPECIFIED);

        assertThat(build.error()).contains(StepFailed.class.getName());
        assertThat(lab.message(build))
                .contains(
                        "the password in secretsManager:kiln/machines/administrator has less than three of",
                        "no step of this build has run")
                .doesNotContain("aaaaaaaa");
        assertThat(lab.calls(SEND)).isEqualTo(1);
        assertThat(lab.lastEntered(build.buildId())).isEqualTo("LaunchBuilder");
    }

    @Test
    void passwordTooSimple_onAMachineThatTheRecipeBrings_isRefusedBeforeTheFirstStep() {
        lab.expect("small", "seal: {password: aaaaaaaa}");
        var build =
                lab.bake("name: small\nparent: {instance: " + lab.launchByHand() + "}\nschedule: never\n" + SPECIFIED);

        assertThat(lab.message(build)).contains("has less than three of");
        assertThat(lab.lastEntered(build.buildId())).isEqualTo("LaunchBuilder");
    }

    @Test
    void passwordThatIsNotSpecified_costsNoCommand() {
        lab.bake(AccountLab.SMALL_UNSCHEDULED);

        assertThat(lab.calls(SEND)).isEqualTo(4);
    }

    @Test
    void passwordChangedToATooSimpleOne_isRefusedByTheSeal() {
        lab.expect("small", "{}");
        String id = lab.upload(AccountLab.SMALL_UNSCHEDULED + SPECIFIED);
        lab.runUntilCalls(SEND, 2);
        lab.expect("small", "seal: {password: aaaaaaaa}");
        lab.account.runUntilQuiet();

        assertThat(lab.build(id).error()).contains(SealFailed.class.getName());
        assertThat(lab.message(lab.build(id))).contains("has less than three of", "The seal has not begun");
    }
}
