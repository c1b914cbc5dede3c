package dev.kiln.local.account;

import dev.kiln.local.request.Rate;
import dev.kiln.local.request.Throttle;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
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
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StartExecutionRequest;
import software.amazon.awssdk.services.sfn.model.StartExecutionResponse;

/**
 * Step Functions with its limits of calls, those of us-east-1 (Step Functions developer guide, "Quotas related to API
 * action throttling"); the calls that the pipeline makes.
 */
record ThrottledStates(SfnClient real, Throttle throttle) implements SfnClient {
    private static final int BAD_REQUEST = 400;
    private static final Rate ANSWERS = new Rate(3000, 500);

    @Override
    public StartExecutionResponse startExecution(StartExecutionRequest request) {
        take("StartExecution", new Rate(1300, 300));
        return real.startExecution(request);
    }

    @Override
    public DescribeExecutionResponse describeExecution(DescribeExecutionRequest request) {
        take("DescribeExecution", new Rate(300, 15));
        return real.describeExecution(request);
    }

    @Override
    public GetExecutionHistoryResponse getExecutionHistory(GetExecutionHistoryRequest request) {
        take("GetExecutionHistory", new Rate(400, 20));
        return real.getExecutionHistory(request);
    }

    @Override
    public ListExecutionsResponse listExecutions(ListExecutionsRequest request) {
        take("ListExecutions", new Rate(200, 5));
        return real.listExecutions(request);
    }

    @Override
    public SendTaskSuccessResponse sendTaskSuccess(SendTaskSuccessRequest request) {
        take("SendTaskSuccess", ANSWERS);
        return real.sendTaskSuccess(request);
    }

    @Override
    public SendTaskFailureResponse sendTaskFailure(SendTaskFailureRequest request) {
        take("SendTaskFailure", ANSWERS);
        return real.sendTaskFailure(request);
    }

    private void take(String action, Rate rate) {
        if (!throttle.allows(action, rate)) {
            throw exceeded();
        }
    }

    private static SfnException exceeded() {
        var builder = SfnException.builder();
        builder.message("Rate exceeded")
                .statusCode(BAD_REQUEST)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .serviceName("Sfn")
                        .errorCode("ThrottlingException")
                        .errorMessage("Rate exceeded")
                        .build());
        return (SfnException) builder.build();
    }

    @Override
    public String serviceName() {
        return real.serviceName();
    }

    /** Does nothing: there is no connection to close. */
    @Override
    public void close() {}
}
