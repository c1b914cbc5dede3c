package dev.kiln.local.account;

import dev.kiln.local.time.Timeline;

import java.time.Duration;

/** Puts an account on file between two events, never in the middle of one. */
final class Saving {
    private final Timeline timeline;
    private final Runnable save;
    private boolean planned;

    Saving(Timeline timeline, Runnable save) {
        this.timeline = timeline;
        this.save = save;
    }

    /** Saves as the last thing that is planned for this instant by now; once for however many ask. */
    void plan() {
        if (!planned) {
            planned = true;
            timeline.after(Duration.ZERO, "the account is put on file", this::now);
        }
    }

    void now() {
        planned = false;
        save.run();
    }
}
