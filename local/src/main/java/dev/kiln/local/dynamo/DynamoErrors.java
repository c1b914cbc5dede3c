package dev.kiln.local.dynamo;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

import java.util.List;
import java.util.stream.Collectors;

/** The errors of DynamoDB, in the words of DynamoDB Local. */
final class DynamoErrors {
    static final String CHECK_FAILED = "The conditional request failed";

    private static final int BAD_REQUEST = 400;

    private DynamoErrors() {}

    static DynamoDbException validation(String message) {
        return fill(DynamoDbException.builder(), "ValidationException", message);
    }

    static DynamoDbException noSuchTable() {
        return fill(
                ResourceNotFoundException.builder(),
                "ResourceNotFoundException",
                "Cannot do operations on a non-existent table");
    }

    static DynamoDbException tableExists() {
        return fill(ResourceInUseException.builder(), "ResourceInUseException", "Cannot create preexisting table");
    }

    static DynamoDbException checkFailed() {
        return fill(ConditionalCheckFailedException.builder(), "ConditionalCheckFailedException", CHECK_FAILED);
    }

    /** A transaction of which nothing was done. The reasons are in the order of its actions. */
    static DynamoDbException cancelled(List<CancellationReason> reasons) {
        String codes = reasons.stream().map(CancellationReason::code).collect(Collectors.joining(", ", "[", "]"));
        return fill(
                TransactionCanceledException.builder().cancellationReasons(reasons),
                "TransactionCanceledException",
                "Transaction cancelled, please refer cancellation reasons for specific reasons " + codes);
    }

    private static DynamoDbException fill(DynamoDbException.Builder builder, String code, String message) {
        builder.message(message).statusCode(BAD_REQUEST);
        builder.awsErrorDetails(AwsErrorDetails.builder()
                .serviceName("DynamoDb")
                .errorCode(code)
                .errorMessage(message)
                .build());
        return (DynamoDbException) builder.build();
    }
}
