package dev.kiln.local.account;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Not a test, and not run with them: measures what it costs to have an account with many builds on file. Each build has
 * the account opened for itself, as {@code kiln build} does. The figures are in docs/performance.md.
 */
class SavingMeasurement {
    private static final int BUILDS = 200;
    private static final int EACH = 50;

    @TempDir
    private Path folder;

    @Test
    void measure() {
        for (int build = 1; build <= BUILDS; build++) {
            bake(build);
        }
    }

    private void bake(int build) {
        long before = System.nanoTime();
        new AccountFolder(folder).with(AccountLab.START, account -> {
            long opened = System.nanoTime();
            var lab = new AccountLab(account);
            String id = lab.upload(Path.of("../recipes/iis-2022/recipe.yaml"), true);
            account.runUntilQuiet();
            long ended = System.nanoTime();
            assertThat(lab.build(id).status()).isEqualTo("SUCCEEDED");
            if (build % EACH == 0) {
                tell("%d builds: opened in %s, built in %s, %d executions and %d commands on file, %s"
                        .formatted(
                                build,
                                millis(before, opened),
                                millis(opened, ended),
                                account.states().state().executions().size(),
                                account.ssm().state().commands().size(),
                                savings(account)));
            }
            return id;
        });
    }

    private String savings(LocalAccount account) {
        var json = new AccountJson();
        List<String> took = new ArrayList<>();
        Path file = folder.resolve("measured.json");
        try {
            for (int time = 0; time < 6; time++) {
                long before = System.nanoTime();
                try (var to = Files.newOutputStream(file)) {
                    json.write(account.state(1), to);
                }
                took.add(millis(before, System.nanoTime()));
            }
            return Files.size(file) / 1024 + " KiB saved in " + String.join(", ", took);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String millis(long from, long to) {
        return String.format(Locale.ROOT, "%.1f ms", Duration.ofNanos(to - from).toNanos() / 1e6);
    }

    private static void tell(String text) {
        System.out.println(text);
    }
}
