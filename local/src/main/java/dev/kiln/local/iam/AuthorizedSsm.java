package dev.kiln.local.iam;

import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DescribeInstanceInformationRequest;
import software.amazon.awssdk.services.ssm.model.DescribeInstanceInformationResponse;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationRequest;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationResponse;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.ssm.model.ListCommandsRequest;
import software.amazon.awssdk.services.ssm.model.ListCommandsResponse;
import software.amazon.awssdk.services.ssm.model.SendCommandRequest;
import software.amazon.awssdk.services.ssm.model.SendCommandResponse;

import java.util.SortedMap;

/**
 * SSM for one role: the calls that the pipeline makes, each asked about first (Service Authorization Reference,
 * "Actions, resources, and condition keys for AWS Systems Manager"; Systems Manager user guide, "Restricting Run
 * Command access based on tags").
 */
public final class AuthorizedSsm implements SsmClient {
    private final SsmClient real;
    private final Gate gate;
    private final Ec2Resources resources;

    /**
     * SSM for one role.
     *
     * @param resources know the tags of instances, by which SSM decides
     */
    public AuthorizedSsm(SsmClient real, Session session, Ec2Resources resources) {
        this.real = real;
        this.gate = new Gate(session, AccessErrors::ssm);
        this.resources = resources;
    }

    @Override
    public SendCommandResponse sendCommand(SendCommandRequest request) {
        gate.pass(AccessRequest.on("ssm:SendCommand", document(request.documentName())));
        // Of an instance that EC2 does not know there are no tags; SSM then says that it does not know it.
        request.instanceIds().forEach(id -> resources.tags(id).ifPresent(tags -> gate.pass(machine(id, tags))));
        return real.sendCommand(request);
    }

    private static AccessRequest machine(String instanceId, SortedMap<String, String> tags) {
        return new AccessRequest(
                "ssm:SendCommand",
                Arns.of("ec2", "instance/" + instanceId),
                RequestContext.empty().withTags("ssm:resourceTag/", tags).withTags("aws:ResourceTag/", tags));
    }

    /** Amazon's documents begin with AWS and belong to no account. */
    private static String document(String name) {
        return name.startsWith("AWS-") ? Arns.ownerless("ssm", "document/" + name) : Arns.of("ssm", "document/" + name);
    }

    @Override
    public ListCommandsResponse listCommands(ListCommandsRequest request) {
        gate.pass(AccessRequest.onEverything("ssm:ListCommands"));
        return real.listCommands(request);
    }

    @Override
    public GetCommandInvocationResponse getCommandInvocation(GetCommandInvocationRequest request) {
        gate.pass(AccessRequest.onEverything("ssm:GetCommandInvocation"));
        return real.getCommandInvocation(request);
    }

    @Override
    public DescribeInstanceInformationResponse describeInstanceInformation(DescribeInstanceInformationRequest request) {
        gate.pass(AccessRequest.onEverything("ssm:DescribeInstanceInformation"));
        return real.describeInstanceInformation(request);
    }

    @Override
    public GetParameterResponse getParameter(GetParameterRequest request) {
        gate.pass(AccessRequest.on("ssm:GetParameter", parameter(request.name())));
        return real.getParameter(request);
    }

    /** The slash before a name is not doubled; Amazon's public parameters belong to no account. */
    private static String parameter(String name) {
        String resource = "parameter" + (name.startsWith("/") ? "" : "/") + name;
        return name.startsWith("/aws/") ? Arns.ownerless("ssm", resource) : Arns.of("ssm", resource);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Does nothing: there is no connection to close. */
    @Override
    public void close() {}
}
