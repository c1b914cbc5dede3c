package dev.kiln.infra.iam;

import dev.kiln.infra.naming.Arns;
import software.amazon.awscdk.services.iam.PolicyStatement;

import java.util.List;

/** What handlers ask of Step Functions. */
final class ExecutionPermissions {
    private final Arns arns;

    ExecutionPermissions(Arns arns) {
        this.arns = arns;
    }

    PolicyStatement start() {
        return Statements.allow("Start", List.of("states:StartExecution"), List.of(arns.stateMachine()));
    }

    PolicyStatement describe() {
        return Statements.allow("Describe", List.of("states:DescribeExecution"), List.of(arns.executions()));
    }

    /** Finds all that run. */
    PolicyStatement list() {
        return Statements.allow("List", List.of("states:ListExecutions"), List.of(arns.stateMachine()));
    }

    /** Finds out in which state an execution ended. */
    PolicyStatement history() {
        return Statements.allow("History", List.of("states:GetExecutionHistory"), List.of(arns.executions()));
    }

    /** Completes or fails the task that waits. */
    PolicyStatement answer() {
        return Statements.allow(
                "Answer", List.of("states:SendTaskSuccess", "states:SendTaskFailure"), List.of(arns.stateMachine()));
    }
}
