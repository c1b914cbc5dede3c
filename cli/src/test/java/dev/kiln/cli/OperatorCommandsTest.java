package dev.kiln.cli;

import dev.kiln.json.PipelineJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** An operator and a build in a local account on file whose second step has failed. */
class OperatorCommandsTest {
    @TempDir
    private Path folder;

    private CommandLab lab;
    private String buildId;

    @BeforeEach
    void fail() {
        lab = new CommandLab(folder);
        lab.expectations("steps: {two: {exitCode: 5}}");
        assertThat(lab.inAccount("build", lab.recipe(CommandLab.SMALL)).code()).isEqualTo(1);
        buildId = CommandLab.word(lab.inAccount("builds"), "small-");
    }

    @Test
    void explain_failedBuild_printsItsCardAndTheDaysLeftOnTheAccountsClock() {
        var run = lab.inAccount("explain", buildId);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("Build: " + buildId + " of small\n", "in RunStep, step two\n")
                .contains("  redrive   13 days left, until ", "kiln redrive " + buildId + " --account " + lab.account())
                .contains("  lease     2 days left, until ", "; its machines are stopped\n");
    }

    @Test
    void explain_buildThatSucceeded_saysThatThereIsNothingToExplain() {
        lab.expectations("");
        var built = PipelineJson.tree(lab.inAccount("build", "--json", lab.recipe(CommandLab.SMALL))
                .lines()
                .getLast());

        var run = lab.inAccount("explain", built.path("buildId").asText());

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("has no failure card: it has not ended badly.\n")
                .contains(
                        "  build     SUCCEEDED, image " + built.path("imageId").asText());
    }

    @Test
    void retire_withYes_deregistersTheImageOnFile() {
        lab.expectations("");
        String image = PipelineJson.tree(lab.inAccount("build", "--json", lab.recipe(CommandLab.SMALL))
                        .lines()
                        .getLast())
                .path("imageId")
                .asText();

        assertThat(lab.inAccount("retire", "--yes", image).out()).contains(" is deregistered, and snap-");

        assertThat(lab.inAccount("retire", image).out()).isEqualTo(image + " is gone already.\n");
        assertThat(lab.inAccount("lineage", "--json", image).out()).contains("\"retired\":\"");
    }

    @Test
    void show_image_namesItsUpdatesWithTitleAndDay() {
        lab.expectations("");
        String recipe = CommandLab.SMALL.replace(
                "steps:\n", "steps:\n  - {name: patches, windowsUpdate: {categories: [DefinitionUpdates]}}\n");
        String built = lab.inAccount("build", lab.recipe(recipe)).out();
        String image = built.replaceAll("(?s).*Image (ami-\\w+) is available.*", "$1");

        assertThat(lab.inAccount("show", image).out())
                .contains("  recipe     small\n", ", verified ", "Microsoft Windows Server 2022 Datacenter")
                .containsPattern("KB2267602 +\\d{4}-\\d\\d-\\d\\d +Security Intelligence Update for Microsoft Defender")
                .containsPattern("KB890830 +with Windows +Windows Malicious Software Removal Tool");
    }

    @Test
    void show_imageThatKilnDidNotMake_isRefused() {
        assertThat(lab.inAccount("show", "ami-0123456789abcdef0").err()).contains("Kiln did not make this image");
    }

    @Test
    void gc_recipeWithoutRetention_isRefusedAndSaysWhatToDo() {
        lab.expectations("");
        lab.inAccount("build", lab.recipe(CommandLab.SMALL));

        var run = lab.inAccount("gc", "small");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("says nothing of retention", "Add image.retention to it");
    }

    @Test
    void gc_newImage_isKept() {
        lab.expectations("");
        lab.inAccount("build", lab.recipe(CommandLab.SMALL + "image: {retention: {keep: 1}}\n"));

        var run = lab.inAccount("gc", "--yes", "small");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("small: 0 of 1 images are no longer kept.\n");
    }

    @Test
    void lease_extend_isKeptOnFile() {
        assertThat(lab.inAccount("lease", buildId).out()).contains("(2 days left)");

        assertThat(lab.inAccount("lease", buildId, "--extend", "48h").out()).contains("(4 days left)");

        assertThat(lab.inAccount("lease", buildId).out()).contains("(4 days left)");
    }

    @Test
    void lease_release_theBuilderIsGoneWhenTheCommandEnds() {
        assertThat(lab.inAccount("show", buildId).out()).containsPattern("  holds      i-[0-9a-f]{17}\n");

        var run = lab.inAccount("lease", buildId, "--release");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(lab.inAccount("show", buildId).out())
                .contains("  holds      nothing\n")
                .containsPattern("builder +CLOSED +i-[0-9a-f]{17} +its lease was over");
    }

    @Test
    void fork_laterStepEdited_goesOnWithTheBuilder() {
        lab.expectations("");
        var run = lab.inAccount(
                "fork",
                buildId,
                "--from",
                "two",
                lab.recipe(CommandLab.SMALL.replace("Write-Output 'two'", "Write-Output 'two, mended'")));

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains(" is available");
        assertThat(lab.inAccount("redrive", buildId).code())
                .as("it was taken over")
                .isEqualTo(2);
    }

    @Test
    void fork_fromAStepThatIsNone_failsAndSaysWhich() {
        var run = lab.inAccount("fork", buildId, "--from", "three", lab.recipe(CommandLab.SMALL));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out() + run.err()).contains("neither a step of the recipe nor one of");
    }

    @Test
    void repair_parkedBuilder_isStartedAndTheWayToItIsPrinted() {
        var run = lab.inAccount("repair", buildId);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .containsPattern("aws ssm start-session --target i-[0-9a-f]{17}\n")
                .contains("kiln redrive " + buildId);
    }

    @ParameterizedTest
    @ValueSource(strings = {"explain", "redrive", "lease"})
    void unknownBuild_isRefused(String command) {
        var run = lab.inAccount(command, "none-0000");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("kiln: There is no build none-0000. kiln builds")
                .contains("lists them.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"explain", "redrive", "lease"})
    void accountThatIsNotThere_isRefusedAndNotMade(String command) {
        Path none = folder.resolve("none");

        var run = CommandLab.run(command, buildId, "--account", none.toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith("kiln: There is no local account in " + none);
        assertThat(none).doesNotExist();
    }

    @Test
    void redrive_inTheNextProcess_goesOnWithTheStepThatFailed() {
        var run = lab.inAccount("redrive", buildId);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("with 1 of its 2 steps done")
                .contains("  RunStep two\n", "  VerifyImage\n")
                .doesNotContain("RunStep one", "LaunchBuilder")
                .containsPattern("Image ami-[0-9a-f]{17} is available");
        assertThat(lab.inAccount("explain", buildId).out())
                .contains("  since     redriven 1 time after the end above\n")
                .contains("  lease     none");
    }

    @Test
    void redrive_theScriptsAreExpectedToFailAgain_failsAndTheCardIsThatOfTheLastEnd() {
        Path same = lab.file("same.yaml", "steps: {two: {exitCode: 7}}\n");

        var run = lab.inAccount("redrive", buildId, "--expectations", same.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("the script exited with 7", "kiln redrive " + buildId);
        assertThat(lab.inAccount("explain", buildId).out())
                .contains("the script exited with 7")
                .doesNotContain("exited with 5", "  since ");
    }

    @Test
    void redrive_expectationsWithMistakes_areRefused() {
        Path wrong = lab.file("wrong.yaml", "stepz: {}\n");

        var run = lab.inAccount("redrive", buildId, "--expectations", wrong.toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(wrong + " cannot be used: ").contains("stepz");
    }
}
