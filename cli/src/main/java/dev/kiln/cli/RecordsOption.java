package dev.kiln.cli;

import dev.kiln.step.Steps;
import picocli.CommandLine.Mixin;

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
}
