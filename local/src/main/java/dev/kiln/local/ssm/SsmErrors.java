package dev.kiln.local.ssm;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ssm.model.DuplicateInstanceIdException;
import software.amazon.awssdk.services.ssm.model.InvalidCommandIdException;
import software.amazon.awssdk.services.ssm.model.InvalidDocumentException;
import software.amazon.awssdk.services.ssm.model.InvalidFilterKeyException;
import software.amazon.awssdk.services.ssm.model.InvalidInstanceIdException;
import software.amazon.awssdk.services.ssm.model.InvalidInstanceInformationFilterValueException;
import software.amazon.awssdk.services.ssm.model.InvalidNextTokenException;
import software.amazon.awssdk.services.ssm.model.InvalidParametersException;
import software.amazon.awssdk.services.ssm.model.InvalidPluginNameException;
import software.amazon.awssdk.services.ssm.model.InvocationDoesNotExistException;
import software.amazon.awssdk.services.ssm.model.MaxDocumentSizeExceededException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.SsmException;
import software.amazon.awssdk.services.ssm.model.ValidationException;

/** The errors of the API, as the SDK raises them, with the error code in their details. */
final class SsmErrors {
    private static final int BAD_REQUEST = 400;

    private SsmErrors() {}

    static SsmException validation(String problem) {
        return fill(ValidationException.builder(), "ValidationException", "1 validation error detected: " + problem);
    }

    static SsmException throttled() {
        return fill(SsmException.builder(), "ThrottlingException", "Rate exceeded");
    }

    static SsmException invalidDocument(String name) {
        return fill(
                InvalidDocumentException.builder(),
                "InvalidDocument",
                "Document with name " + name + " does not exist.");
    }

    static SsmException invalidParameters(String problem) {
        return fill(InvalidParametersException.builder(), "InvalidParameters", problem);
    }

    static SsmException documentTooLarge() {
        return fill(
                MaxDocumentSizeExceededException.builder(),
                "MaxDocumentSizeExceeded",
                "The size limit of a document is 64 KB.");
    }

    static SsmException invalidInstanceId(String instanceId) {
        return fill(
                InvalidInstanceIdException.builder(),
                "InvalidInstanceId",
                "Instances [[" + instanceId + "]] not in a valid state for account " + LocalSsm.ACCOUNT);
    }

    static SsmException duplicateInstanceId() {
        return fill(
                DuplicateInstanceIdException.builder(),
                "DuplicateInstanceId",
                "You can't specify an instance ID in more than one association.");
    }

    static SsmException invalidCommandId(String commandId) {
        return fill(
                InvalidCommandIdException.builder(), "InvalidCommandId", "Command " + commandId + " does not exist.");
    }

    static SsmException invalidPluginName(String name) {
        return fill(InvalidPluginNameException.builder(), "InvalidPluginName", "No plugin is named " + name + ".");
    }

    /** AWS sends this one without a message. */
    static SsmException invocationDoesNotExist() {
        return fill(InvocationDoesNotExistException.builder(), "InvocationDoesNotExist", "");
    }

    static SsmException invalidFilterKey(String key) {
        return fill(
                InvalidFilterKeyException.builder(), "InvalidFilterKey", "The filter key " + key + " is not valid.");
    }

    static SsmException invalidFilterValue(String value) {
        return fill(
                InvalidInstanceInformationFilterValueException.builder(),
                "InvalidInstanceInformationFilterValue",
                "The filter value " + value + " is not valid.");
    }

    static SsmException invalidNextToken() {
        return fill(InvalidNextTokenException.builder(), "InvalidNextToken", "The specified token isn't valid.");
    }

    static SsmException parameterNotFound(String name) {
        return fill(ParameterNotFoundException.builder(), "ParameterNotFound", "Parameter " + name + " not found.");
    }

    private static SsmException fill(SsmException.Builder builder, String code, String message) {
        builder.message(message).statusCode(BAD_REQUEST);
        builder.awsErrorDetails(AwsErrorDetails.builder()
                .serviceName("Ssm")
                .errorCode(code)
                .errorMessage(message)
                .build());
        return (SsmException) builder.build();
    }
}
