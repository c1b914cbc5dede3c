package dev.kiln.cli;

import dev.kiln.ledger.BuildRecord;
import dev.kiln.step.Steps;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads the execution that makes a build, and tells its states to a view as they end. */
final class ExecutionReader {
    private final SfnClient sfn;
    private final Steps.Records records;
    private final String buildId;
    private final String arn;
    private final int redrive;
    private final HistoryReader history;

    /** @param redrive which of the execution's redrives is read, from its beginning; 0 is the start */
    ExecutionReader(SfnClient sfn, Steps.Records records, String buildId, String arn, int redrive) {
        this.sfn = sfn;
        this.records = records;
        this.buildId = buildId;
        this.arn = arn;
        this.redrive = redrive;
        this.history = new HistoryReader(records.plans(), buildId, redrive);
    }

    String arn() {
        return arn;
    }

    /** The execution as it is now; empty when there is none, or none yet, or its redrive cannot be seen yet. */
    Optional<DescribeExecutionResponse> describe() {
        try {
            return Optional.of(sfn.describeExecution(r -> r.executionArn(arn))).filter(this::shows);
        } catch (ExecutionDoesNotExistException e) {
            return Optional.empty();
        }
    }

    /** The answer may lag behind the redrive, and then it tells the end that came before. */
    private boolean shows(DescribeExecutionResponse execution) {
        return Optional.ofNullable(execution.redriveCount()).orElse(0) >= redrive;
    }

    private Instant begun(DescribeExecutionResponse execution) {
        return redrive == 0 ? execution.startDate() : execution.redriveDate();
    }

    /**
     * Tells the states that have ended since the last call, and the one that is under way.
     *
     * @param now on the execution's clock
     * @param real since the command began
     */
    void tell(BuildView view, DescribeExecutionResponse execution, Instant now, Duration real) {
        for (HistoryReader.Visit visit : history.read(events())) {
            view.passed(new BuildView.StateRun(
                    visit.state(),
                    visit.detail(),
                    Duration.between(begun(execution), visit.left()),
                    Duration.between(visit.entered(), visit.left()),
                    real,
                    visit.succeeded()));
        }
        history.under().ifPresent(state -> view.under(state, now));
    }

    private List<HistoryEvent> events() {
        return sfn.getExecutionHistoryPaginator(r -> r.executionArn(arn).maxResults(1000)).events().stream()
                .toList();
    }

    /** Whether its end has been told. */
    boolean complete() {
        return history.complete();
    }

    /** How an execution that has ended did so. */
    BuildEnd end(DescribeExecutionResponse execution, Duration real) {
        var build = records.builds().of(buildId);
        return new BuildEnd(
                buildId,
                execution.statusAsString(),
                build,
                build.flatMap(BuildRecord::imageId).flatMap(records.lineage()::of),
                Optional.ofNullable(execution.error()).orElse(""),
                Errors.cause(Optional.ofNullable(execution.cause()).orElse("")),
                Duration.between(begun(execution), execution.stopDate()),
                real);
    }
}
