package dev.kiln.local.states;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.json.PipelineJson;
import software.amazon.awssdk.services.sfn.model.CloudWatchEventsExecutionDataDetails;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionRedriveStatus;

import java.time.Instant;
import java.util.Optional;

/** How an execution looks from outside: to DescribeExecution, to ListExecutions and on the event bus. */
final class ExecutionViews {
    /** Above this many characters of escaped input and output, the status event leaves them out. */
    private static final int EVENT_DATA = 248 * 1024;

    private static final CloudWatchEventsExecutionDataDetails INCLUDED =
            CloudWatchEventsExecutionDataDetails.builder().included(true).build();

    private ExecutionViews() {}

    static DescribeExecutionResponse description(Execution execution) {
        var obstacle = RedriveRules.obstacle(execution, execution.now());
        var response = DescribeExecutionResponse.builder()
                .executionArn(execution.arn())
                .stateMachineArn(execution.machine().arn())
                .name(execution.name())
                .status(execution.status())
                .startDate(execution.startDate())
                .input(execution.input())
                .inputDetails(INCLUDED)
                .redriveCount(execution.redriveCount())
                .redriveStatus(
                        obstacle.isEmpty() ? ExecutionRedriveStatus.REDRIVABLE : ExecutionRedriveStatus.NOT_REDRIVABLE);
        obstacle.ifPresent(response::redriveStatusReason);
        execution.stopDate().ifPresent(response::stopDate);
        execution.redriveDate().ifPresent(response::redriveDate);
        execution.output().ifPresent(output -> response.output(output).outputDetails(INCLUDED));
        execution.failure().error().ifPresent(response::error);
        execution.failure().cause().ifPresent(response::cause);
        return response.build();
    }

    static ExecutionListItem listItem(Execution execution) {
        var item = ExecutionListItem.builder()
                .executionArn(execution.arn())
                .stateMachineArn(execution.machine().arn())
                .name(execution.name())
                .status(execution.status())
                .startDate(execution.startDate())
                .redriveCount(execution.redriveCount());
        execution.stopDate().ifPresent(item::stopDate);
        execution.redriveDate().ifPresent(item::redriveDate);
        return item.build();
    }

    /**
     * The detail of a status-change event
     * (https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html).
     */
    static ObjectNode detail(Execution execution) {
        var obstacle = RedriveRules.obstacle(execution, execution.now());
        var detail = PipelineJson.MAPPER.createObjectNode();
        detail.put("executionArn", execution.arn());
        detail.put("stateMachineArn", execution.machine().arn());
        detail.put("name", execution.name());
        detail.put("status", execution.status().toString());
        detail.put("startDate", execution.startDate().toEpochMilli());
        detail.put("stopDate", millis(execution.stopDate()));
        data(detail, execution);
        detail.putNull("stateMachineVersionArn");
        detail.putNull("stateMachineAliasArn");
        detail.put("redriveCount", execution.redriveCount());
        detail.put("redriveDate", millis(execution.redriveDate()));
        detail.put("redriveStatus", obstacle.isEmpty() ? "REDRIVABLE" : "NOT_REDRIVABLE");
        detail.put("redriveStatusReason", obstacle.orElse(null));
        detail.put("error", execution.failure().error().orElse(null));
        detail.put("cause", execution.failure().cause().orElse(null));
        return detail;
    }

    private static void data(ObjectNode detail, Execution execution) {
        int escaped = PipelineJson.write(execution.input()).length()
                + execution
                        .output()
                        .map(PipelineJson::write)
                        .map(String::length)
                        .orElse(0);
        boolean included = escaped <= EVENT_DATA;
        detail.put("input", included ? execution.input() : null);
        detail.putObject("inputDetails").put("included", included);
        detail.put("output", execution.output().filter(text -> included).orElse(null));
        if (execution.output().isPresent()) {
            detail.putObject("outputDetails").put("included", included);
        } else {
            detail.putNull("outputDetails");
        }
    }

    private static Long millis(Optional<Instant> instant) {
        return instant.map(Instant::toEpochMilli).orElse(null);
    }
}
