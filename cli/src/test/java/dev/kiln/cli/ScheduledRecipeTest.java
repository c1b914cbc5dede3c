package dev.kiln.cli;

import dev.kiln.local.account.AccountFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Schedules between commands: they stay in the account, and none fires because a build is followed. */
class ScheduledRecipeTest {
    private static final Duration A_MONTH = Duration.ofDays(32);

    @TempDir
    private Path folder;

    @Test
    void build_scheduledRecipe_isBuiltByItsScheduleInALaterProcess_whichFindsNothingNew() {
        var lab = new CommandLab(folder);
        lab.inAccount("build", lab.recipe(CommandLab.SMALL + "schedule: monthly\n"));

        runAMonth(lab);

        var builds = lab.inAccount("builds");
        assertThat(builds.out()).contains("nothing new");
        assertThat(lab.inAccount("show", scheduled(builds)).out()).contains("  SUCCEEDED, nothing new\n");
    }

    @Test
    void build_followedToItsEnd_leavesTheNextScheduleToItsTime() {
        var lab = new CommandLab(folder);
        Instant before = InstantSource.system().instant();

        lab.inAccount("build", lab.recipe(CommandLab.SMALL + "schedule: cron(0 6 1 1 ? *)\n"));

        Instant after = new AccountFolder(lab.account())
                .with(before, account -> account.timeline().instant());
        assertThat(after).isBefore(before.plus(Duration.ofHours(12)));
    }

    private static void runAMonth(CommandLab lab) {
        new AccountFolder(lab.account()).with(InstantSource.system().instant(), account -> {
            account.timeline().runTo(account.timeline().instant().plus(A_MONTH));
            account.runUntilQuiet();
            return account;
        });
    }

    private static String scheduled(CommandLab.Run builds) {
        return builds.lines().stream()
                .filter(line -> line.matches("small-\\d{8}T\\d{6}Z .*"))
                .findFirst()
                .map(line -> line.split(" ", 2)[0])
                .orElseThrow();
    }
}
