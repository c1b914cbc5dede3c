package dev.kiln.local.simulation;

import dev.kiln.json.PipelineJson;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.ec2.model.CopyImageRequest;
import software.amazon.awssdk.services.ec2.model.CreateImageRequest;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotsRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ssm.model.SendCommandRequest;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A function that enters a state acts only when its token is stored: what comes of the act, however soon, finds who
 * waits for it, and an invocation that was overtaken, whose token is refused, does not act at all.
 */
final class NoActionBeforeItsToken extends Invariant {
    private final Invocations invocations;
    private final Set<String> stored = new TreeSet<>();

    NoActionBeforeItsToken(Violations violations, Invocations invocations) {
        super(violations);
        this.invocations = invocations;
    }

    @Override
    public void after(ApiCall call, Object answer) {
        if (call.request() instanceof PutItemRequest put && put.item().containsKey("waitToken")) {
            stored.add(put.item().get("waitToken").s());
        }
    }

    @Override
    public void before(ApiCall call) {
        if (acts(call)) {
            token().ifPresent(token ->
                    require(stored.contains(token), () -> call + " is made before its token is stored: " + token));
        }
    }

    /** Of the state that is entered; empty for functions that events and the time call. */
    private Optional<String> token() {
        return invocations
                .current()
                .map(running -> running.call().payloadJson())
                .filter(payload -> payload.contains("\"taskToken\""))
                .map(payload -> PipelineJson.tree(payload).path("taskToken").asText());
    }

    private static boolean acts(ApiCall call) {
        return switch (call.request()) {
            case RunInstancesRequest launch -> true;
            case StartInstancesRequest start -> true;
            case StopInstancesRequest stop -> true;
            case TerminateInstancesRequest terminate -> true;
            case CreateImageRequest create -> true;
            case CreateKeyPairRequest create -> true;
            case CopyImageRequest copy -> true;
            case CreateSnapshotsRequest take -> true;
            case SendCommandRequest send -> true;
            default -> false;
        };
    }
}
