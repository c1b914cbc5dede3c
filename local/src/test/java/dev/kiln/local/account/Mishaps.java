package dev.kiln.local.account;

import dev.kiln.local.fault.Calls;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationResponse;
import software.amazon.awssdk.services.ssm.model.InvocationDoesNotExistException;

import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** What a test makes AWS answer to the functions while it lasts; all other calls go through as they are. */
final class Mishaps implements Calls {
    private final Set<String> forgotten = new TreeSet<>();
    private final Set<String> refused = new TreeSet<>();
    private final SortedMap<String, Integer> throttled = new TreeMap<>();

    /** SSM no longer knows a command, as after its 30 days. */
    void forget(String commandId) {
        forgotten.add(commandId);
    }

    /** An action of EC2 is not allowed any more. */
    void refuse(String action) {
        refused.add(action);
    }

    /** An action of EC2 is throttled so many times. */
    void throttle(String action, int times) {
        throttled.put(action, times);
    }

    /** All actions are allowed again. */
    void allow() {
        refused.clear();
    }

    @Override
    public <T> T make(String action, Supplier<T> call) {
        if (refused.contains(action)) {
            throw Ec2Exception.builder()
                    .statusCode(403)
                    .message("You are not authorized to perform this operation.")
                    .awsErrorDetails(details("UnauthorizedOperation"))
                    .build();
        }
        if (throttled.merge(action, -1, Integer::sum) >= 0) {
            throw Ec2Exception.builder()
                    .statusCode(503)
                    .message("Request limit exceeded.")
                    .awsErrorDetails(details("RequestLimitExceeded"))
                    .build();
        }
        T answer = call.get();
        if (answer instanceof GetCommandInvocationResponse invocation && forgotten.contains(invocation.commandId())) {
            throw InvocationDoesNotExistException.builder()
                    .statusCode(400)
                    .message("An error occurred (InvocationDoesNotExist)")
                    .awsErrorDetails(details("InvocationDoesNotExist"))
                    .build();
        }
        return answer;
    }

    private static AwsErrorDetails details(String code) {
        return AwsErrorDetails.builder().errorCode(code).errorMessage(code).build();
    }
}
