package dev.kiln.cli;

import dev.kiln.build.Plan;
import dev.kiln.json.PipelineJson;
import dev.kiln.ledger.BuildRecord;
import dev.kiln.ledger.Resource;
import dev.kiln.step.Steps;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Shows what the ledger knows of a build, or the lineage of an image. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description =
                "Shows a build: what it was started with, what it made, what it still holds, and how it ended. Of an image: where it comes from and what is installed on it.")
final class ShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RecordsOption records;

    @Option(names = "--json", description = "Print the whole records as one JSON object, for machines.")
    private boolean json;

    @Parameters(paramLabel = "BUILD|IMAGE", description = "The id of a build, as kiln builds lists it, or of an image.")
    private String buildId;

    @Override
    public Integer call() {
        var terminal = Terminal.of(spec);
        records.<List<String>>reading(all -> lines(all, terminal)).forEach(terminal::line);
        return ExitCode.DONE;
    }

    private List<String> lines(Steps.Records records, Terminal terminal) {
        return buildId.startsWith("ami-") ? image(records, terminal) : build(records, terminal);
    }

    private List<String> image(Steps.Records records, Terminal terminal) {
        var image = records.lineage()
                .of(buildId)
                .orElseThrow(() -> new CommandRefused("There is no lineage of " + buildId
                        + ": Kiln did not make this image. kiln builds lists what was built."));
        return json ? List.of(PipelineJson.write(image)) : new ImageView(terminal).lines(image);
    }

    private List<String> build(Steps.Records records, Terminal terminal) {
        BuildRecord build = records.builds()
                .of(buildId)
                .orElseThrow(() -> new CommandRefused("There is no build " + buildId + ". kiln builds lists them."));
        var rows = records.ledger().resources(buildId).stream()
                .sorted(Comparator.comparing(Resource::intendedAt))
                .toList();
        if (json) {
            return List.of(json(build, rows));
        }
        var plan = records.plans().find(buildId);
        var lines = new ArrayList<String>();
        lines.add(terminal.bold(build.buildId()) + "  " + build.status()
                + build.outcome().map(o -> ", " + Outcomes.words(o)).orElse(""));
        about(build, plan, lines);
        records.waits()
                .of(buildId)
                .ifPresent(wait -> lines.add("  waits in   " + wait.state()
                        + wait.resourceId().map(id -> " for " + id).orElse("")));
        lines.add("  holds      " + holds(rows));
        if (!rows.isEmpty()) {
            lines.add("");
            lines.add(Table.of(table(rows, new ResourceTitle(plan.map(Plan::recipe)))));
        }
        build.cause().ifPresent(cause -> {
            lines.add("");
            lines.add(terminal.bad(Errors.title(build.error().orElse("failed"))));
            lines.add(Errors.cause(cause));
        });
        return lines;
    }

    private static String json(BuildRecord build, List<Resource> rows) {
        var object = new LinkedHashMap<String, Object>();
        object.put("build", build);
        object.put("resources", rows);
        return PipelineJson.write(object);
    }

    private static void about(BuildRecord build, Optional<Plan> plan, List<String> lines) {
        lines.add("  recipe     " + build.recipe());
        lines.add("  started    " + build.startedAt().truncatedTo(ChronoUnit.SECONDS) + " by " + build.startedBy());
        build.endedAt().ifPresent(end -> lines.add("  ended      " + end.truncatedTo(ChronoUnit.SECONDS)));
        plan.ifPresent(p -> {
            lines.add("  parent     " + p.parent().imageId());
            lines.add("             " + p.parent().imageName());
            lines.add("  key        " + p.buildKey());
        });
        build.imageId().ifPresent(image -> lines.add("  image      " + image));
        lines.add("  execution  " + build.executionArn());
        if (build.redriveCount() > 0) {
            lines.add("  redriven   " + Counts.of(build.redriveCount(), "time", "times"));
        }
    }

    /** What must go some day; the image is what the build was for. */
    private static String holds(List<Resource> rows) {
        String held = rows.stream()
                .filter(r -> r.state() != Resource.State.CLOSED && !r.key().startsWith("image#"))
                .map(r -> r.resourceId().orElse(r.key() + " (intended)"))
                .collect(Collectors.joining(", "));
        return held.isEmpty() ? "nothing" : held;
    }

    private static List<List<String>> table(List<Resource> rows, ResourceTitle titles) {
        var table = new ArrayList<List<String>>();
        table.add(List.of("RESOURCE", "STATE", "ID", "END"));
        rows.forEach(r ->
                table.add(List.of(titles.of(r), r.state().name(), r.resourceId().orElse("-"), end(r))));
        return table;
    }

    /** How a machine ended, or a command. */
    private static String end(Resource row) {
        var attributes = row.attributes();
        return attributes.getOrDefault("end", attributes.getOrDefault("status", "-"));
    }
}
