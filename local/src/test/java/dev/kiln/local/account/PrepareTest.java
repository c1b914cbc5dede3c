package dev.kiln.local.account;

import dev.kiln.aws.RecipeUpload;
import dev.kiln.build.BuildRequest;
import dev.kiln.error.InvalidRecipe;
import dev.kiln.event.RecipeUploaded;
import dev.kiln.ledger.Claim;
import dev.kiln.local.fault.Killed;
import dev.kiln.step.Prepare;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import static dev.kiln.local.account.AccountLab.SMALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What a build pins before it begins, and which of several builds of the same thing makes it. The clock stands still
 * here: executions are started, but what they do is done by hand.
 */
class PrepareTest {
    private static final long SEED = 17;

    private static final String SHA256_OF_APP = "a172cedcae47474b615c54d510a5d84a8dea3032e958587430b413538be3f333";

    private static final String WITH_FILES = """
            name: small
            description: A script and its file.
            parent: {ssm: /aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base}
            steps:
              - name: app
                script: install.ps1
                files: [{source: app.msi, sha256: %s, destination: 'C:\\Temp\\app.msi'}]
            """.formatted(SHA256_OF_APP);

    @RegisterExtension
    static final FreshAccounts ACCOUNTS = new FreshAccounts();

    @Test
    void prepare_sameKeyInFlight_joinsTheBuildThatIsUnderWay() {
        var lab = ACCOUNTS.lab(SEED, Faults.none());
        var first = started(lab, SMALL);
        assertThat(prepare(lab, first).outcome()).isEqualTo("build");

        var second = prepare(lab, started(lab, SMALL));

        assertThat(second.outcome()).isEqualTo("joined");
        assertThat(second.joined()).isEqualTo(first.buildId());
    }

    @Test
    void prepare_claimOfAnExecutionThatFailed_isTakenOver() {
        var lab = ACCOUNTS.lab(SEED, Faults.none());
        var first = started(lab, SMALL);
        prepare(lab, first);
        lab.account.states().stopExecution(r -> r.executionArn(first.executionArn()));

        var second = started(lab, SMALL);

        assertThat(prepare(lab, second).outcome()).isEqualTo("build");
        String key = lab.account.records().plans().of(second.buildId()).buildKey();
        assertThat(lab.account.records().claims().of(key)).map(Claim::buildId).contains(second.buildId());
    }

    @Test
    void prepare_aRebuildIsAskedFor_isBuiltBesideTheOneUnderWay() {
        var lab = ACCOUNTS.lab(SEED, Faults.none());
        prepare(lab, started(lab, SMALL));

        assertThat(prepare(lab, rebuilt(started(lab, SMALL))).outcome()).isEqualTo("build");
    }

    @Test
    void prepare_twoAtOnce_exactlyOneBuildsAndTheOtherJoinsIt() {
        assertOneBuilds(false);
    }

    @Test
    void prepare_twoAtOnceForTheClaimOfAFailedBuild_exactlyOneBuildsAndTheOtherJoinsIt() {
        assertOneBuilds(true);
    }

    /** The second prepares from its first to its last call before the n-th call of the first, for every n. */
    private static void assertOneBuilds(boolean afterAFailure) {
        var softly = new SoftAssertions();
        boolean more = true;
        for (int n = 1; more; n++) {
            var meanwhile = new Meanwhile(n);
            var lab = ACCOUNTS.lab(SEED, meanwhile);
            if (afterAFailure) {
                claimAndFail(lab);
            }
            var one = started(lab, SMALL);
            var other = started(lab, SMALL);
            var answers = new TreeMap<String, Prepare.Prepared>();
            meanwhile.happens(() -> answers.put(other.buildId(), prepare(lab, other)));
            answers.put(one.buildId(), prepare(lab, one));
            more = answers.size() == 2;
            if (more) {
                assertOneBuilds(answers, "the other at call " + n, softly);
            }
        }
        softly.assertAll();
    }

    private static void claimAndFail(AccountLab lab) {
        var failed = started(lab, SMALL);
        prepare(lab, failed);
        lab.account.states().stopExecution(r -> r.executionArn(failed.executionArn()));
    }

    private static void assertOneBuilds(Map<String, Prepare.Prepared> answers, String what, SoftAssertions softly) {
        softly.assertThat(answers.values())
                .as(what)
                .extracting(Prepare.Prepared::outcome)
                .containsExactlyInAnyOrder("build", "joined");
        answers.values().stream()
                .filter(a -> a.outcome().equals("joined"))
                .forEach(a -> softly.assertThat(answers.get(a.joined()).outcome())
                        .as(what)
                        .isEqualTo("build"));
    }

