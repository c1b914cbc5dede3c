package dev.kiln.aws;

import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

import java.util.Optional;

/** Executions of the state machine and the tasks in them that wait for an answer. */
public final class Executions {
    private static final int ERROR_CHARACTERS = 256;
    private static final int CAUSE_CHARACTERS = 32_768;

    private final SfnClient sfn;

    public Executions(SfnClient sfn) {
        this.sfn = sfn;
    }

    /** Starts an execution; false when one of this name exists, which makes a doubled event harmless. */
    public boolean start(String stateMachineArn, String name, String input) {
        try {
            sfn.startExecution(
                    r -> r.stateMachineArn(stateMachineArn).name(name).input(input));
            return true;
        } catch (ExecutionAlreadyExistsException e) {
            return false;
        }
    }

    /** The status of an execution, for example RUNNING; empty when it does not exist or is no longer kept. */
    public Optional<String> status(String executionArn) {
        try {
            return Optional.of(
                    sfn.describeExecution(r -> r.executionArn(executionArn)).statusAsString());
        } catch (ExecutionDoesNotExistException e) {
            return Optional.empty();
        }
    }

    /** Completes a waiting task; false when the token is stale: the task has ended, timed out or been redriven. */
    public boolean succeed(String token, String output) {
        try {
            sfn.sendTaskSuccess(r -> r.taskToken(token).output(output));
            return true;
        } catch (TaskTimedOutException | TaskDoesNotExistException e) {
            return false;
        }
    }

    /** Fails a waiting task; false when the token is stale. */
    public boolean fail(String token, String error, String cause) {
        try {
            sfn.sendTaskFailure(
                    r -> r.taskToken(token).error(cut(error, ERROR_CHARACTERS)).cause(cut(cause, CAUSE_CHARACTERS)));
            return true;
        } catch (TaskTimedOutException | TaskDoesNotExistException e) {
            return false;
        }
    }

    private static String cut(String text, int characters) {
        return text.length() <= characters ? text : text.substring(0, characters);
    }
}
