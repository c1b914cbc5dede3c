package dev.kiln.cli;

import dev.kiln.aws.RecipeUpload;
import dev.kiln.local.account.LocalAccount;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Measures whole builds. The figures that are claimed are in docs/performance.md, with the command. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures whole builds in local accounts that live in memory, and counts their API calls.")
final class BenchCommand implements Callable<Integer> {
    private static final List<String> COUNTED = List.of("ec2:", "ssm:");
    private static final Instant VIRTUAL_START = Instant.parse("2026-11-25T09:00:00Z");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--builds",
            paramLabel = "N",
            defaultValue = "200",
            description = "Builds to measure (default: ${DEFAULT-VALUE}).")
    private int builds;

    @Option(
            names = "--at-once",
            paramLabel = "N",
            defaultValue = "10",
            description = "Builds that run at once in one account (default: ${DEFAULT-VALUE}).")
    private int atOnce;

    @Option(
            names = "--accounts",
            paramLabel = "N",
            defaultValue = "2",
            description = "Accounts, each on a thread of its own (default: ${DEFAULT-VALUE}).")
    private int accounts;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "60",
            description = "Builds before the measurement (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--tables",
            paramLabel = "WHICH",
            defaultValue = "memory",
            description = {
                "What stands in for DynamoDB: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
                "Builds are the same on both; DynamoDB Local takes longer than all the rest."
            })
    private BenchTables tables;

    @Parameters(paramLabel = "FILE", description = "The recipe, for example recipes/iis-2022/recipe.yaml.")
    private Path file;

    @Override
    public Integer call() throws InterruptedException {
        if (builds < 1 || atOnce < 1 || accounts < 1 || warmUp < 0) {
            throw new CommandRefused("The numbers must be at least 1 (--warm-up: 0).");
        }
        var terminal = Terminal.of(spec);
        var recipe = LoadedRecipe.load(terminal, file);
        if (recipe.isEmpty()) {
            return ExitCode.REFUSED;
        }
        terminal.line("Tables: " + tables.described());
        run(recipe.get(), warmUp);
        var clock = InstantSource.system();
        Instant start = clock.instant();
        var done = run(recipe.get(), builds);
        report(terminal, done, Duration.between(start, clock.instant()));
        return done.succeeded() == builds ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** What came of a number of builds. */
    private record Done(int succeeded, SortedMap<String, Integer> calls) {
        Done plus(Done other) {
            var sum = new TreeMap<>(calls);
            other.calls().forEach((call, times) -> sum.merge(call, times, Integer::sum));
            return new Done(succeeded + other.succeeded(), sum);
        }
    }

    private Done run(LoadedRecipe recipe, int count) throws InterruptedException {
        var done = new Done(0, new TreeMap<>());
        try (var threads = Executors.newFixedThreadPool(accounts)) {
            var parts = new ArrayList<Future<Done>>();
            for (int i = 0; i < accounts; i++) {
                int share = count / accounts + (i < count % accounts ? 1 : 0);
                long seed = i;
                parts.add(threads.submit(() -> runInOneAccount(recipe, share, seed)));
            }
            for (Future<Done> part : parts) {
                done = done.plus(part.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a build could not be measured", e.getCause());
        }
        return done;
    }

    private Done runInOneAccount(LoadedRecipe recipe, int count, long seed) {
        try (var account = tables.account(VIRTUAL_START, seed)) {
            recipe.expectations()
                    .ifPresent(
                            expected -> account.nodes().expect(recipe.recipe().name(), expected));
            var ids = new ArrayList<String>();
            while (ids.size() < count) {
                upload(account, recipe, Math.min(atOnce, count - ids.size()), ids);
                account.runUntilQuiet();
            }
            return new Done(succeeded(account, ids), account.calls());
        }
    }

    private static void upload(LocalAccount account, LoadedRecipe recipe, int count, List<String> ids) {
        var upload = new RecipeUpload(account.s3(), account.deployment().recipeBucket());
        for (int i = 0; i < count; i++) {
            // Every build is made, although the recipe is the same.
            ids.add(upload.upload(recipe.recipe().name(), recipe.text(), recipe.payloads(), "kiln bench", true)
                    .executionName());
        }
    }

    private static int succeeded(LocalAccount account, List<String> ids) {
        return (int) ids.stream()
                .filter(id -> account.records()
                        .builds()
                        .of(id)
                        .filter(b -> "SUCCEEDED".equals(b.status()))
                        .isPresent())
                .count();
    }

    private void report(Terminal terminal, Done done, Duration took) {
        terminal.line("%d of %d builds succeeded in %s: %.1f builds a second (%d accounts, %d builds at once in each)"
                .formatted(
                        done.succeeded(),
                        builds,
                        Durations.real(took),
                        builds * 1000.0 / took.toMillis(),
                        accounts,
                        atOnce));
        double all = 0;
        for (var call : done.calls().entrySet()) {
            double each = call.getValue() / (double) builds;
            terminal.line("  %6.2f  %s".formatted(each, call.getKey()));
            all += COUNTED.stream().anyMatch(call.getKey()::startsWith) ? each : 0;
        }
        terminal.line("  %6.2f  EC2 and SSM calls a build".formatted(all));
    }
}
