package dev.kiln.local.states;

import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionRedriveFilter;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryRequest;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.ListExecutionsRequest;
import software.amazon.awssdk.services.sfn.model.ListExecutionsResponse;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The calls that only look. */
final class ExecutionQueries {
    private final InstantSource clock;
    private final ExecutionStore store;
    private final Map<String, StateMachine> machines;

    ExecutionQueries(InstantSource clock, ExecutionStore store, Map<String, StateMachine> machines) {
        this.clock = clock;
        this.store = store;
        this.machines = machines;
    }

    /** The execution of an ARN, or the error that AWS answers with. */
    static Execution existing(ExecutionStore store, String arn, Instant now) {
        if (!arn.startsWith("arn:")) {
            throw ApiErrors.invalidArn(arn);
        }
        return store.find(arn, now).orElseThrow(() -> ApiErrors.executionDoesNotExist(arn));
    }

    private Execution existing(Optional<String> arn) {
        return existing(store, arn.orElse(""), clock.instant());
    }

    DescribeExecutionResponse describe(DescribeExecutionRequest request) {
        return ExecutionViews.description(existing(Optional.ofNullable(request.executionArn())));
    }

    GetExecutionHistoryResponse history(GetExecutionHistoryRequest request) {
        if (Boolean.FALSE.equals(request.includeExecutionData())) {
            throw new UnsupportedOperationException(
                    "includeExecutionData=false is not supported; leave it out and ignore the data");
        }
        List<HistoryEvent> events =
                existing(Optional.ofNullable(request.executionArn())).history().events();
        var page = Pages.cut(
                Boolean.TRUE.equals(request.reverseOrder()) ? events.reversed() : events,
                Optional.ofNullable(request.maxResults()),
                Optional.ofNullable(request.nextToken()));
        var response = GetExecutionHistoryResponse.builder();
        response.events(page.items());
        page.nextToken().ifPresent(response::nextToken);
        return response.build();
    }

    ListExecutionsResponse list(ListExecutionsRequest request) {
        var machine = Optional.ofNullable(request.stateMachineArn())
                .orElseThrow(() -> ApiErrors.validation("listing needs a stateMachineArn; Map Runs do not exist here"));
        if (!machines.containsKey(machine)) {
            throw ApiErrors.stateMachineDoesNotExist(machine);
        }
        // Executions that start between two pages must not shift the pages, so a token is the number of a start.
        long below =
                Optional.ofNullable(request.nextToken()).map(Pages::position).orElse(Long.MAX_VALUE);
        var matching = store.newestFirst(clock.instant()).stream()
                .filter(numbered -> numbered.number() < below)
                .filter(numbered -> numbered.execution().machine().arn().equals(machine))
                .filter(filter(request))
                .toList();
        int size = Math.min(matching.size(), Pages.size(Optional.ofNullable(request.maxResults())));
        var response = ListExecutionsResponse.builder();
        response.executions(matching.subList(0, size).stream()
                .map(numbered -> ExecutionViews.listItem(numbered.execution()))
                .toList());
        if (size < matching.size()) {
            response.nextToken(Long.toString(matching.get(size - 1).number()));
        }
        return response.build();
    }

    private static Predicate<ExecutionStore.Numbered> filter(ListExecutionsRequest request) {
        var status = Optional.ofNullable(request.statusFilter());
        if (status.equals(Optional.of(ExecutionStatus.PENDING_REDRIVE))) {
            throw ApiErrors.validation("PENDING_REDRIVE applies to the executions of a Map Run only");
        }
        var redriven = Optional.ofNullable(request.redriveFilter()).map(ExecutionRedriveFilter.REDRIVEN::equals);
        return numbered -> status.map(numbered.execution().status()::equals).orElse(true)
                && redriven.map(wanted -> wanted == numbered.execution().redriveCount() > 0)
                        .orElse(true);
    }
}
