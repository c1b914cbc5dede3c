package dev.kiln.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

import static dev.kiln.cli.CommandLab.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

class ValidateCommandTest {
    @TempDir
    private Path folder;

    @Test
    void validate_severalGoodRecipes_saysSoOfEach() {
        String iis = CommandLab.example("iis-2022");
        String base = CommandLab.example("hardened-base");

        var run = CommandLab.run("validate", iis, base);

        assertThat(run.code()).isZero();
        assertThat(run.lines()).containsExactly("ok  " + iis + "  iis-2022", "ok  " + base + "  hardened-base");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void validate_goodAndBad_saysEveryMistakeOfEveryFile() {
        var lab = new CommandLab(folder);
        String bad = lab.recipe(SMALL.replace("description:", "describtion:").replace("name: two", "name: one"));
        String worse = lab.file("worse/recipe.yaml", "name: [").toString();

        var run = CommandLab.run("validate", bad, CommandLab.example("iis-2022"), worse);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.lines()).hasSize(1);
        assertThat(run.err())
                .contains(bad + ":2:")
                .contains(bad + ":6:")
                .contains(worse + ":1:")
                .endsWith(" mistakes. Nothing was started.\n");
    }

    @Test
    void validate_oneMistake_isCountedAsOne() {
        var run = CommandLab.run("validate", folder.resolve("none.yaml").toString());

        assertThat(run.err()).endsWith("\n1 mistake. Nothing was started.\n");
    }

    @Test
    void validate_noFile_isRefused() {
        assertThat(CommandLab.run("validate").code()).isEqualTo(2);
    }
}
