package dev.kiln.local.ec2;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/**
 * The errors of the API, as the SDK raises them (EC2 API reference, "Error codes"). Texts are EC2's own where they are
 * known from the field.
 */
final class Ec2Errors {
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int PRECONDITION_FAILED = 412;
    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;

    private Ec2Errors() {}

    static Ec2Exception client(String code, String message) {
        return of(BAD_REQUEST, code, message);
    }

    static Ec2Exception dryRun() {
        return of(PRECONDITION_FAILED, "DryRunOperation", "Request would have succeeded, but DryRun flag is set.");
    }

    static Ec2Exception notYours(String what) {
        return of(FORBIDDEN, "AuthFailure", "Not authorized for " + what);
    }

    static Ec2Exception noCapacity(String zone, String instanceType) {
        return of(
                SERVER_ERROR,
                "InsufficientInstanceCapacity",
                "We currently do not have sufficient %s capacity in the Availability Zone you requested (%s). Our system"
                                .formatted(instanceType, zone)
                        + " will be working on provisioning additional capacity.");
    }

    static Ec2Exception throttled() {
        return of(UNAVAILABLE, "RequestLimitExceeded", "Request limit exceeded.");
    }

    static Ec2Exception tooManyProcessors(int limit) {
        return client(
                "VcpuLimitExceeded",
                "You have requested more vCPU capacity than your current vCPU limit of " + limit
                        + " allows for the instance bucket that the specified instance type belongs to.");
    }

    static Ec2Exception missing(String parameter) {
        return client("MissingParameter", "The request must contain the parameter " + parameter);
    }

    static Ec2Exception invalidValue(String message) {
        return client("InvalidParameterValue", message);
    }

    static Ec2Exception invalidCombination(String message) {
        return client("InvalidParameterCombination", message);
    }

    static Ec2Exception malformedId(String code, String id, String prefix) {
        return client(code, "Invalid id: \"%s\" (expecting \"%s-...\")".formatted(id, prefix));
    }

    private static Ec2Exception of(int status, String code, String message) {
        var builder = Ec2Exception.builder();
        builder.message(message)
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .serviceName("Ec2")
                        .errorCode(code)
                        .errorMessage(message)
                        .build());
        return (Ec2Exception) builder.build();
    }
}
