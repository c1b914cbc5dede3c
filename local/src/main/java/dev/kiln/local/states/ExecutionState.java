package dev.kiln.local.states;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An execution on file.
 *
 * @param number counts the starts of executions in the account
 * @param definition the key of its definition in {@link StatesState#definitions}
 * @param status as DescribeExecution gives it
 * @param history what {@link PackedHistory} made of its events
 * @param place where it stands; empty when it succeeded, because then nothing can go on from there
 */
public record ExecutionState(
        long number,
        String name,
        String stateMachine,
        String definition,
        String input,
        String status,
        Instant startDate,
        Optional<Instant> stopDate,
        Optional<String> output,
        Optional<String> error,
        Optional<String> cause,
        int redriveCount,
        Optional<Instant> redriveDate,
        List<UsedToken> redriveTokens,
        PackedHistory history,
        Optional<BranchState> place) {
    public ExecutionState {
        redriveTokens = List.copyOf(redriveTokens);
    }

    /** A client token of a redrive, and the date that the call with it was answered with. */
    public record UsedToken(String token, Instant redriveDate) {}
}
