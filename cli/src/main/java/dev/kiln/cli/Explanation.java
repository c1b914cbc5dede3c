package dev.kiln.cli;

import dev.kiln.json.PipelineJson;
import dev.kiln.ledger.BuildRecord;
import dev.kiln.ledger.FailedBuilds;
import dev.kiln.ledger.FailureCard;
import dev.kiln.ledger.FailureCard.Outlook;
import dev.kiln.ledger.Lease;
import dev.kiln.ledger.Wait;
import dev.kiln.step.Outlooks;
import dev.kiln.step.Steps;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Why a build ended badly, and how it stands now.
 *
 * @param card of its last bad end that was looked at
 * @param outlook what a redrive would find and do now; empty when the build has not failed or its state is not known
 * @param now on the clock of the account
 */
record Explanation(
        BuildRecord build,
        Optional<FailureCard> card,
        Optional<Outlook> outlook,
        Optional<Lease> lease,
        Optional<Wait> waiting,
        Instant now) {
    private static final String ROW = "  %-8s  %s";

    /**
     * Reads it.
     *
     * @throws CommandRefused when there is no such build
     */
    static Explanation of(Steps.Records records, String buildId, Instant now) {
        var build = records.builds()
                .of(buildId)
                .orElseThrow(() -> new CommandRefused("There is no build " + buildId + ". kiln builds lists them."));
        var card = records.cards().of(buildId);
        return new Explanation(
                build,
                card,
                card.filter(c -> build.failed() && c.redriveCount() == build.redriveCount())
                        .map(c -> Outlooks.of(
                                c.state(),
                                records.plans().find(buildId),
                                records.ledger().resources(buildId))),
                records.leases().of(buildId),
                records.waits().of(buildId),
                now);
    }

    /** For machines. */
    String json() {
        var object = new LinkedHashMap<String, Object>();
        object.put("build", build);
        card.ifPresent(c -> object.put("card", c));
        outlook.ifPresent(o -> object.put("outlookNow", o));
        lease.ifPresent(l -> object.put("lease", l));
        until().ifPresent(until -> {
            object.put("redrivableUntil", until);
            object.put("daysLeft", Duration.between(now, until).toDays());
        });
        return PipelineJson.write(object);
    }

    /**
     * For people.
     *
     * @param option with which other commands look at the same place
     */
    List<String> lines(Terminal terminal, String option) {
        var lines = new ArrayList<String>();
        card.ifPresentOrElse(c -> c.text().lines().forEach(lines::add), () -> lines.addAll(withoutCard(terminal)));
        lines.add("");
        lines.add(terminal.bold("Now"));
        lines.add(ROW.formatted("build", stands()));
        since().ifPresent(since -> lines.add(ROW.formatted("since", since)));
        until().ifPresent(until -> lines.add(ROW.formatted("redrive", redrive(until, option))));
        outlook.filter(o -> card.filter(c -> c.outlook().equals(o)).isEmpty())
                .ifPresent(o -> lines.add(ROW.formatted("", o.text())));
        lines.add(ROW.formatted("lease", lease.map(this::held).orElse("none: no machine of it is kept")));
        return lines;
    }

    private List<String> withoutCard(Terminal terminal) {
        var lines = new ArrayList<String>();
        lines.add("The build " + build.buildId() + " of " + build.recipe() + " has no failure card"
                + (build.failed()
                        ? ": what it held has not been looked at since it ended. The sweep does so within the hour."
                        : ": it has not ended badly."));
        build.cause().ifPresent(cause -> {
            lines.add("");
            lines.add(terminal.bad(Errors.title(build.error().orElse("failed"))));
            lines.add(Errors.cause(cause));
        });
        return lines;
    }

    private String stands() {
        return build.status()
                + build.imageId().map(id -> ", image " + id).orElse("")
                + waiting.map(w -> ", waits in " + w.state()).orElse("")
                + build.endedAt().map(end -> ", at " + seconds(end)).orElse("");
    }

    /** What has happened after the end that the card tells. */
    private Optional<String> since() {
        return card.map(c -> build.redriveCount() - c.redriveCount())
                .filter(redrives -> redrives > 0)
                .map(redrives -> "redriven " + Counts.of(redrives, "time", "times") + " after the end above");
    }

    private Optional<Instant> until() {
        return build.endedAt().filter(end -> build.failed()).map(end -> end.plus(FailedBuilds.REDRIVABLE));
    }

    private String redrive(Instant until, String option) {
        var left = Duration.between(now, until);
        return left.isNegative()
                ? "no more: the 14 days were over at " + seconds(until) + ". Build anew: kiln build FILE" + option
                : Durations.left(left) + " left, until " + seconds(until) + ": kiln redrive " + build.buildId()
                        + option;
    }

    private String held(Lease held) {
        return Durations.left(Duration.between(now, held.until())) + " left, until " + seconds(held.until())
                + "; its machines are " + (held.keepRunning() ? "kept running if they run" : "stopped");
    }

    private static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }
}
