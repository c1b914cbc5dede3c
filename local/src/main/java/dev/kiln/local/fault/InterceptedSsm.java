package dev.kiln.local.fault;

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

/** SSM as the functions reach it when each call can go wrong. Other calls than these no function makes. */
record InterceptedSsm(SsmClient real, Calls calls) implements SsmClient {
    @Override
    public DescribeInstanceInformationResponse describeInstanceInformation(DescribeInstanceInformationRequest request) {
        return calls.make("ssm:DescribeInstanceInformation", request, () -> real.describeInstanceInformation(request));
    }

    @Override
    public GetCommandInvocationResponse getCommandInvocation(GetCommandInvocationRequest request) {
        return calls.make("ssm:GetCommandInvocation", request, () -> real.getCommandInvocation(request));
    }

    @Override
    public GetParameterResponse getParameter(GetParameterRequest request) {
        return calls.make("ssm:GetParameter", request, () -> real.getParameter(request));
    }

    @Override
    public ListCommandsResponse listCommands(ListCommandsRequest request) {
        return calls.make("ssm:ListCommands", request, () -> real.listCommands(request));
    }

    @Override
    public SendCommandResponse sendCommand(SendCommandRequest request) {
        return calls.make("ssm:SendCommand", request, () -> real.sendCommand(request));
    }

    @Override
    public String serviceName() {
        return real.serviceName();
    }

    @Override
    public void close() {
        real.close();
    }
}
