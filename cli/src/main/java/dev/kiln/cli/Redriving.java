package dev.kiln.cli;

import dev.kiln.aws.Digests;
import dev.kiln.aws.Executions;
import dev.kiln.ledger.BuildRecord;
import dev.kiln.ledger.FailedBuilds;
import dev.kiln.ledger.Resource;
import dev.kiln.step.Outlooks;
import dev.kiln.step.Steps;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionNotRedrivableException;
import software.amazon.awssdk.services.sfn.model.ExecutionRedriveStatus;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes builds up again that ended badly; says first what that would do, or why it cannot be. */
final class Redriving {
    /** These launch a builder, or wait for another build, and need none. */
    private static final Set<String> WITHOUT_BUILDER = Set.of("Prepare", "LaunchBuilder", "JoinBuild");

    private final SfnClient sfn;
    private final Steps.Records records;
    private final BuildPlace place;

    Redriving(SfnClient sfn, Steps.Records records, BuildPlace place) {
        this.sfn = sfn;
        this.records = records;
        this.place = place;
    }

    /**
     * Looks at a build, and changes nothing.
     *
     * @throws CommandRefused when it cannot be redriven, with the reason
     */
    RedrivePreview preview(String buildId, String executionArn, Instant now) {
        var execution = describe(buildId, executionArn);
        requireRedrivable(buildId, execution, now);
        var rows = records.ledger().resources(buildId);
        String state = new Executions(sfn)
                .lastState(executionArn)
                .or(() -> records.cards().of(buildId).map(card -> card.state()))
                .orElse("Prepare");
        requireNotTakenOver(buildId, state, rows);
        return new RedrivePreview(
                buildId,
                executionArn,
                execution.statusAsString(),
                execution.stopDate(),
                Optional.ofNullable(execution.error()).orElse(execution.statusAsString()),
                state,
                Outlooks.of(state, records.plans().find(buildId), rows),
                redrives(execution) + 1,
                now);
    }

    /**
     * Redrives. Two who do so at the same time get the same redrive.
     *
     * @throws CommandRefused when Step Functions refuses it
     */
    void start(RedrivePreview preview) {
        try {
            sfn.redriveExecution(r -> r.executionArn(preview.executionArn()).clientToken(token(preview)));
        } catch (ExecutionNotRedrivableException e) {
            throw refused(preview.buildId(), "Step Functions refuses it: " + e.getMessage());
        }
    }

    /** Should the answer be lost, the SDK asks again, and gets the redrive that was begun. */
    private static String token(RedrivePreview preview) {
        String text = preview.executionArn() + " redrive " + preview.redrive();
        return Digests.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    private static int redrives(DescribeExecutionResponse execution) {
        return Optional.ofNullable(execution.redriveCount()).orElse(0);
    }

    private DescribeExecutionResponse describe(String buildId, String executionArn) {
        try {
            return sfn.describeExecution(r -> r.executionArn(executionArn));
        } catch (ExecutionDoesNotExistException e) {
            throw records.builds()
                    .of(buildId)
                    .map(build -> refused(buildId, place.executionGone()))
                    .orElseGet(() -> new CommandRefused(
                            "There is no build " + buildId + ". kiln builds" + place.option() + " lists them."));
        }
    }

    private void requireRedrivable(String buildId, DescribeExecutionResponse execution, Instant now) {
        if (execution.redriveStatus() == ExecutionRedriveStatus.REDRIVABLE) {
            return;
        }
        throw switch (execution.status()) {
            case RUNNING ->
                new CommandRefused("The build " + buildId
                        + " runs; only one that has ended badly can be redriven. How it goes: kiln show " + buildId
                        + place.option());
            case SUCCEEDED ->
                new CommandRefused("The build " + buildId + " has succeeded" + image(buildId)
                        + "; there is nothing to redrive. To make the image anew: kiln build --rebuild FILE"
                        + place.option());
            default -> refused(buildId, reason(execution, now));
        };
    }

    private String image(String buildId) {
        return records.builds()
                .of(buildId)
                .flatMap(BuildRecord::imageId)
                .map(id -> " and has the image " + id)
                .orElse("");
    }

    private static String reason(DescribeExecutionResponse execution, Instant now) {
        var until = execution.stopDate().plus(FailedBuilds.REDRIVABLE);
        return until.isBefore(now)
                ? "it ended as " + execution.statusAsString() + " at " + execution.stopDate()
                        + ", and Step Functions redrives for 14 days after the end, which was until " + until + "."
                : "Step Functions says: "
                        + Optional.ofNullable(execution.redriveStatusReason()).orElse("no reason");
    }

    /** Not Step Functions but the state would refuse it, after the redrive. */
    private void requireNotTakenOver(String buildId, String state, List<Resource> rows) {
        if (WITHOUT_BUILDER.contains(state)) {
            return;
        }
        rows.stream()
                .filter(row -> row.key().startsWith("instance#builder#"))
                .reduce((earlier, later) -> later)
                .map(row -> row.attributes().get("adoptedBy"))
                .ifPresent(other -> {
                    throw new CommandRefused("The build " + other + " has taken over the builder of " + buildId
                            + " and goes on with it, so a redrive of this one would fail. Follow the other one: kiln show "
                            + other + place.option());
                });
    }

    private CommandRefused refused(String buildId, String reason) {
        return new CommandRefused("The build " + buildId + " cannot be redriven: " + reason
                + " Start a build of the same recipe instead; it takes over what this one still holds where that is safe: kiln build FILE"
                + place.option());
    }
}
