package dev.kiln.local.iam;

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

/**
 * Step Functions for one role: the calls that the pipeline makes, each asked about first (Service Authorization
 * Reference, "Actions, resources, and condition keys for AWS Step Functions").
 */
public final class AuthorizedStates implements SfnClient {
    private final SfnClient real;
    private final Gate gate;
    private final String stateMachineArn;

    /**
     * Step Functions for one role.
     *
     * @param stateMachineArn the account's only state machine; a task's token is decided by the machine that waits
     */
    public AuthorizedStates(SfnClient real, Session session, String stateMachineArn) {
        this.real = real;
        this.gate = new Gate(session, AccessErrors::states);
        this.stateMachineArn = stateMachineArn;
    }

    @Override
    public StartExecutionResponse startExecution(StartExecutionRequest request) {
        gate.pass(AccessRequest.on("states:StartExecution", request.stateMachineArn()));
        return real.startExecution(request);
    }

    @Override
    public DescribeExecutionResponse describeExecution(DescribeExecutionRequest request) {
        gate.pass(AccessRequest.on("states:DescribeExecution", request.executionArn()));
        return real.describeExecution(request);
    }

    @Override
    public GetExecutionHistoryResponse getExecutionHistory(GetExecutionHistoryRequest request) {
        gate.pass(AccessRequest.on("states:GetExecutionHistory", request.executionArn()));
        return real.getExecutionHistory(request);
    }

    /** A state machine's executions; a listing by map run is not among the pipeline's calls. */
    @Override
    public ListExecutionsResponse listExecutions(ListExecutionsRequest request) {
        gate.pass(AccessRequest.on("states:ListExecutions", request.stateMachineArn()));
        return real.listExecutions(request);
    }

    @Override
    public SendTaskSuccessResponse sendTaskSuccess(SendTaskSuccessRequest request) {
        gate.pass(AccessRequest.on("states:SendTaskSuccess", stateMachineArn));
        return real.sendTaskSuccess(request);
    }

    @Override
    public SendTaskFailureResponse sendTaskFailure(SendTaskFailureRequest request) {
        gate.pass(AccessRequest.on("states:SendTaskFailure", stateMachineArn));
        return real.sendTaskFailure(request);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Does nothing: there is no connection to close. */
    @Override
    public void close() {}
}
