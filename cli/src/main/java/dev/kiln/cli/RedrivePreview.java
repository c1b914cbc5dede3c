package dev.kiln.cli;

import dev.kiln.ledger.FailedBuilds;
import dev.kiln.ledger.FailureCard.Outlook;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a redrive of a build would do, from what the ledger holds now.
 *
 * @param status how the execution has ended
 * @param error the name of the error, or the status where there is none
 * @param state the state that the redrive enters
 * @param redrive which redrive of the execution it would be, from 1 on
 * @param now on the clock of the account
 */
record RedrivePreview(
        String buildId,
        String executionArn,
        String status,
        Instant endedAt,
        String error,
        String state,
        Outlook outlook,
        int redrive,
        Instant now) {
    /** Step Functions redrives the execution no later. */
    Instant until() {
        return endedAt.plus(FailedBuilds.REDRIVABLE);
    }

    private Duration left() {
        return Duration.between(now, until());
    }

    /** For people. */
    List<String> lines(Terminal terminal) {
        return List.of(
                terminal.bold(buildId) + "  " + status + " at " + endedAt.truncatedTo(ChronoUnit.SECONDS) + " in "
                        + state + ": " + Errors.title(error),
                outlook.text(),
                "It can be redriven until " + until().truncatedTo(ChronoUnit.SECONDS) + " (" + Durations.left(left())
                        + " left).");
    }

    /** For machines, in the order in which they are read. */
    Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("buildId", buildId);
        fields.put("status", status);
        fields.put("state", state);
        fields.put("error", error);
        fields.put("redrive", redrive);
        fields.put("reuses", outlook.reuses());
        fields.put("redoes", outlook.redoes());
        fields.put("minutesSaved", outlook.minutesSaved());
        fields.put("redrivableUntil", until());
        fields.put("daysLeft", left().toDays());
        return fields;
    }
}
