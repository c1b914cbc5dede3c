package dev.kiln.local.states;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Histories of this engine beside those that AWS wrote for equivalent state machines; where they come from, how they
 * are written down and which are not compared is in the README beside them.
 */
class RecordedHistoriesTest {
    private static final String ANSWER = "\"test_message_txt\"";

    private final StatesLab lab = new StatesLab();
    private final List<String> tokens = new ArrayList<>();

    private String start(String name) {
        return lab.start(RecordedHistory.definition(name), "{\"input-value\":0}");
    }

    private void assertAsRecorded(String name, String arn) {
        RecordedHistory.of(name).assertMatches(lab.history(arn));
    }

    private void passingTokensOn() {
        lab.function("function", event -> {
            tokens.add(event.path("TaskToken").asText());
            return new Invocation.Returned("{}");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"task-fails", "task-is-caught", "task-is-retried"})
    void history_functionThatThrows_isAsRecorded(String name) {
        lab.raising("function", "Exception");
        var arn = start(name);

        lab.runFor(Duration.ofDays(1));

        assertAsRecorded(name, arn);
    }

    @Test
    void history_tokenThatComesBackWithAResult_isAsRecorded() {
        passingTokensOn();
        var arn = start("callback-succeeds");
        lab.runFor(Duration.ofSeconds(1));

        lab.states.sendTaskSuccess(r -> r.taskToken(tokens.getFirst()).output(ANSWER));
        lab.runFor(Duration.ofDays(1));

        assertAsRecorded("callback-succeeds", arn);
    }

    @Test
    void history_tokenThatComesBackWithAnError_isAsRecorded() {
        passingTokensOn();
        var arn = start("callback-fails");
        lab.runFor(Duration.ofSeconds(1));

        lab.states.sendTaskFailure(
                r -> r.taskToken(tokens.getFirst()).error("Failure error").cause("Failure cause"));
        lab.runFor(Duration.ofDays(1));

        assertAsRecorded("callback-fails", arn);
    }

    @ParameterizedTest
    @ValueSource(strings = {"callback-times-out", "heartbeat-is-missed", "heartbeat-without-timeout"})
    void history_tokenThatDoesNotComeBack_isAsRecorded(String name) {
        passingTokensOn();
        var arn = start(name);

        lab.runFor(Duration.ofDays(1));

        assertAsRecorded(name, arn);
    }

    @Test
    void history_heartbeatsBeforeTheResult_isAsRecorded() {
        passingTokensOn();
        var arn = start("heartbeats-are-sent");
        for (int beat = 0; beat < 3; beat++) {
            lab.runFor(Duration.ofSeconds(100));
            lab.states.sendTaskHeartbeat(r -> r.taskToken(tokens.getFirst()));
        }

        lab.states.sendTaskSuccess(r -> r.taskToken(tokens.getFirst()).output(ANSWER));
        lab.runFor(Duration.ofDays(1));

        assertAsRecorded("heartbeats-are-sent", arn);
    }

    @Test
    void history_stoppedExecution_isAsRecorded() {
        var arn = start("execution-is-stopped");
        lab.runFor(Duration.ofSeconds(1));

        lab.states.stopExecution(r -> r.executionArn(arn));

        assertAsRecorded("execution-is-stopped", arn);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "context-object",
                "map-succeeds",
                "map-fails",
                "map-fails-without-error",
                "map-is-caught",
                "map-is-retried",
                "parallel-succeeds",
                "parallel-fails",
                "parallel-is-caught"
            })
    void history_withoutFunctions_isAsRecorded(String name) {
        var arn = start(name);

        lab.runFor(Duration.ofDays(1));

        assertAsRecorded(name, arn);
    }

    @Test
    void match_historyThatDiffersInOneEvent_isRefused() {
        var arn = start("map-is-caught");
        lab.runFor(Duration.ofDays(1));

        var events = new ArrayList<>(lab.history(arn));
        events.set(8, events.get(8).toBuilder().previousEventId(8L).build());

        assertThat(RecordedHistory.of("map-is-caught").differences(events))
                .containsExactly("recorded 9 7 MapStateFailed, here 9 8 MapStateFailed");
    }
}
