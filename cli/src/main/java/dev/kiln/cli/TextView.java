package dev.kiln.cli;

import dev.kiln.lineage.ImageLineage;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/** Plain lines; on a terminal the state that is under way is written over as it goes. */
final class TextView implements BuildView {
    private static final String ROW = "  %8s  %8s  %7s  %s";
    private static final String NOT_YET = "…";

    private final Terminal terminal;
    private final Path account;
    private Optional<Instant> began = Optional.empty();

    TextView(Terminal terminal, Path account) {
        this.terminal = terminal;
        this.account = account;
    }

    @Override
    public void planned(PlanPreview plan) {
        plan.lines(terminal).forEach(terminal::line);
        terminal.line("");
        terminal.line(terminal.faint(ROW.formatted("virtual", "took", "real", "state")));
    }

    @Override
    public void under(String state, Instant virtualNow) {
        began = Optional.of(began.orElse(virtualNow));
        if (terminal.live()) {
            terminal.overwrite(
                    ROW.formatted(Durations.clock(Duration.between(began.get(), virtualNow)), NOT_YET, NOT_YET, state));
        }
    }

    @Override
    public void passed(StateRun run) {
        terminal.clear();
        terminal.line(ROW.formatted(
                Durations.clock(run.sinceStart()),
                Durations.clock(run.took()),
                Durations.real(run.real()),
                run.succeeded() ? run.title() : run.title() + "  " + terminal.bad("failed")));
    }

    @Override
    public void ended(BuildEnd end) {
        terminal.clear();
        terminal.line("");
        if (end.succeeded()) {
            succeeded(end);
        } else {
            failed(end);
        }
    }

    private void succeeded(BuildEnd end) {
        var build = end.record().orElseThrow();
        String image = build.imageId().orElseThrow();
        terminal.line(terminal.good("Image " + image + " is available") + " ("
                + outcome(build.outcome().orElse("")) + ", " + Durations.clock(end.virtual()) + " virtual, "
                + Durations.real(end.real()) + " real)");
        end.lineage().ifPresent(this::image);
        terminal.line("  lineage   kiln lineage " + image + option());
        terminal.line("  build     kiln show " + end.buildId() + option());
    }

    private void image(ImageLineage image) {
        terminal.line("  name      " + image.imageName());
        terminal.line("  snapshots " + String.join(", ", image.snapshotIds()));
        tags(image.tags());
    }

    private void tags(SortedMap<String, String> tags) {
        int width = tags.keySet().stream().mapToInt(String::length).max().orElse(0);
        String title = "tags";
        for (var tag : tags.entrySet()) {
            String gap = " ".repeat(width - tag.getKey().length() + 2);
            terminal.line("  %-9s %s".formatted(title, tag.getKey() + gap + tag.getValue()));
            title = "";
        }
    }

    private static String outcome(String outcome) {
        return switch (outcome) {
            case "alreadyBuilt" -> "already built";
            case "nothingNew" -> "nothing new";
            case "joined" -> "built by another build that was under way";
            default -> outcome;
        };
    }

    private void failed(BuildEnd end) {
        terminal.error(terminal.bad("Build " + end.buildId() + " " + end.status()) + " after "
                + Durations.clock(end.virtual()) + " virtual: " + Errors.title(end.error()));
        terminal.error(end.cause());
        terminal.error("");
        terminal.error("Executions of a local account end with their command, so none can be redriven here:");
        terminal.error("build again instead. What this one made and holds:");
        terminal.error("  kiln show " + end.buildId() + option());
    }

    private String option() {
        return Path.of(".kiln").equals(account) ? "" : " --account " + account;
    }
}
