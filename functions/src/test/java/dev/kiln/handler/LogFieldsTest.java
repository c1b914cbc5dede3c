package dev.kiln.handler;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.kiln.json.PipelineJson;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

class LogFieldsTest {
    private static final String STATE = """
            {"buildId": "iis-1", "executionArn": "arn:1", "state": "RunStep", "redriveCount": 2, "taskToken": "secret"}""";

    @Test
    void of_inputOfAState_areBuildExecutionStateAndRequestAlone() {
        assertThat(LogFields.of(PipelineJson.tree(STATE), new Invocation()))
                .containsExactly(
                        entry("build_id", "iis-1"),
                        entry("execution", "arn:1"),
                        entry("function_name", "kiln-RunStep"),
                        entry("function_request_id", "request-1"),
                        entry("redrive_count", "2"),
                        entry("state", "RunStep"));
    }

    @Test
    void of_eventOfAnExecution_findsTheBuildInItsDetail() {
        var event = PipelineJson.tree("""
                {"detail": {"name": "iis-1", "executionArn": "arn:1", "redriveCount": 0}}""");
        assertThat(LogFields.of(event, new Invocation()))
                .contains(entry("build_id", "iis-1"), entry("execution", "arn:1"), entry("redrive_count", "0"));
    }

    @Test
    void during_fieldsAreThereForTheWorkAndGoneAfterIt() {
        var within = LogFields.during(PipelineJson.tree(STATE), new Invocation(), () -> MDC.get("build_id"));
        assertThat(within).isEqualTo("iis-1");
        assertThat(MDC.get("build_id")).isNull();
    }

    @Test
    void during_workThatFails_leavesNoFieldForTheNextInvocation() {
        assertThatThrownBy(() -> LogFields.during(PipelineJson.tree(STATE), new Invocation(), () -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        assertThat(MDC.getCopyOfContextMap()).isIn(Map.of(), null);
    }

    private record Invocation() implements Context {
        @Override
        public String getAwsRequestId() {
            return "request-1";
        }

        @Override
        public String getLogGroupName() {
            return "";
        }

        @Override
        public String getLogStreamName() {
            return "";
        }

        @Override
        public String getFunctionName() {
            return "kiln-RunStep";
        }

        @Override
        public String getFunctionVersion() {
            return "1";
        }

        @Override
        public String getInvokedFunctionArn() {
            return "";
        }

        @Override
        public CognitoIdentity getIdentity() {
            throw new UnsupportedOperationException();
        }

        @Override
        public ClientContext getClientContext() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int getRemainingTimeInMillis() {
            return 1;
        }

        @Override
        public int getMemoryLimitInMB() {
            return 512;
        }

        @Override
        public LambdaLogger getLogger() {
            throw new UnsupportedOperationException();
        }
    }
}