    @Test
    void prepare_repeatedAfterTheFunctionDied_pinsTheSamePlanAlthoughTheWorldHasChanged() {
        var lab = ACCOUNTS.lab(SEED, dyingAtTheClaim());
        put(lab, "install.ps1", "'one'");
        put(lab, "app.msi", "app");
        var request = started(lab, WITH_FILES);
        assertThatThrownBy(() -> prepare(lab, request)).isInstanceOf(Killed.class);
        var pinned = lab.account.records().plans().of(request.buildId());
        put(lab, "install.ps1", "'two'");

        assertThat(prepare(lab, request).outcome()).isEqualTo("build");

        assertThat(lab.account.records().plans().of(request.buildId())).isEqualTo(pinned);
        assertThat(lab.account.records().claims().of(pinned.buildKey()))
                .map(Claim::buildId)
                .contains(request.buildId());
    }

    /** The third write is the claim: before it come the build and its plan. */
    private static Faults dyingAtTheClaim() {
        return new Faults(new Faults.Rule() {
            private int writes;

            @Override
            public Optional<Faults.Fault> fault(int number, String action) {
                writes += action.equals("dynamodb:PutItem") ? 1 : 0;
                return Optional.of(Faults.Fault.DIES_BEFORE)
                        .filter(f -> action.equals("dynamodb:PutItem") && writes == 4);
            }
        });
    }

    @Test
    void prepare_filesMissingOrOther_namesEveryOneOfThem() {
        var lab = ACCOUNTS.lab(SEED, Faults.none());
        put(lab, "app.msi", "damaged");
        var request = started(lab, WITH_FILES);

        assertThatThrownBy(() -> prepare(lab, request))
                .isInstanceOf(InvalidRecipe.class)
                .hasMessageContaining("install.ps1 is missing")
                .hasMessageContaining("app.msi has the SHA-256 ")
                .hasMessageContaining("the recipe demands " + SHA256_OF_APP)
                .hasMessageContaining("Nothing was started");
    }

    @Test
    void prepare_recipeOfAnotherNameThanItsFolder_saysWhereItBelongs() {
        var lab = ACCOUNTS.lab(SEED, Faults.none());
        var request = started(lab, upload(lab, "other", SMALL));

        assertThatThrownBy(() -> prepare(lab, request))
                .isInstanceOf(InvalidRecipe.class)
                .hasMessageContaining("recipes/small/recipe.yaml");
    }

    private static void put(AccountLab lab, String path, String contents) {
        lab.account
                .s3()
                .putObject(
                        r -> r.bucket(lab.account.deployment().recipeBucket())
                                .key("recipes/small/" + path)
                                .checksumAlgorithm(ChecksumAlgorithm.SHA256),
                        RequestBody.fromString(contents));
    }

    private static RecipeUploaded upload(AccountLab lab, String folder, String yaml) {
        return new RecipeUpload(lab.account.s3(), lab.account.deployment().recipeBucket())
                .upload(folder, yaml, new TreeMap<>(), "test", false);
    }

    private static BuildRequest started(AccountLab lab, String yaml) {
        return started(lab, upload(lab, "small", yaml));
    }

    /** Starts the execution of an upload, as StartBuild does. */
    private static BuildRequest started(AccountLab lab, RecipeUploaded upload) {
        String id = upload.executionName();
        String machine = lab.account
                .executionArn(id)
                .replace(":execution:", ":stateMachine:")
                .replace(":" + id, "");
        lab.account
                .states()
                .startExecution(r -> r.stateMachineArn(machine).name(id).input("{}"));
        return new BuildRequest(
                id,
                lab.account.executionArn(id),
                0,
                new BuildRequest.Source(upload.bucket(), upload.key(), upload.versionId()),
                "test",
                false,
                AccountLab.START,
                Optional.empty());
    }

    private static BuildRequest rebuilt(BuildRequest request) {
        return new BuildRequest(
                request.buildId(),
                request.executionArn(),
                request.redriveCount(),
                request.recipe(),
                request.startedBy(),
                true,
                request.startedAt(),
                request.forkedFrom());
    }

    private static Prepare.Prepared prepare(AccountLab lab, BuildRequest request) {
        return lab.account.steps().prepare().prepare(request);
    }
}
