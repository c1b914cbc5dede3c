package dev.kiln.event;

import dev.kiln.json.PipelineJson;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class ExecutionChangedTest {
    @Test
    void read_executionThatRuns_hasNoEndAndNoError() {
        var event = ExecutionChanged.read(PipelineJson.tree("""
                {"detail":{"executionArn":"arn:x","name":"x","status":"RUNNING","startDate":1773219600000,
                 "stopDate":null,"redriveCount":2,"error":null,"cause":null}}"""));

        assertThat(event)
                .isEqualTo(new ExecutionChanged(
                        "arn:x", "x", "RUNNING", 2, Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(event.running()).isTrue();
    }

    @Test
    void read_executionThatFailed_saysWhenAndWhy() {
        var event = ExecutionChanged.read(PipelineJson.tree("""
                {"detail":{"executionArn":"arn:x","name":"x","status":"FAILED","stopDate":1773223200000,
                 "redriveCount":0,"error":"dev.kiln.error.StepFailed","cause":"disk is full"}}"""));

        assertThat(event.stopped()).contains(Instant.parse("2026-03-11T10:00:00Z"));
        assertThat(event.error()).contains("dev.kiln.error.StepFailed");
        assertThat(event.cause()).contains("disk is full");
        assertThat(event.running()).isFalse();
    }

    @Test
    void read_eventFromBeforeThereWereRedrives_countsNone() {
        var event = ExecutionChanged.read(PipelineJson.tree("""
                {"detail":{"executionArn":"arn:x","name":"x","status":"SUCCEEDED"}}"""));

        assertThat(event.redriveCount()).isZero();
    }
}
