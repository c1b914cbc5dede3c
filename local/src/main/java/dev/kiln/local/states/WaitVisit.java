package dev.kiln.local.states;

import java.time.DateTimeException;
import java.time.Duration;

/** A Wait. After a redrive it waits its seconds again; a timestamp that has passed ends it at once. */
final class WaitVisit extends Visit {
    private final State.Wait wait;

    WaitVisit(Entry entry, State.Wait wait) {
        super(entry, wait);
        this.wait = wait;
    }

    @Override
    void run() {
        var evaluator = evaluator();
        var delay = wait.until() ? until(evaluator) : Duration.ofSeconds(number(wait.time(), evaluator, 0));
        branch().plan(delay, "leaves " + wait.name(), () -> attempt(() -> leave(wait.leaving(), evaluator(), input())));
    }

    private Duration until(Evaluator evaluator) {
        var value = evaluator.evaluate(wait.time());
        try {
            return Duration.between(branch().execution().now(), Timestamps.parse(value.asText()));
        } catch (DateTimeException e) {
            throw evaluator.unexpected(wait.time(), "timestamp", value);
        }
    }
}
