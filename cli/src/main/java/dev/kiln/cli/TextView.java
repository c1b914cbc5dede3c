package dev.kiln.cli;

import dev.kiln.lineage.ImageLineage;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/** Plain lines; on a terminal the state that is under way is written over as it goes. */
final class TextView implements BuildView {

    private final Terminal terminal;
    private final BuildPlace place;
    private Optional<Instant> began = Optional.empty();

    TextView(Terminal terminal, BuildPlace place) {
        this.terminal = terminal;
        this.place = place;
    }

    @Override
    public void planned(PlanPreview plan) {
        plan.lines(terminal).forEach(terminal::line);
        terminal.line("");
        terminal.line(terminal.faint(place.heading()));
    }

    @Override
    public void redriving(RedrivePreview preview) {
        preview.lines(terminal).forEach(terminal::line);
    }

    @Override
    public void redriven() {
        terminal.line("");
        terminal.line(terminal.faint(place.heading()));
    }

    @Override
    public void under(String state, Instant now) {
        began = Optional.of(began.orElse(now));
        if (terminal.live()) {
            terminal.overwrite(place.under(Duration.between(began.get(), now), state));
        }
    }

    @Override
    public void passed(StateRun run) {
        terminal.clear();
        terminal.line(place.row(run, run.succeeded() ? run.title() : run.title() + "  " + terminal.bad("failed")));
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
                + outcome(build.outcome().orElse("")) + ", " + place.took(end) + ")");
        end.lineage().ifPresent(this::image);
        terminal.line("  lineage   kiln lineage " + image + place.option());
        terminal.line("  build     kiln show " + end.buildId() + place.option());
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
            case "joined" -> "built by another build that was under way";
            default -> Outcomes.words(outcome);
        };
    }

    private void failed(BuildEnd end) {
        terminal.error(terminal.bad("Build " + end.buildId() + " " + end.status()) + " after " + place.failedAfter(end)
                + ": " + Errors.title(end.error()));
        terminal.error(end.cause());
        terminal.error("");
        place.goOn(end.buildId()).forEach(terminal::error);
        terminal.error("  kiln show " + end.buildId() + place.option());
    }
}
