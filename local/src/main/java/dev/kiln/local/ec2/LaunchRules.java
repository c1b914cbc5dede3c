package dev.kiln.local.ec2;

import dev.kiln.local.request.RequestFields;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileSpecification;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataOptionsRequest;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What EC2 asks of a RunInstances request, and what the request names in the network. */
final class LaunchRules {
    private static final int LONGEST_TOKEN = 64;
    private static final int MOST_USER_DATA_BYTES = 16_384;
    private static final int MOST_HOPS = 64;

    /** Processors of Arm: the g after the generation, as in m7g.large and c6gn.xlarge, and the first family, a1. */
    private static final Pattern ARM = Pattern.compile("(a1|[a-z]+[0-9]+g[a-z0-9-]*)\\..+");

    /** Command line tools wrap long lines. */
    private static final Pattern LINE_BREAKS = Pattern.compile("[\\r\\n]+");

    private final Network network;

    LaunchRules(Network network) {
        this.network = network;
    }

    /** Checks what can be checked without looking at any resource. */
    static void checkForm(RunInstancesRequest request) {
        checkCount(request);
        checkType(request);
        if (Optional.ofNullable(request.clientToken()).orElse("").length() > LONGEST_TOKEN) {
            throw Ec2Errors.invalidValue("Invalid value for parameter clientToken. Maximum length is 64 characters.");
        }
    }

    private static void checkCount(RunInstancesRequest request) {
        int least = Optional.ofNullable(request.minCount()).orElseThrow(() -> Ec2Errors.missing("MinCount"));
        int most = Optional.ofNullable(request.maxCount()).orElseThrow(() -> Ec2Errors.missing("MaxCount"));
        if (least < 1 || most < least) {
            throw Ec2Errors.invalidValue(
                    "Invalid value for min/max instance count: minimum %d, maximum %d".formatted(least, most));
        }
        if (most > 1) {
            throw new UnsupportedOperationException(
                    "RunInstances: more than one instance a call is not supported by the local account");
        }
    }

    private static void checkType(RunInstancesRequest request) {
        var name = Optional.ofNullable(request.instanceTypeAsString())
                .orElseThrow(() -> new UnsupportedOperationException(
                        "RunInstances: no InstanceType is not supported by the local account"));
        if (request.instanceType() == InstanceType.UNKNOWN_TO_SDK_VERSION) {
            throw Ec2Errors.invalidValue("Invalid value '" + name + "' for InstanceType.");
        }
        if (ARM.matcher(name).matches()) {
            throw Ec2Errors.invalidValue("The architecture 'arm64' of the specified instance type does not match the"
                    + " architecture 'x86_64' of the specified AMI. Specify an instance type and an AMI that have"
                    + " matching architectures, and try again.");
        }
    }

    /** The subnet's availability zone. */
    String zone(RunInstancesRequest request) {
        var subnet = Optional.ofNullable(request.subnetId())
                .orElseThrow(() -> Ec2Errors.client("VPCIdNotSpecified", "No default VPC for this user"));
        return network.zone(subnet)
                .orElseThrow(() ->
                        Ec2Errors.client("InvalidSubnetID.NotFound", "The subnet ID '" + subnet + "' does not exist"));
    }

    List<String> securityGroups(RunInstancesRequest request) {
        if (request.securityGroupIds().isEmpty()) {
            throw new UnsupportedOperationException(
                    "RunInstances: no SecurityGroupIds is not supported by the local account");
        }
        for (String id : request.securityGroupIds()) {
            if (!network.securityGroupIds().contains(id)) {
                throw Ec2Errors.client("InvalidGroup.NotFound", "The security group '" + id + "' does not exist");
            }
        }
        return request.securityGroupIds();
    }

    Optional<String> instanceProfile(RunInstancesRequest request) {
        return Optional.ofNullable(request.iamInstanceProfile()).map(this::profileName);
    }

    private String profileName(IamInstanceProfileSpecification profile) {
        if (profile.name() != null && profile.arn() != null) {
            throw Ec2Errors.invalidCombination(
                    "The parameter 'iamInstanceProfile.name' may not be used in combination with"
                            + " 'iamInstanceProfile.arn'");
        }
        var field = profile.arn() == null ? "name" : "arn";
        var value = Optional.ofNullable(profile.arn())
                .or(() -> Optional.ofNullable(profile.name()))
                .orElse("");
        return network.instanceProfiles().stream()
                .filter(name -> value.equals(profile.arn() == null ? name : Account.instanceProfileArn(name)))
                .findFirst()
                .orElseThrow(() -> Ec2Errors.invalidValue(
                        "Value (%s) for parameter iamInstanceProfile.%s is invalid. Invalid IAM Instance Profile %s"
                                .formatted(value, field, field)));
    }

    /** The user data, decoded; empty when there is none. */
    static String userData(RunInstancesRequest request) {
        var text = LINE_BREAKS
                .matcher(Optional.ofNullable(request.userData()).orElse(""))
                .replaceAll("");
        byte[] data;
        try {
            data = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw Ec2Errors.invalidValue("Invalid BASE64 encoding of user data.");
        }
        if (data.length > MOST_USER_DATA_BYTES) {
            throw Ec2Errors.invalidValue("User data is limited to 16384 bytes");
        }
        return new String(data, StandardCharsets.UTF_8);
    }

    static InstanceFacts.MetadataService metadata(RunInstancesRequest request) {
        var options = Optional.ofNullable(request.metadataOptions())
                .orElseGet(() -> InstanceMetadataOptionsRequest.builder().build());
        RequestFields.refuseOthers(
                "MetadataOptions",
                options,
                Set.of("HttpTokens", "HttpPutResponseHopLimit", "HttpEndpoint", "InstanceMetadataTags"));
        int hops = Optional.ofNullable(options.httpPutResponseHopLimit()).orElse(1);
        if (hops < 1 || hops > MOST_HOPS) {
            throw Ec2Errors.invalidValue(
                    "Value (" + hops + ") for parameter HttpPutResponseHopLimit is invalid. Must be between 1 and 64.");
        }
        return new InstanceFacts.MetadataService(
                oneOf("HttpTokens", Optional.ofNullable(options.httpTokensAsString()), "optional", "required"),
                hops,
                oneOf("HttpEndpoint", Optional.ofNullable(options.httpEndpointAsString()), "enabled", "disabled"),
                oneOf(
                        "InstanceMetadataTags",
                        Optional.ofNullable(options.instanceMetadataTagsAsString()),
                        "disabled",
                        "enabled"));
    }

    /** The value, if it is one of the two that EC2 knows; without a value the first of them. */
    private static String oneOf(String parameter, Optional<String> value, String first, String second) {
        var given = value.orElse(first);
        if (!given.equals(first) && !given.equals(second)) {
            throw Ec2Errors.invalidValue("Value (" + given + ") for parameter " + parameter + " is invalid.");
        }
        return given;
    }

    static boolean endsWithGuest(RunInstancesRequest request) {
        var behavior = oneOf(
                "InstanceInitiatedShutdownBehavior",
                Optional.ofNullable(request.instanceInitiatedShutdownBehaviorAsString()),
                "stop",
                "terminate");
        return behavior.equals("terminate");
    }
}
