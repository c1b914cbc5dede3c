package dev.kiln.cli;

import dev.kiln.step.Steps;
import picocli.CommandLine.Mixin;

import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Whose records a command reads: those of the local account, or of a deployment. */
final class RecordsOption {
    @Mixin
    private AccountOption account;

    @Mixin
    private StackOption stack;

    /** Reads what builds have left. */
    <T> T reading(Function<Steps.Records, T> work) {
        return stack.given() ? stack.reading(work) : account.reading(work);
    }

    /** Reads what builds have left, and by what time it is there. */
    <T> T readingNow(BiFunction<Steps.Records, Instant, T> work) {
        if (stack.given()) {
            return stack.with(
                    time -> true,
                    deployment -> work.apply(
                            deployment.records(), deployment.clients().clock().instant()));
        }
        var now = account.now();
        return account.reading(records -> work.apply(records, now));
    }

    /** Changes something in the records, and lets a local account act on it; a deployment does so by itself. */
    <T> T changing(BiFunction<Steps.Records, Instant, T> work) {
        if (stack.given()) {
            return readingNow(work);
        }
        return account.existing(local -> {
            var answer = work.apply(local.records(), local.timeline().instant());
            local.runUntilQuiet();
            return answer;
        });
    }

    /** The options with which other commands look at the same place, as they are written. */
    String option() {
        return stack.given() ? stack.option() : account.option();
    }
}
