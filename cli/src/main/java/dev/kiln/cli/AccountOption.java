package dev.kiln.cli;

import dev.kiln.local.account.AccountFolder;
import dev.kiln.local.account.LocalAccount;
import dev.kiln.step.Steps;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;

/** Which local account a command works with. */
final class AccountOption {
    @Option(
            names = "--account",
            paramLabel = "DIR",
            defaultValue = "${env:KILN_ACCOUNT:-.kiln}",
            description = "Folder of the local account (default: ${DEFAULT-VALUE}; also KILN_ACCOUNT).")
    private Path folder;

    Path folder() {
        return folder;
    }

    AccountFolder account() {
        return new AccountFolder(folder);
    }

    /** Opens the account, making it when it is not there, and saves it afterwards. */
    <T> T with(Function<LocalAccount, T> work) {
        try {
            return account().with(InstantSource.system().instant(), work);
        } catch (AccountFolder.InUse e) {
            throw new CommandRefused(e.getMessage());
        }
    }

    /** Opens the account, which must be there, and saves it afterwards. */
    <T> T existing(Function<LocalAccount, T> work) {
        requireThere();
        return with(work);
    }

    /** What time it is in the account. */
    Instant now() {
        return account().now(InstantSource.system().instant());
    }

    /** The option with which other commands find this account, as it is written. */
    String option() {
        return new BuildPlace.Local(folder).option();
    }

    /** Asks the account; where there is none, one that is as new accounts are and that nobody keeps. */
    <T> T asking(Function<LocalAccount, T> question) {
        if (account().exists()) {
            return with(question);
        }
        try (var fresh = LocalAccount.inMemory(InstantSource.system().instant(), 1)) {
            return question.apply(fresh);
        }
    }

    /** Reads what builds have left. */
    <T> T reading(Function<Steps.Records, T> work) {
        requireThere();
        try {
            return account().reading(InstantSource.system().instant(), work);
        } catch (AccountFolder.InUse e) {
            throw new CommandRefused(e.getMessage());
        }
    }

    private void requireThere() {
        if (!account().exists()) {
            throw new CommandRefused("There is no local account in " + folder
                    + " yet. Build something first: kiln build recipes/iis-2022/recipe.yaml");
        }
    }
}
