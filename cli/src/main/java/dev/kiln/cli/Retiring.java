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
        boolean kept = false;
        boolean retirable = false;
        for (String image : images) {
            switch (retirement.look(image)) {
                case Retirement.Verdict.Gone gone -> terminal.line(image + " is gone already.");
                case Retirement.Verdict.Kept verdict -> {
                    kept = true;
                    terminal.line(image + " is kept:");
                    verdict.reasons().forEach(reason -> terminal.line("  " + reason));
                }
                case Retirement.Verdict.Retirable verdict -> {
                    retirable = true;
                    one(verdict);
                }
            }
        }
        if (retirable && !yes) {
            terminal.line("Nothing was changed. With --yes it is done.");
        }
        return kept && yes ? ExitCode.FAILED : ExitCode.DONE;
    }

    private void one(Retirement.Verdict.Retirable verdict) {
        String image = verdict.image().imageId() + " (" + verdict.image().imageName() + ")";
        String snapshots = String.join(", ", verdict.snapshotIds());
        if (!yes) {
            terminal.line(image + " would be deregistered, and " + snapshots + " deleted.");
            return;
        }
        var left = retirement.retire(verdict);
        terminal.line(
                left.isEmpty()
                        ? image + " is deregistered, and " + snapshots + " deleted."
                        : image + " is deregistered; still there, and charged: " + String.join(", ", left) + ".");
    }
}
