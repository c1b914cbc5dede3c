package dev.kiln.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.kiln.error.Throttled;
import dev.kiln.json.PipelineJson;
import dev.kiln.local.states.Invocation;
import dev.kiln.local.time.RandomSource;
import dev.kiln.local.time.Timeline;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

class LocalLambdaTest {
    private static final Instant START = Instant.parse("2026-03-11T09:00:00Z");
    private static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:";

    private final Timeline timeline = new Timeline(START);
    private final LocalLambda lambda = new LocalLambda(timeline, new RandomSource(1));
    private final List<Instant> tries = new ArrayList<>();
    private final List<String> requestIds = new ArrayList<>();

    private static final class Nested extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Nested() {
            super("nested");
        }
    }

    @Test
    void invoke_handler_getsTheVeryBytesAndAnswersThem() {
        lambda.deploy("echo", (in, out, context) -> in.transferTo(out));

        assertThat(lambda.invoke(ARN + "echo", "{ \"a\" :\"ü\"}"))
                .isEqualTo(new Invocation.Returned("{ \"a\" :\"ü\"}"));
        assertThat(lambda.invocations()).containsExactly(Map.entry("echo", 1));
    }

    @Test
    void invoke_throwingHandler_isReportedAsTheJavaRuntimeDoes() {
        lambda.deploy("throws", (in, out, context) -> {
            throw new Throttled("slow down");
        });

        var raised = raised("throws", "{}");

        assertThat(raised.errorType()).isEqualTo("dev.kiln.error.Throttled");
        var report = PipelineJson.tree(raised.payloadJson());
        assertThat(report.fieldNames()).toIterable().containsExactly("errorMessage", "errorType", "stackTrace");
        assertThat(report.path("errorMessage").asText()).isEqualTo("slow down");
        assertThat(report.path("errorType").asText()).isEqualTo("dev.kiln.error.Throttled");
    }

    @Test
    void invoke_nestedExceptionClass_isNamedWithADollar() {
        lambda.deploy("throws", (in, out, context) -> {
            throw new Nested();
        });

        assertThat(raised("throws", "{}").errorType()).isEqualTo("dev.kiln.local.lambda.LocalLambdaTest$Nested");
    }

    @Test
    void invoke_deepRecursion_reportsABoundedTrace() {
        lambda.deploy("deep", (in, out, context) -> recurse(500));

        var report = PipelineJson.tree(raised("deep", "{}").payloadJson());

        assertThat(report.path("stackTrace").size()).isLessThanOrEqualTo(100);
    }

    @Test
    void invoke_errorOfTheJvm_isReportedToo() {
        lambda.deploy("throws", (in, out, context) -> {
            throw new NoClassDefFoundError("dev/kiln/Gone");
        });

        assertThat(raised("throws", "{}").errorType()).isEqualTo("java.lang.NoClassDefFoundError");
    }

    @Test
    void invoke_unknownFunction_isNotFound() {
        assertThat(raised("nobody", "{}").errorType()).isEqualTo("Lambda.ResourceNotFoundException");
    }

    @Test
    void invoke_functionDeployedUnderAnAlias_isKnownByThatAliasAlone() {
        lambda.deploy(ARN + "echo:live", (in, out, context) -> in.transferTo(out));

        assertThat(lambda.invoke("echo:live", "1")).isEqualTo(new Invocation.Returned("1"));
        assertThat(raised("echo", "1").errorType()).isEqualTo("Lambda.ResourceNotFoundException");
    }

    @Test
    void deploy_again_reachesTheNextInvocation() {
        lambda.deploy("f", (in, out, context) -> write(out, "1"));
        lambda.deploy("f", (in, out, context) -> write(out, "2"));

        assertThat(lambda.invoke("f", "{}")).isEqualTo(new Invocation.Returned("2"));
    }

    @Test
    void invoke_answerAboveSixMegabytes_isRefused() {
        lambda.deploy("big", (in, out, context) -> out.write(new byte[6_291_557]));

        assertThat(raised("big", "{}").errorType()).isEqualTo("Function.ResponseSizeTooLarge");
    }

    @Test
    void invoke_context_knowsTheInvocation() {
        lambda.deploy(ARN + "who:live", (in, out, context) -> write(out, describe(context)));

        assertThat(lambda.invoke(ARN + "who:live", "{}"))
                .isEqualTo(new Invocation.Returned("who live " + ARN + "who:live 900000 36"));
    }

    @Test
    void invokeAsync_failingTwice_isTriedAgainAfterOneAndTwoMinutes() {
        lambda.deploy("flaky", (in, out, context) -> fail(context, 2));

        lambda.invokeAsync("flaky", "{}");
        timeline.runTo(START.plus(Duration.ofHours(1)));

        assertThat(tries).containsExactly(START, START.plusSeconds(60), START.plusSeconds(180));
        assertThat(requestIds.stream().distinct()).hasSize(1);
        assertThat(lambda.deadLetters()).isEmpty();
    }

    @Test
    void invokeAsync_failingThreeTimes_becomesADeadLetter() {
        lambda.deploy("broken", (in, out, context) -> fail(context, 9));

        lambda.invokeAsync("broken", "{\"a\":1}");
        timeline.runTo(START.plus(Duration.ofHours(1)));

        assertThat(lambda.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.payloadJson()).isEqualTo("{\"a\":1}");
            assertThat(letter.attempts()).isEqualTo(3);
            assertThat(letter.errorType()).isEqualTo("java.lang.IllegalStateException");
            assertThat(letter.at()).isEqualTo(START.plusSeconds(180));
        });
    }

    @Test
    void invokeAsync_unknownFunction_becomesADeadLetterUntried() {
        lambda.invokeAsync("nobody", "{}");

        assertThat(lambda.deadLetters()).extracting(DeadLetter::attempts).containsExactly(0);
    }

    private Invocation.Raised raised(String function, String payload) {
        return assertThat(lambda.invoke(function, payload))
                .asInstanceOf(type(Invocation.Raised.class))
                .actual();
    }

    private void fail(Context context, int times) {
        tries.add(timeline.instant());
        requestIds.add(context.getAwsRequestId());
        if (tries.size() <= times) {
            throw new IllegalStateException("not yet");
        }
    }

    private static void recurse(int depth) {
        if (depth > 0) {
            recurse(depth - 1);
        } else {
            throw new IllegalStateException("deep");
        }
    }

    private static String describe(Context context) {
        return String.join(
                " ",
                context.getFunctionName(),
                context.getFunctionVersion(),
                context.getInvokedFunctionArn(),
                Integer.toString(context.getRemainingTimeInMillis()),
                Integer.toString(context.getAwsRequestId().length()));
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
