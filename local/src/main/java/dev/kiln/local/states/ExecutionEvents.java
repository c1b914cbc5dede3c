package dev.kiln.local.states;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Hears of every change of an execution's status. */
@FunctionalInterface
public interface ExecutionEvents {
    /**
     * An execution started, ended or was redriven.
     *
     * @param detail the {@code detail} of a {@code Step Functions Execution Status Change} event, see
     *     https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
     */
    void statusChanged(ObjectNode detail);
}
