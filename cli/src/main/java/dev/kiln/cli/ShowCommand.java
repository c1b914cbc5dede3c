package dev.kiln.cli;

import dev.kiln.ledger.BuildRecord;
import dev.kiln.ledger.Resource;
import dev.kiln.step.Steps;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Shows what the ledger knows of a build. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows a build: what it was started with, what it made, what it still holds, and how it ended.")
final class ShowCommand implements Callable<Integer> {
    /** Kept for machines; a table has no room for them. */
    private static final List<String> LONG = List.of("output", "result", "comment");

    @Spec
    private CommandSpec spec;

    @Mixin
    private AccountOption account;

    @Parameters(paramLabel = "BUILD", description = "The id of a build, as kiln builds lists it.")
    private String buildId;

    @Override
    public Integer call() {
        var terminal = Terminal.of(spec);
        account.<List<String>>reading(records -> lines(records, terminal)).forEach(terminal::line);
        return ExitCode.DONE;
    }

    private List<String> lines(Steps.Records records, Terminal terminal) {
        BuildRecord build = records.builds()
                .of(buildId)
                .orElseThrow(() -> new CommandRefused("There is no build " + buildId + ". kiln builds lists them."));
        var lines = new ArrayList<String>();
        lines.add(terminal.bold(build.buildId()) + "  " + build.status()
                + build.outcome().map(o -> ", " + o).orElse(""));
        lines.add("  recipe     " + build.recipe());
        lines.add("  started    " + build.startedAt().truncatedTo(ChronoUnit.SECONDS) + " by " + build.startedBy());
        build.endedAt().ifPresent(end -> lines.add("  ended      " + end.truncatedTo(ChronoUnit.SECONDS)));
        lines.add("  execution  " + build.executionArn()
                + (build.redriveCount() == 0 ? "" : ", redriven " + build.redriveCount() + " times"));
        build.imageId().ifPresent(image -> lines.add("  image      " + image));
        records.plans().find(buildId).ifPresent(plan -> {
            lines.add("  parent     " + plan.parent().imageId() + "  "
                    + plan.parent().imageName());
            lines.add("  key        " + plan.buildKey());
        });
        records.waits()
                .of(buildId)
                .ifPresent(wait -> lines.add("  waits in   " + wait.state()
                        + wait.resourceId().map(id -> " for " + id).orElse("")));
        var rows = records.ledger().resources(buildId);
        lines.add("  holds      " + holds(rows));
        if (!rows.isEmpty()) {
            lines.add("");
            lines.add(Table.of(table(rows)));
        }
        build.cause().ifPresent(cause -> {
            lines.add("");
            lines.add(terminal.bad(build.error().orElse("failed")));
            lines.add(BuildFollower.cause(cause));
        });
        return lines;
    }

    private static String holds(List<Resource> rows) {
        String held = rows.stream()
                .filter(r -> r.state() != Resource.State.CLOSED)
                .map(r -> r.resourceId().orElse(r.key() + " (intended)"))
                .collect(Collectors.joining(", "));
        return held.isEmpty() ? "nothing" : held;
    }

    private static List<List<String>> table(List<Resource> rows) {
        var table = new ArrayList<List<String>>();
        table.add(List.of("RESOURCE", "STATE", "ID", "DETAILS"));
        rows.forEach(
                r -> table.add(List.of(r.key(), r.state().name(), r.resourceId().orElse("-"), details(r))));
        return table;
    }

    private static String details(Resource row) {
        return row.attributes().entrySet().stream()
                .filter(e -> !LONG.contains(e.getKey()))
                .map(Map.Entry::toString)
                .collect(Collectors.joining(" "));
    }
}
