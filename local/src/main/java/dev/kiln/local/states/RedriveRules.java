package dev.kiln.local.states;

import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether an execution can be redriven (https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html).
 */
final class RedriveRules {
    private RedriveRules() {}

    /** Why not, in the words of {@code redriveStatusReason}; empty when it can. */
    static Optional<String> obstacle(Execution execution, Instant now) {
        if (execution.status() == ExecutionStatus.RUNNING || execution.status() == ExecutionStatus.SUCCEEDED) {
            return Optional.of("Execution is " + execution.status() + " and cannot be redriven.");
        }
        // One event says that the execution was redriven, and one more must fit.
        if (execution.history().size() >= Limits.HISTORY_EVENTS - 1) {
            return Optional.of("Execution history event limit exceeded.");
        }
        if (execution.startDate().plus(Limits.OPEN).isBefore(now)) {
            return Optional.of("Execution has exceeded the max execution time.");
        }
        if (execution
                .stopDate()
                .filter(end -> end.plus(Limits.REDRIVABLE).isBefore(now))
                .isPresent()) {
            return Optional.of("Execution redrivable period exceeded.");
        }
        return Optional.empty();
    }
}
