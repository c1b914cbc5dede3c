package dev.kiln.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;

import static dev.kiln.cli.CommandLab.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

/** What is wrong is said before anything is started. */
class RefusedBuildTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"build", "plan"})
    void recipeWithMistakes_isRefusedWithEachOfThemAndNothingIsStarted(String command) {
        var lab = new CommandLab(folder);
        String recipe = lab.recipe(SMALL.replace("description:", "describtion:").replace("name: two", "name: one"));

        var run = lab.inAccount(command, recipe);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .containsPattern("(?m)^" + recipe + ":2:\\d+: describtion: .+\\. .+[.?]$")
                .containsPattern("(?m)^" + recipe + ":6:\\d+: steps\\[1].name: .+\\. .+\\.$")
                .endsWith("Nothing was started.\n");
        assertThat(lab.account()).doesNotExist();
    }

    @Test
    void expectationsWithMistakes_areRefusedWithEachOfThemAndNothingIsStarted() {
        var lab = new CommandLab(folder);
        lab.expectations("steps:\n  one: {takes: long}\n  two: {exitCod: 1}\n");

        var run = lab.inAccount("build", lab.recipe(SMALL));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("expectations.yaml: line 2: steps.one.takes must be a duration")
                .contains("expectations.yaml: line 3: steps.two.exitCod is not known here")
                .endsWith("Nothing was started.\n");
        assertThat(lab.account()).doesNotExist();
    }

    @Test
    void expectationsOfAStepThatIsNotThere_areRefused() {
        var lab = new CommandLab(folder);
        lab.expectations("steps:\n  three: {exitCode: 1}\n");

        var run = lab.inAccount("build", lab.recipe(SMALL));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("the recipe has no step three; it has one, two.");
        assertThat(lab.account()).doesNotExist();
    }

    @Test
    void parentRecipeWithoutImage_isRefusedWithWhatToDo() {
        var lab = new CommandLab(folder);

        var run = lab.inAccount("build", CommandLab.example("web-server"));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("kiln: " + CommandLab.example("web-server"))
                .contains("hardened-base");
    }

    @Test
    void fileThatIsNotThere_isRefused() {
        var run = new CommandLab(folder)
                .inAccount("build", folder.resolve("none.yaml").toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("none.yaml:1:1: There is no such file.");
    }
}
