package dev.kiln.local.simulation;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** The errors with which services answer when they fail or throttle, by their own codes. */
final class ServiceErrors {
    private static final int UNAVAILABLE = 503;
    private static final int INTERNAL = 500;
    private static final int BAD_REQUEST = 400;

    private ServiceErrors() {}

    static AwsServiceException internal(ApiCall call) {
        String code = switch (call.service()) {
            case "ec2", "s3" -> "InternalError";
            case "scheduler" -> "InternalServerException";
            default -> "InternalServerError";
        };
        return error(call.service(), code, INTERNAL, "An internal error has occurred (injected).");
    }

    static AwsServiceException throttled(ApiCall call) {
        return switch (call.service()) {
            case "ec2" -> error("ec2", "RequestLimitExceeded", UNAVAILABLE, "Request limit exceeded (injected).");
            case "s3" -> error("s3", "SlowDown", UNAVAILABLE, "Please reduce your request rate (injected).");
            case "dynamodb" ->
                error(
                        "dynamodb",
                        "ProvisionedThroughputExceededException",
                        BAD_REQUEST,
                        "The level of throughput was exceeded (injected).");
            default -> error(call.service(), "ThrottlingException", BAD_REQUEST, "Rate exceeded (injected).");
        };
    }

    static AwsServiceException notFound(ApiCall call, String code, String id) {
        return error(call.service(), code, BAD_REQUEST, "The id " + id + " does not exist (injected).");
    }

    private static AwsServiceException error(String service, String code, int status, String message) {
        return AwsServiceException.builder()
                .message(message)
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .serviceName(service)
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .build();
    }
}
