package dev.kiln.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.json.PipelineJson;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.RedriveExecutionRequest;
import software.amazon.awssdk.services.sfn.model.RedriveExecutionResponse;
import software.amazon.awssdk.services.sfn.model.StartExecutionRequest;
import software.amazon.awssdk.services.sfn.model.StartExecutionResponse;
import software.amazon.awssdk.services.sfn.model.StopExecutionRequest;
import software.amazon.awssdk.services.sfn.model.StopExecutionResponse;

import java.util.Map;
import java.util.Optional;

/** The calls that start, stop and redrive executions. */
final class ExecutionCalls {
    private final Engine engine;
    private final ExecutionStore store;
    private final Map<String, StateMachine> machines;

    ExecutionCalls(Engine engine, ExecutionStore store, Map<String, StateMachine> machines) {
        this.engine = engine;
        this.store = store;
        this.machines = machines;
    }

    StartExecutionResponse start(StartExecutionRequest request) {
        var arn = Optional.ofNullable(request.stateMachineArn()).orElse("");
        var machine = Optional.ofNullable(machines.get(arn))
                .orElseThrow(() -> arn.startsWith(Arns.stateMachine(""))
                        ? ApiErrors.stateMachineDoesNotExist(arn)
                        : ApiErrors.invalidArn(arn));
        var name = Optional.ofNullable(request.name()).orElseGet(engine.random()::uuid);
        ExecutionNames.check(name);
        var input = Optional.ofNullable(request.input()).orElse("{}");
        var value = json(input);
        var existing = store.find(
                Arns.execution(machine.name(), name), engine.timeline().instant());
        return answer(existing.isPresent() ? sameAgain(existing.get(), input) : started(machine, name, input, value));
    }

    private Execution started(StateMachine machine, String name, String input, JsonNode value) {
        var execution = new Execution(engine, machine, name, input, value);
        store.add(execution);
        execution.start(value);
        return execution;
    }

    /** A second start is the first one's echo while that runs with the same input; otherwise the name is taken. */
    private static Execution sameAgain(Execution existing, String input) {
        if (existing.status() != ExecutionStatus.RUNNING || !existing.input().equals(input)) {
            throw ApiErrors.executionAlreadyExists(existing.arn());
        }
        return existing;
    }

    private static StartExecutionResponse answer(Execution execution) {
        return StartExecutionResponse.builder()
                .executionArn(execution.arn())
                .startDate(execution.startDate())
                .build();
    }

    private static JsonNode json(String input) {
        if (Limits.tooLarge(input)) {
            throw ApiErrors.validation("Value at 'input' failed to satisfy constraint: Member must have length less"
                    + " than or equal to " + Limits.DATA_BYTES);
        }
        try {
            return PipelineJson.tree(input);
        } catch (IllegalArgumentException e) {
            throw ApiErrors.invalidInput(e.getMessage());
        }
    }

    /** Stops an execution; one that has closed stays as it is. */
    StopExecutionResponse stop(StopExecutionRequest request) {
        var execution = existing(Optional.ofNullable(request.executionArn()));
        execution.stop(Optional.ofNullable(request.error()), Optional.ofNullable(request.cause()));
        return StopExecutionResponse.builder()
                .stopDate(execution.stopDate().orElseThrow())
                .build();
    }

    RedriveExecutionResponse redrive(RedriveExecutionRequest request) {
        var token = Optional.ofNullable(request.clientToken());
        token.ifPresent(RedriveTokens::check);
        var execution = existing(Optional.ofNullable(request.executionArn()));
        var now = engine.timeline().instant();
        var repeated = token.flatMap(text -> execution.redriveTokens().find(text, now));
        if (repeated.isEmpty()) {
            RedriveRules.obstacle(execution, now).ifPresent(reason -> {
                throw ApiErrors.notRedrivable(reason);
            });
            token.ifPresent(text -> execution.redriveTokens().remember(text, now));
            execution.redrive();
        }
        return RedriveExecutionResponse.builder()
                .redriveDate(repeated.orElse(now))
                .build();
    }

    private Execution existing(Optional<String> arn) {
        return ExecutionQueries.existing(
                store, arn.orElse(""), engine.timeline().instant());
    }
}
