package dev.kiln.local.ec2;

import dev.kiln.aws.Digests;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The client tokens of RunInstances (EC2 developer guide, "Ensuring idempotency"). A token counts within the
 * availability zone of the subnet: sent with a subnet of another zone, it launches another instance.
 */
final class LaunchTokens {
    private final Instances instances;
    private final SortedMap<String, Ec2State.LaunchToken> byZoneAndToken = new TreeMap<>();

    LaunchTokens(Instances instances) {
        this.instances = instances;
    }

    /** The instance that an earlier call with this token launched, or EC2's error. */
    Optional<Machine> earlier(String zone, RunInstancesRequest request) {
        return Optional.ofNullable(request.clientToken())
                .map(token -> byZoneAndToken.get(key(zone, token)))
                .map(known -> same(known, request));
    }

    private Machine same(Ec2State.LaunchToken known, RunInstancesRequest request) {
        if (!known.requestHash().equals(hash(request))) {
            throw Ec2Errors.client(
                    "IdempotentParameterMismatch",
                    "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).");
        }
        return instances
                .find(known.instanceId())
                .filter(machine -> machine.state() != InstanceStateName.TERMINATED)
                .orElseThrow(() -> Ec2Errors.client(
                        "IdempotentInstanceTerminated",
                        "The client token you have provided is associated with a resource that is already deleted."
                                + " Please use a different client token."));
    }

    void remember(String zone, RunInstancesRequest request, String instanceId) {
        Optional.ofNullable(request.clientToken())
                .ifPresent(token ->
                        byZoneAndToken.put(key(zone, token), new Ec2State.LaunchToken(hash(request), instanceId)));
    }

    SortedMap<String, Ec2State.LaunchToken> all() {
        return byZoneAndToken;
    }

    private static String key(String zone, String token) {
        return zone + " " + token;
    }

    /** The text of a request leaves its user data out, as a secret; it counts like every other parameter. */
    private static String hash(RunInstancesRequest request) {
        var text = request + "\n" + Optional.ofNullable(request.userData()).orElse("");
        return Digests.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
