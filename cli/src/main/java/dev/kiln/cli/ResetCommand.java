package dev.kiln.cli;

import dev.kiln.local.account.AccountFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import java.util.concurrent.Callable;

/** Empties the local account. */
@Command(
        name = "reset",
        mixinStandardHelpOptions = true,
        description = "Empties the local account: its images, machines, ledger and lineage. Asks first.")
final class ResetCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private AccountOption account;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    @Override
    public Integer call() {
        var terminal = Terminal.of(spec);
        if (!account.account().exists()) {
            terminal.line("There is no local account in " + account.folder() + ".");
            return ExitCode.DONE;
        }
        if (!yes && !confirmed(terminal)) {
            terminal.line("Nothing was deleted.");
            return ExitCode.REFUSED;
        }
        try {
            account.account().delete();
        } catch (AccountFolder.InUse e) {
            throw new CommandRefused(e.getMessage());
        }
        terminal.line("The local account in " + account.folder() + " is empty.");
        return ExitCode.DONE;
    }

    private boolean confirmed(Terminal terminal) {
        terminal.ask("Delete all images, builds and lineage in " + account.folder() + "? [y/N] ");
        // Closed by whoever started the process: closing it here would end the input of a test's own process.
        var answers = new Scanner(System.in, StandardCharsets.UTF_8);
        if (!answers.hasNextLine()) {
            throw new CommandRefused("Nobody answered, so nothing was deleted. Use --yes to delete without asking.");
        }
        return answers.nextLine().strip().equalsIgnoreCase("y");
    }
}
