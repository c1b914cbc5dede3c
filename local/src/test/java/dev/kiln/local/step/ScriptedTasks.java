package dev.kiln.local.step;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryRequest;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.ListExecutionsRequest;
import software.amazon.awssdk.services.sfn.model.ListExecutionsResponse;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureResponse;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessRequest;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessResponse;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

import java.util.ArrayList;
import java.util.List;

/** Step Functions as far as tokens go: remembers the answers and says of some tokens that they are stale. */
final class ScriptedTasks implements SfnClient {
    final List<String> answers = new ArrayList<>();
    final List<String> causes = new ArrayList<>();
    final List<String> stale = new ArrayList<>();

    @Override
    public SendTaskSuccessResponse sendTaskSuccess(SendTaskSuccessRequest request) {
        answer(request.taskToken(), "success " + request.output());
        return SendTaskSuccessResponse.builder().build();
    }

    @Override
    public SendTaskFailureResponse sendTaskFailure(SendTaskFailureRequest request) {
        answer(request.taskToken(), "failure " + request.error());
        causes.add(request.cause());
        return SendTaskFailureResponse.builder().build();
    }

    /** No execution is known here, so nothing is known to have ended. */
    @Override
    public DescribeExecutionResponse describeExecution(DescribeExecutionRequest request) {
        throw ExecutionDoesNotExistException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("ExecutionDoesNotExist")
                        .build())
                .build();
    }

    /** None runs as far as the list says, which lags behind. */
    @Override
    public ListExecutionsResponse listExecutions(ListExecutionsRequest request) {
        return ListExecutionsResponse.builder().executions(List.of()).build();
    }

    /** An execution that entered one state, and is not in it any more. */
    @Override
    public GetExecutionHistoryResponse getExecutionHistory(GetExecutionHistoryRequest request) {
        return GetExecutionHistoryResponse.builder()
                .events(HistoryEvent.builder()
                        .stateEnteredEventDetails(d -> d.name("StopBuilder"))
                        .build())
                .build();
    }

    private void answer(String token, String what) {
        if (stale.contains(token)) {
            throw TaskTimedOutException.builder()
                    .awsErrorDetails(
                            AwsErrorDetails.builder().errorCode("TaskTimedOut").build())
                    .build();
        }
        answers.add(token + " " + what);
    }

    @Override
    public String serviceName() {
        return "states";
    }

    @Override
    public void close() {}
}
