package dev.kiln.local.sns;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.SnsException;

/** The errors of the API, as the SDK raises them, with the error code in their details (SNS API reference, Publish). */
final class SnsErrors {
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    private SnsErrors() {}

    static SnsException noTopic() {
        return fill(NotFoundException.builder(), NOT_FOUND, "NotFound", "Topic does not exist");
    }

    /** @param what the parameter, or what is wrong with it, as SNS says it after a colon */
    static SnsException invalid(String what) {
        return fill(InvalidParameterException.builder(), BAD_REQUEST, "InvalidParameter", "Invalid parameter: " + what);
    }

    private static SnsException fill(SnsException.Builder builder, int status, String code, String message) {
        builder.message(message).statusCode(status);
        builder.awsErrorDetails(AwsErrorDetails.builder()
                .serviceName("Sns")
                .errorCode(code)
                .errorMessage(message)
                .build());
        return (SnsException) builder.build();
    }
}
