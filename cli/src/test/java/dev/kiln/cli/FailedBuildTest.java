package dev.kiln.cli;

import dev.kiln.json.PipelineJson;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

import static dev.kiln.cli.CommandLab.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

/** A step that fails: what its author reads, and what can be done next. */
class FailedBuildTest {
    @TempDir
    private static Path folder;

    private static CommandLab.Run failed;
    private static CommandLab.Run failedAsJson;
    private static CommandLab.Run shown;
    private static CommandLab.Run mended;

    @BeforeAll
    static void build() {
        var lab = new CommandLab(folder);
        lab.expectations("steps:\n  two:\n    exitCode: 5\n    stderr: the disk is full\n");
        String recipe = lab.recipe(SMALL);
        failed = lab.inAccount("build", recipe);
        shown = lab.inAccount("show", CommandLab.word(lab.inAccount("builds"), "small-"));
        failedAsJson = lab.inAccount("build", recipe, "--json");
        lab.expectations("");
        mended = lab.inAccount("build", recipe);
    }

    @Test
    void build_stepFails_marksItsStateAndExitsWithOne() {
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.lines().stream().filter(line -> line.endsWith("failed")))
                .singleElement()
                .asString()
                .endsWith("RunStep two  failed");
    }

    @Test
    void build_stepFails_namesStepOutputWhatIsHeldAndWhatToDo() {
        assertThat(failed.err())
                .containsPattern("Build small-[0-9a-f]{16} FAILED after 0:\\d\\d:\\d\\d virtual: StepFailed\n")
                .contains("Step 2 of 2, two (powershell), failed: the script exited with 5")
                .contains("the disk is full")
                .containsPattern("Still held: the builder i-[0-9a-f]{17}")
                .contains("To do: ")
                .containsPattern("  kiln explain small-[0-9a-f]{16} --account ")
                .containsPattern("  kiln redrive small-[0-9a-f]{16} --account ")
                .containsPattern("kiln show small-[0-9a-f]{16} --account ");
    }

    @Test
    void buildAsJson_stepFails_hasErrorAndCauseOnStandardOutput() {
        var end = PipelineJson.tree(failedAsJson.lines().getLast());

        assertThat(failedAsJson.code()).isEqualTo(1);
        assertThat(failedAsJson.err()).isEmpty();
        assertThat(end.path("status").asText()).isEqualTo("FAILED");
        assertThat(end.path("error").asText()).isEqualTo("dev.kiln.error.StepFailed");
        assertThat(end.path("cause").asText()).contains("Step 2 of 2");
    }

    @Test
    void show_buildThatFailed_holdsItsBuilderAndSaysWhy() {
        assertThat(shown.out())
                .containsPattern("small-[0-9a-f]{16}  FAILED\n")
                .containsPattern("  holds      i-[0-9a-f]{17}\n")
                .containsPattern("builder +OPEN +i-[0-9a-f]{17} +-\n")
                .containsPattern("step 2 two +CLOSED +[0-9a-f-]{36} +Failed\n")
                .contains("\nStepFailed\nStep 2 of 2");
    }

    @Test
    void build_causeMended_endsWithAnImage() {
        assertThat(mended.code()).as(mended.err()).isZero();
    }
}
