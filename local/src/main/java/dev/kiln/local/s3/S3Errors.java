package dev.kiln.local.s3;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The errors of S3 as the SDK raises them (Amazon S3 API reference, "Error responses"). */
final class S3Errors {
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int PRECONDITION_FAILED = 412;

    private S3Errors() {}

    static S3Exception noSuchBucket() {
        return fill(NoSuchBucketException.builder(), NOT_FOUND, "NoSuchBucket", "The specified bucket does not exist");
    }

    static S3Exception noSuchKey() {
        return fill(NoSuchKeyException.builder(), NOT_FOUND, "NoSuchKey", "The specified key does not exist.");
    }

    static S3Exception noSuchVersion() {
        return fill(S3Exception.builder(), NOT_FOUND, "NoSuchVersion", "The specified version does not exist.");
    }

    static S3Exception noSuchUpload() {
        return fill(
                NoSuchUploadException.builder(),
                NOT_FOUND,
                "NoSuchUpload",
                "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted"
                        + " or completed.");
    }

    static S3Exception methodNotAllowed() {
        return fill(
                S3Exception.builder(),
                METHOD_NOT_ALLOWED,
                "MethodNotAllowed",
                "The specified method is not allowed against this resource.");
    }

    static S3Exception badDigest(String algorithm) {
        return fill(
                S3Exception.builder(),
                BAD_REQUEST,
                "BadDigest",
                "The " + algorithm + " you specified did not match the calculated checksum.");
    }

    static S3Exception preconditionFailed() {
        return fill(
                S3Exception.builder(),
                PRECONDITION_FAILED,
                "PreconditionFailed",
                "At least one of the pre-conditions you specified did not hold");
    }

    static S3Exception keyTooLong() {
        return fill(S3Exception.builder(), BAD_REQUEST, "KeyTooLongError", "Your key is too long");
    }

    static S3Exception metadataTooLarge() {
        return fill(
                S3Exception.builder(),
                BAD_REQUEST,
                "MetadataTooLarge",
                "Your metadata headers exceed the maximum allowed metadata size");
    }

    static S3Exception invalidArgument(String message) {
        return fill(S3Exception.builder(), BAD_REQUEST, "InvalidArgument", message);
    }

    private static S3Exception fill(S3Exception.Builder builder, int status, String code, String message) {
        builder.message(message).statusCode(status);
        builder.awsErrorDetails(AwsErrorDetails.builder()
                .serviceName("S3")
                .errorCode(code)
                .errorMessage(message)
                .build());
        return (S3Exception) builder.build();
    }
}
