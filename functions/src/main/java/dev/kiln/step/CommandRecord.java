package dev.kiln.step;

import dev.kiln.aws.Commands;
import dev.kiln.guest.GuestResult;
import dev.kiln.guest.PackedText;
import dev.kiln.json.PipelineJson;
import dev.kiln.ledger.Resource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The row of one attempt at a guest command, read. */
record CommandRecord(Resource row) {
    static final String REDRIVE = "redrive";
    static final String COMMENT = "comment";

    /** The name of the run on the machine; also that of an earlier attempt that SSM has lost. */
    static final String RUN = "run";

    private static final String LOST = "Lost";
    private static final String STATUS = "status";
    private static final String EXIT_CODE = "exitCode";
    private static final String RESULT = "result";
    private static final String OUTPUT = "output";
    private static final String ENDED = "endedAt";

    /** As much of an output as helps at three in the morning and fits into the cause of an error. */
    private static final int TAIL_CHARACTERS = 3_000;

    private static final int RESULT_CHARACTERS = 20_000;

    /** What is kept of a command's end. */
    static SortedMap<String, String> end(Commands.View.Finished finished, Instant now) {
        var end = new TreeMap<String, String>();
        end.put(STATUS, finished.status().equals(finished.details()) ? finished.status() : finished.details());
        end.put(EXIT_CODE, Integer.toString(finished.exitCode()));
        end.put(ENDED, now.toString());
        var result = GuestResult.read(finished.output());
        result.map(r -> PipelineJson.write(r.detail()))
                .filter(json -> json.length() <= RESULT_CHARACTERS)
                .ifPresent(json -> end.put(RESULT, json));
        String output = result.map(GuestResult::output).orElse(finished.output()) + finished.error();
        end.put(OUTPUT, tail(output.strip()));
        return end;
    }

    /** What is kept of a command that SSM no longer knows. */
    static SortedMap<String, String> lost(Instant now) {
        return new TreeMap<>(Map.of(STATUS, LOST, ENDED, now.toString()));
    }

    private static String tail(String text) {
        return text.length() <= TAIL_CHARACTERS ? text : "…" + text.substring(text.length() - TAIL_CHARACTERS);
    }

    /** Both SSM and the script must say so: a command that was cut off has no result. */
    boolean succeeded() {
        return "Success".equals(attribute(STATUS)) && result().isPresent();
    }

    /** SSM no longer knew it, so that only the machine can say what became of it. */
    boolean lost() {
        return LOST.equals(attribute(STATUS));
    }

    /** The name of the run on the machine. */
    Optional<String> run() {
        return Optional.ofNullable(row.attributes().get(RUN));
    }

    /** The machine was not fit for it, and nothing was changed. */
    boolean refused() {
        return result().filter(r -> "refused".equals(r.outcome())).isPresent();
    }

    /** Sysprep failed before it changed anything: Windows' setup is still complete. */
    boolean leftSetupComplete() {
        return result().filter(r -> "IMAGE_STATE_COMPLETE"
                        .equals(r.detail().path("imageState").asText()))
                .filter(r -> "failed".equals(r.outcome()))
                .isPresent();
    }

    /** The machine was left as it is, as its recipe wants it, so that a boot uses nothing up. */
    boolean leftAsItWas() {
        return result().filter(r -> SealBuilder.UNTOUCHED.equals(r.outcome())).isPresent();
    }

    Optional<GuestResult> result() {
        return Optional.ofNullable(row.attributes().get(RESULT))
                .flatMap(json -> GuestResult.read(GuestResult.MARK + json));
    }

    /** The ends of the logs of Windows' setup, as far as the machine has told them. */
    String setupLogs() {
        return result().map(r -> r.detail().path("setupLogs").asText())
                .flatMap(PackedText::unpack)
                .orElse("");
    }

    /** What Windows' setup wrote to its error log since the command began. */
    List<String> setupErrors() {
        var errors = new ArrayList<String>();
        result().map(r -> r.detail().path("setupErrors")).ifPresent(list -> list.forEach(e -> errors.add(e.asText())));
        return errors;
    }

    int redrive() {
        return Integer.parseInt(row.attributes().getOrDefault(REDRIVE, "0"));
    }

    String commandId() {
        return row.resourceId().orElse("");
    }

    /** From the intent to the end that was noticed. */
    Duration duration() {
        return endedAt().map(ended -> Duration.between(row.intendedAt(), ended)).orElse(Duration.ZERO);
    }

    /** When its end was noticed. */
    Optional<Instant> endedAt() {
        return Optional.ofNullable(row.attributes().get(ENDED)).map(Instant::parse);
    }

    /** Why it failed, as a sentence without its full stop. */
    String reason(Duration timeout) {
        String status = attribute(STATUS);
        return result().map(r -> r.detail().path("reason").asText())
                .filter(reason -> !reason.isEmpty())
                .orElseGet(() -> switch (status.replace(" ", "")) {
                    case "ExecutionTimedOut" -> "it did not end within " + human(timeout);
                    case "DeliveryTimedOut", "Undeliverable" ->
                        "SSM could not hand it to the machine's agent, or never heard of its end";
                    default -> "SSM calls it " + status + " with exit code " + attribute(EXIT_CODE);
                });
    }

    private static String human(Duration duration) {
        return duration.toMinutes() == 0 ? duration.toSeconds() + " s" : duration.toMinutes() + " min";
    }

    String output() {
        return attribute(OUTPUT);
    }

    private String attribute(String name) {
        return row.attributes().getOrDefault(name, "");
    }
}
