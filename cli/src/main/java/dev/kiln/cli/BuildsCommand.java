package dev.kiln.cli;

import dev.kiln.ledger.BuildRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Lists builds. */
@Command(
        name = "builds",
        mixinStandardHelpOptions = true,
        description = "Lists the builds in the ledger, newest first.")
final class BuildsCommand implements Callable<Integer> {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Spec
    private CommandSpec spec;

    @Mixin
    private RecordsOption records;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            defaultValue = "20",
            description = "How many (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new CommandRefused("--limit must be at least 1.");
        }
        var terminal = Terminal.of(spec);
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("BUILD", "STATUS", "IMAGE", "STARTED", "TOOK", "OUTCOME"));
        records.reading(all -> all.builds().newest(limit)).forEach(build -> rows.add(row(build)));
        terminal.line(rows.size() == 1 ? "No builds yet." : Table.of(rows));
        return ExitCode.DONE;
    }

    private static List<String> row(BuildRecord build) {
        return List.of(
                build.buildId(),
                build.status(),
                build.imageId().orElse("-"),
                MINUTE.format(build.startedAt()),
                build.endedAt()
                        .map(end -> Durations.clock(Duration.between(build.startedAt(), end)))
                        .orElse("-"),
                build.outcome().map(Outcomes::words).orElse("-"));
    }
}
