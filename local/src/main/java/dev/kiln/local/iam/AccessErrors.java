package dev.kiln.local.iam;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.scheduler.model.SchedulerException;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sns.model.AuthorizationErrorException;
import software.amazon.awssdk.services.sns.model.KmsAccessDeniedException;
import software.amazon.awssdk.services.ssm.model.AccessDeniedException;

/**
 * How each service refuses a caller, as the SDK raises it. EC2 has a code of its own (EC2 API reference, "Error
 * codes"); what it appends for {@code DecodeAuthorizationMessage} is left out. S3 answers a HEAD without a body, hence
 * without a code.
 */
final class AccessErrors {
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final String DENIED = "AccessDeniedException";

    private AccessErrors() {}

    static RuntimeException ec2(String text) {
        return fill(
                Ec2Exception.builder(),
                "Ec2",
                FORBIDDEN,
                "UnauthorizedOperation",
                "You are not authorized to perform this operation. " + text);
    }

    static RuntimeException ssm(String text) {
        return fill(AccessDeniedException.builder(), "Ssm", BAD_REQUEST, DENIED, text);
    }

    static RuntimeException states(String text) {
        return fill(SfnException.builder(), "Sfn", BAD_REQUEST, DENIED, text);
    }

    static RuntimeException dynamo(String text) {
        return fill(DynamoDbException.builder(), "DynamoDb", BAD_REQUEST, DENIED, text);
    }

    static RuntimeException scheduler(String text) {
        return fill(SchedulerException.builder(), "Scheduler", FORBIDDEN, DENIED, text);
    }

    static RuntimeException autoScaling(String text) {
        return fill(AutoScalingException.builder(), "AutoScaling", FORBIDDEN, "AccessDenied", text);
    }

    static RuntimeException sns(String text) {
        return fill(AuthorizationErrorException.builder(), "Sns", FORBIDDEN, "AuthorizationError", text);
    }

    /** The topic's key is refused, not the topic. */
    static RuntimeException snsKey(String text) {
        return fill(KmsAccessDeniedException.builder(), "Sns", BAD_REQUEST, "KMSAccessDenied", text);
    }

    static RuntimeException s3(String text) {
        return fill(S3Exception.builder(), "S3", FORBIDDEN, "AccessDenied", text);
    }

    static RuntimeException s3Head() {
        var details = AwsErrorDetails.builder().serviceName("S3").build();
        return S3Exception.builder()
                .statusCode(FORBIDDEN)
                .awsErrorDetails(details)
                .build();
    }

    private static AwsServiceException fill(
            AwsServiceException.Builder builder, String service, int status, String code, String message) {
        return builder.message(message)
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .serviceName(service)
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .build();
    }
}
