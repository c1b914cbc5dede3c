package dev.kiln.local.fault;

import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryRequest;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryResponse;
import software.amazon.awssdk.services.sfn.model.ListExecutionsRequest;
import software.amazon.awssdk.services.sfn.model.ListExecutionsResponse;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureResponse;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessResponse;
import software.amazon.awssdk.services.sfn.model.StartExecutionRequest;
import software.amazon.awssdk.services.sfn.model.StartExecutionResponse;

/** Step Functions as the functions reach it when each call can go wrong. Other calls than these no function makes. */
record InterceptedStates(SfnClient real, Calls calls) implements SfnClient {
    @Override
    public DescribeExecutionResponse describeExecution(DescribeExecutionRequest request) {
        return calls.make("states:DescribeExecution", request, () -> real.describeExecution(request));
    }

    @Override
    public SendTaskFailureResponse sendTaskFailure(SendTaskFailureRequest request) {
        return calls.make("states:SendTaskFailure", request, () -> real.sendTaskFailure(request));
    }

    @Override
    public GetExecutionHistoryResponse getExecutionHistory(GetExecutionHistoryRequest request) {
        return calls.make("states:GetExecutionHistory", request, () -> real.getExecutionHistory(request));
    }

    @Override
    public SendTaskSuccessResponse sendTaskSuccess(SendTaskSuccessRequest request) {
        return calls.make("states:SendTaskSuccess", request, () -> real.sendTaskSuccess(request));
    }

    @Override
    public StartExecutionResponse startExecution(StartExecutionRequest request) {
        return calls.make("states:StartExecution", request, () -> real.startExecution(request));
    }

    @Override
    public ListExecutionsResponse listExecutions(ListExecutionsRequest request) {
        return calls.make("states:ListExecutions", request, () -> real.listExecutions(request));
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
