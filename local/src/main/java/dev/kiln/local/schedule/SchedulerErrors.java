package dev.kiln.local.schedule;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.SchedulerException;
import software.amazon.awssdk.services.scheduler.model.ValidationException;

/** The errors of the API, as the SDK raises them, with the error code in their details. */
final class SchedulerErrors {
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private SchedulerErrors() {}

    static SchedulerException validation(String message) {
        return fill(ValidationException.builder(), BAD_REQUEST, "ValidationException", message);
    }

    static SchedulerException noSchedule(String name) {
        return notFound("Schedule " + name + " does not exist.");
    }

    static SchedulerException noGroup(String name) {
        return notFound("Schedule group " + name + " does not exist.");
    }

    static SchedulerException scheduleExists(String name) {
        return conflict("Schedule " + name + " already exists.");
    }

    static SchedulerException groupExists(String name) {
        return conflict("Schedule group " + name + " already exists.");
    }

    private static SchedulerException notFound(String message) {
        return fill(ResourceNotFoundException.builder(), NOT_FOUND, "ResourceNotFoundException", message);
    }

    private static SchedulerException conflict(String message) {
        return fill(ConflictException.builder(), CONFLICT, "ConflictException", message);
    }

    private static SchedulerException fill(
            SchedulerException.Builder builder, int status, String code, String message) {
        builder.message(message).statusCode(status);
        builder.awsErrorDetails(AwsErrorDetails.builder()
                .serviceName("Scheduler")
                .errorCode(code)
                .errorMessage(message)
                .build());
        return (SchedulerException) builder.build();
    }
}
