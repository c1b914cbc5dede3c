package dev.kiln.cli;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder with an account and recipes in it, and the command over them. Each run opens the account anew. */
final class CommandLab {
    static final Path RECIPES = Path.of("../recipes");

    /** Two steps and a check. */
    static final String SMALL = """
            name: small
            description: Two steps and a check.
            parent: {ssm: /aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base}
            steps:
              - {name: one, powershell: "Write-Output 'one'"}
              - {name: two, powershell: "Write-Output 'two'"}
            verify:
              - {name: answers, powershell: "exit 0"}
            """;

    private final Path folder;

    CommandLab(Path folder) {
        this.folder = folder;
    }

    /** What a run of the command left for its caller. */
    record Run(int code, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }
    }

    Path account() {
        return folder.resolve("account");
    }

    /** Runs the command as a pipe sees it. */
    static Run run(String... arguments) {
        return run(Ansi.OFF, arguments);
    }

    /** Runs the command, with or without colours. */
    static Run run(Ansi ansi, String... arguments) {
        return run(ansi, Kiln.commandLine(), arguments);
    }

    /** Runs this command as a pipe sees it. */
    static Run run(CommandLine command, String... arguments) {
        return run(Ansi.OFF, command, arguments);
    }

    private static Run run(Ansi ansi, CommandLine command, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = command.setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Run(code, out.toString(), err.toString());
    }

    /** Runs a command that works with an account, in the account of this folder. */
    Run inAccount(String... arguments) {
        return run(Stream.concat(
                        Stream.of(arguments), Stream.of("--account", account().toString()))
                .toArray(String[]::new));
    }

    /** Writes a file below the folder. */
    Path file(String name, String text) {
        Path file = folder.resolve(name);
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String recipe(String yaml) {
        return file("recipe/recipe.yaml", yaml).toString();
    }

    void expectations(String yaml) {
        file("recipe/expectations.yaml", yaml);
    }

    static String example(String name) {
        return RECIPES.resolve(name).resolve("recipe.yaml").toString();
    }

    /** The first word of the first line that begins with some text, for example the id of a build. */
    static String word(Run run, String start) {
        return run.out()
                .lines()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .map(line -> line.split(" ", 2)[0])
                .orElseThrow(() -> new AssertionError("no line begins with " + start + ":\n" + run.out() + run.err()));
    }
}
