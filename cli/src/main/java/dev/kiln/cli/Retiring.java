package dev.kiln.cli;

import dev.kiln.lineage.ImageLineage;
import dev.kiln.step.Retirement;

import java.util.List;

/** Retires images, or says what it would do, a line or more for each. */
final class Retiring {
    private final Terminal terminal;
    private final Retirement retirement;
    private final boolean yes;

    Retiring(Terminal terminal, Retirement retirement, boolean yes) {
        this.terminal = terminal;
        this.retirement = retirement;
        this.yes = yes;
    }

    /** Images that are still there although they are retired. */
    List<ImageLineage> cutOff(List<ImageLineage> images) {
        return retirement.cutOff(images);
    }

    /** Images that nobody has deregistered. */
    List<ImageLineage> there(List<ImageLineage> images) {
        return retirement.there(images);
    }

    /** The exit code: an image that is kept is a failure when it was to be retired. */
    int all(List<String> images) {
        var done = images.stream().map(this::one).toList();
        if (done.contains(Done.WOULD)) {
            terminal.line("Nothing was changed. With --yes it is done.");
        }
        return yes && done.contains(Done.KEPT) ? ExitCode.FAILED : ExitCode.DONE;
    }

    private enum Done {
        GONE,
        KEPT,
        WOULD
    }

    private Done one(String image) {
        return switch (retirement.look(image)) {
            case Retirement.Verdict.Gone gone -> {
                terminal.line(image + " is gone already.");
                yield Done.GONE;
            }
            case Retirement.Verdict.Kept verdict -> kept(verdict);
            case Retirement.Verdict.Retirable verdict -> yes ? retire(verdict) : would(verdict);
        };
    }

    private Done kept(Retirement.Verdict.Kept verdict) {
        terminal.line(verdict.imageId() + " is kept:");
        verdict.reasons().forEach(reason -> terminal.line("  " + reason));
        return Done.KEPT;
    }

    private Done would(Retirement.Verdict.Retirable verdict) {
        terminal.line(name(verdict) + " would be deregistered, and " + snapshots(verdict) + " deleted.");
        return Done.WOULD;
    }

    private Done retire(Retirement.Verdict.Retirable verdict) {
        return switch (retirement.retire(verdict)) {
            case Retirement.Outcome.Kept kept -> kept(kept.verdict());
            case Retirement.Outcome.Retired retired -> {
                String left = String.join(", ", retired.left());
                terminal.line(name(verdict) + " is deregistered"
                        + (left.isEmpty()
                                ? ", and " + snapshots(verdict) + " deleted."
                                : "; still there, and charged: " + left + "."));
                yield Done.GONE;
            }
        };
    }

    private static String name(Retirement.Verdict.Retirable verdict) {
        return verdict.image().imageId() + " (" + verdict.image().imageName() + ")";
    }

    private static String snapshots(Retirement.Verdict.Retirable verdict) {
        return String.join(", ", verdict.snapshotIds());
    }
}
