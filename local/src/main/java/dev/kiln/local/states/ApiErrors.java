package dev.kiln.local.states;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionNotRedrivableException;
import software.amazon.awssdk.services.sfn.model.InvalidArnException;
import software.amazon.awssdk.services.sfn.model.InvalidExecutionInputException;
import software.amazon.awssdk.services.sfn.model.InvalidNameException;
import software.amazon.awssdk.services.sfn.model.InvalidOutputException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;
import software.amazon.awssdk.services.sfn.model.ValidationException;

/** The errors of the API, as the SDK raises them, with the error code in their details. */
final class ApiErrors {
    private static final int BAD_REQUEST = 400;

    private ApiErrors() {}

    static SfnException executionAlreadyExists(String arn) {
        return fill(
                ExecutionAlreadyExistsException.builder(),
                "ExecutionAlreadyExists",
                "Execution Already Exists: '" + arn + "'");
    }

    static SfnException executionDoesNotExist(String arn) {
        return fill(
                ExecutionDoesNotExistException.builder(),
                "ExecutionDoesNotExist",
                "Execution Does Not Exist: '" + arn + "'");
    }

    static SfnException notRedrivable(String reason) {
        return fill(ExecutionNotRedrivableException.builder(), "ExecutionNotRedrivable", reason);
    }

    static SfnException stateMachineDoesNotExist(String arn) {
        return fill(
                StateMachineDoesNotExistException.builder(),
                "StateMachineDoesNotExist",
                "State Machine Does Not Exist: '" + arn + "'");
    }

    static SfnException invalidArn(String arn) {
        return fill(InvalidArnException.builder(), "InvalidArn", "Invalid Arn: 'Invalid ARN prefix: " + arn + "'");
    }

    static SfnException invalidName(String name) {
        return fill(InvalidNameException.builder(), "InvalidName", "Invalid Name: '" + name + "'");
    }

    static SfnException invalidInput(String why) {
        return fill(
                InvalidExecutionInputException.builder(),
                "InvalidExecutionInput",
                "Invalid State Machine Execution Input: '" + why + "'");
    }

    static SfnException invalidOutput(String why) {
        return fill(InvalidOutputException.builder(), "InvalidOutput", "Invalid Output: '" + why + "'");
    }

    static SfnException malformedTaskToken() {
        return fill(InvalidTokenException.builder(), "InvalidToken", "Invalid Token: 'Invalid token'");
    }

    static SfnException malformedPageToken() {
        return fill(InvalidTokenException.builder(), "InvalidToken", "Invalid Token: 'Invalid pagination token'");
    }

    static SfnException taskDoesNotExist() {
        return fill(TaskDoesNotExistException.builder(), "TaskDoesNotExist", "Task does not exist");
    }

    static SfnException taskTimedOut() {
        return fill(
                TaskTimedOutException.builder(),
                "TaskTimedOut",
                "Task Timed Out: 'Provided task does not exist anymore'");
    }

    static SfnException validation(String problem) {
        return fill(ValidationException.builder(), "ValidationException", "1 validation error detected: " + problem);
    }

    private static SfnException fill(SfnException.Builder builder, String code, String message) {
        builder.message(message).statusCode(BAD_REQUEST);
        builder.awsErrorDetails(AwsErrorDetails.builder()
                .serviceName("Sfn")
                .errorCode(code)
                .errorMessage(message)
                .build());
        return (SfnException) builder.build();
    }
}
