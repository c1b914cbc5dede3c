package dev.kiln.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for every command. */
class KilnTest {
    @Test
    void noCommand_isRefusedWithTheUsage() {
        var run = CommandLab.run();

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("Missing required subcommand").contains("Usage: kiln");
    }

    @Test
    void unknownOption_isRefused() {
        var run = CommandLab.run("builds", "--none");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("Unknown option: '--none'");
    }

    @Test
    void help_ofEveryCommand_fitsEightyColumnsAndExplainsEveryOption() {
        assertThat(Kiln.commandLine().getSubcommands().keySet()).isNotEmpty().allSatisfy(name -> {
            var run = CommandLab.run("help", name);
            assertThat(run.code()).isZero();
            assertThat(run.lines()).allMatch(line -> line.length() <= 80);
            assertThat(Kiln.commandLine()
                            .getSubcommands()
                            .get(name)
                            .getCommandSpec()
                            .args())
                    .allMatch(arg -> arg.description().length > 0);
        });
    }

    @Test
    void help_saysTheExitCodes() {
        assertThat(CommandLab.run("--help").out()).contains("Exit codes:\n").contains("  1   the build failed");
    }

    @Test
    void generateCompletion_knowsEveryCommand() {
        var run = CommandLab.run("generate-completion");

        assertThat(run.code()).isZero();
        assertThat(Kiln.commandLine().getSubcommands().keySet())
                .allSatisfy(name -> assertThat(run.out()).contains("_picocli_kiln_" + name.replace("-", "")));
    }

    @Test
    void validate_withColours_stylesWhatMatters() {
        var run = CommandLab.run(Ansi.ON, "validate", CommandLab.example("iis-2022"));

        assertThat(run.out()).contains("\u001b[32mok\u001b[");
    }

    @Test
    void account_inUseByAnotherProcess_isRefusedWithASentence(@TempDir Path folder) throws IOException {
        var lab = new CommandLab(folder);
        lab.file("account/dynamodb/made-by-a-build", "");
        try (var other = FileChannel.open(
                        lab.account().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = other.lock()) {
            assertThat(lock.isValid()).isTrue();

            var run = lab.inAccount("build", lab.recipe(CommandLab.SMALL));

            assertThat(run.code()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err())
                    .isEqualTo(
                            "kiln: The local account in " + lab.account()
                                    + " is in use by another kiln. Wait for it to end, or use another folder with --account.\n");
        }
    }
}
