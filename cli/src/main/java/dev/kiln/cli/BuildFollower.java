package dev.kiln.cli;

import dev.kiln.ledger.BuildRecord;
import dev.kiln.local.account.LocalAccount;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Runs the account's clock until a build has ended, and tells its states as they end. */
final class BuildFollower {
    /** The history is read after so many events of the clock. */
    private static final int EVENTS_A_LOOK = 20;

    /** And after so long, because what comes later may come after the end of the build. */
    private static final Duration TIME_A_LOOK = Duration.ofHours(1);

    private final LocalAccount account;
    private final BuildView view;
    private final BooleanSupplier interrupted;
    private final InstantSource realClock = InstantSource.system();
    private final Instant realStart = realClock.instant();

    /** @param interrupted whether whoever waits for the build wants it to stop */
    BuildFollower(LocalAccount account, BuildView view, BooleanSupplier interrupted) {
        this.account = account;
        this.view = view;
        this.interrupted = interrupted;
    }

    /** Follows the build to its end, and lets what it left settle. */
    BuildEnd follow(String buildId) {
        String arn = account.executionArn(buildId);
        var reader = new HistoryReader(account.records().plans(), buildId);
        var execution = describe(arn);
        boolean more = true;
        while (more && execution.filter(e -> e.stopDate() != null).isEmpty()) {
            more = advance();
            execution = describe(arn);
            if (interrupted.getAsBoolean()
                    && execution.filter(e -> e.stopDate() == null).isPresent()) {
                stop(arn);
                execution = describe(arn);
            }
            execution.ifPresent(e -> tell(reader, e));
        }
        account.runUntilQuiet();
        return end(
                buildId,
                execution
                        .filter(e -> e.stopDate() != null)
                        .orElseThrow(() -> new IllegalStateException(
                                "nothing more happens in the account, but build " + buildId + " has not ended")));
    }

    private void stop(String arn) {
        account.states()
                .stopExecution(r -> r.executionArn(arn)
                        .error("Interrupted")
                        .cause("Whoever started the build stopped it. What it made so far is kept."));
    }

    private boolean advance() {
        var timeline = account.timeline();
        if (!timeline.runNext()) {
            return false;
        }
        var limit = timeline.instant().plus(TIME_A_LOOK);
        for (int i = 1; i < EVENTS_A_LOOK; i++) {
            if (timeline.nextAt().filter(next -> !next.isAfter(limit)).isPresent()) {
                timeline.runNext();
            }
        }
        return true;
    }

    private void tell(HistoryReader reader, DescribeExecutionResponse execution) {
        for (HistoryReader.Visit visit : reader.read(history(execution.executionArn()))) {
            view.passed(new BuildView.StateRun(
                    visit.state(),
                    visit.detail(),
                    Duration.between(execution.startDate(), visit.left()),
                    Duration.between(visit.entered(), visit.left()),
                    real(),
                    visit.succeeded()));
        }
        reader.under().ifPresent(state -> view.under(state, account.timeline().instant()));
    }

    private List<HistoryEvent> history(String arn) {
        return account
                .states()
                .getExecutionHistoryPaginator(r -> r.executionArn(arn).maxResults(1000))
                .events()
                .stream()
                .toList();
    }

    private Optional<DescribeExecutionResponse> describe(String arn) {
        try {
            return Optional.of(account.states().describeExecution(r -> r.executionArn(arn)));
        } catch (ExecutionDoesNotExistException e) {
            return Optional.empty();
        }
    }

    private Duration real() {
        return Duration.between(realStart, realClock.instant());
    }

    private BuildEnd end(String buildId, DescribeExecutionResponse execution) {
        var build = account.records().builds().of(buildId);
        return new BuildEnd(
                buildId,
                execution.statusAsString(),
                build,
                build.flatMap(BuildRecord::imageId).flatMap(account.records().lineage()::of),
                Optional.ofNullable(execution.error()).orElse(""),
                Errors.cause(Optional.ofNullable(execution.cause()).orElse("")),
                Duration.between(execution.startDate(), execution.stopDate()),
                real());
    }
}
