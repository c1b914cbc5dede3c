package dev.kiln.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a build ended badly, and what an operator can do about it.
 *
 * @param status of the execution: FAILED, TIMED_OUT or ABORTED
 * @param state the state that did not come to its end
 * @param step the recipe's step, where the state is one of a step
 * @param error the class of the error, or Step Functions' name of it
 * @param message what was said about it
 * @param redrivableUntil Step Functions redrives an execution no later
 * @param leaseUntil the machines are ended then; empty when none is held
 */
public record FailureCard(
        String buildId,
        String recipe,
        String executionArn,
        int redriveCount,
        Instant endedAt,
        String status,
        String state,
        Optional<String> step,
        FailureClass failureClass,
        String error,
        String message,
        Evidence evidence,
        Outlook outlook,
        Instant redrivableUntil,
        Optional<Instant> leaseUntil) {
    /** All of it for people, as it is sent to the notification topic and printed by the command. */
    public String text() {
        var text = new StringBuilder();
        line(text, "Build", buildId + " of " + recipe);
        line(
                text,
                "Ended",
                status + " at " + endedAt + " in " + state
                        + step.map(s -> ", step " + s).orElse(""));
        line(text, "Class", failureClass.name().toLowerCase(Locale.ROOT));
        line(text, "Error", error);
        text.append('\n').append(message).append("\n\n");
        line(text, "Redrive", outlook.text());
        line(
                text,
                "Until",
                redrivableUntil
                        + leaseUntil
                                .map(until -> "; its machines are held until " + until)
                                .orElse(""));
        line(text, "To do", "kiln redrive " + buildId + ", or Redrive in the console of Step Functions");
        line(text, "Execution", executionArn);
        evidence.screenshot().ifPresent(place -> line(text, "Screenshot", place));
        evidence.setupLogs().ifPresent(place -> line(text, "Setup's logs", place));
        block(text, "Errors of Windows' setup", String.join("\n", evidence.setupErrors()));
        block(text, "Output of the last command", evidence.output());
        block(text, "Console", evidence.console());
        return text.toString();
    }

    private static void line(StringBuilder text, String title, String content) {
        text.append(title).append(": ").append(content).append('\n');
    }

    private static void block(StringBuilder text, String title, String content) {
        if (!content.isBlank()) {
            text.append('\n')
                    .append(title)
                    .append(":\n")
                    .append(content.strip())
                    .append('\n');
        }
    }

    /**
     * What was found on the machine.
     *
     * @param output the end of the output of the last command
     * @param setupErrors the lines that Windows' setup wrote to its error log
     * @param console the end of EC2's console output
     * @param screenshot where the picture of the console lies, {@code s3://…}
     * @param setupLogs where the ends of the logs of Windows' setup lie, after a seal or a proof that failed
     */
    public record Evidence(
            String output,
            List<String> setupErrors,
            String console,
            Optional<String> screenshot,
            Optional<String> setupLogs) {
        public Evidence {
            setupErrors = List.copyOf(setupErrors);
        }
    }

    /**
     * What a redrive would do.
     *
     * @param reuses what is there and is used again
     * @param redoes what is done again, or for the first time
     * @param minutesSaved the time that what is reused took
     */
    public record Outlook(List<String> reuses, List<String> redoes, long minutesSaved) {
        public Outlook {
            reuses = List.copyOf(reuses);
            redoes = List.copyOf(redoes);
        }

        /** For the message that an operator reads in the console. */
        public String text() {
            return "A redrive reuses " + listed(reuses, "nothing") + " (" + minutesSaved + " min saved), and does "
                    + listed(redoes, "nothing") + ".";
        }

        private static String listed(List<String> things, String none) {
            return things.isEmpty() ? none : String.join("; ", things);
        }
    }
}
