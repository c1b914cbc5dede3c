package dev.kiln.cli;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class ResetCommandTest {
    private final InputStream input = System.in;

    @TempDir
    private Path folder;

    private CommandLab lab;

    @BeforeEach
    void build() {
        lab = new CommandLab(folder);
        lab.file("account/dynamodb/made-by-a-build", "");
    }

    @AfterEach
    void giveInputBack() {
        System.setIn(input);
    }

    private static void answer(String text) {
        System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void reset_confirmed_deletesTheAccount() {
        answer("y\n");

        var run = lab.inAccount("reset");

        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("Delete all images, builds and lineage in " + lab.account() + "? [y/N] ");
        assertThat(lab.account()).doesNotExist();
    }

    @Test
    void reset_declined_deletesNothing() {
        answer("n\n");

        var run = lab.inAccount("reset");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).endsWith("Nothing was deleted.\n");
        assertThat(lab.account().resolve("dynamodb/made-by-a-build")).exists();
    }

    @Test
    void reset_emptyAnswer_deletesNothing() {
        answer("\n");

        assertThat(lab.inAccount("reset").code()).isEqualTo(2);
        assertThat(lab.account().resolve("dynamodb/made-by-a-build")).exists();
    }

    @Test
    void reset_nobodyAnswers_deletesNothingAndSaysHowToDoItAllTheSame() {
        answer("");

        var run = lab.inAccount("reset");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--yes");
        assertThat(lab.account().resolve("dynamodb/made-by-a-build")).exists();
    }

    @Test
    void reset_yes_deletesWithoutAsking() {
        var run = lab.inAccount("reset", "--yes");

        assertThat(run.code()).isZero();
        assertThat(run.lines()).hasSize(1);
        assertThat(lab.account()).doesNotExist();
    }

    @Test
    void reset_folderOfSomethingElse_isLeftAlone() {
        lab.file("other/precious.txt", "");
        Path other = folder.resolve("other");

        var run = CommandLab.run("reset", "--yes", "--account", other.toString());

        assertThat(run.out()).isEqualTo("There is no local account in " + other + ".\n");
        assertThat(other.resolve("precious.txt")).exists();
    }
}
