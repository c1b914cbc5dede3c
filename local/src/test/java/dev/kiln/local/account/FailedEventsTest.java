package dev.kiln.local.account;

import dev.kiln.json.PipelineJson;
import dev.kiln.local.deployment.FunctionSpec;
import dev.kiln.local.deployment.RuleSpec;
import dev.kiln.local.queue.Message;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** Events that functions cannot handle are not lost: each function may send them to the queue of failed invocations. */
class FailedEventsTest {
    private static final Path SAMPLES = Path.of("../events/samples");
    private static final Faults NOTHING_WORKS = new Faults((number, action) -> Optional.of(Faults.Fault.DIES_BEFORE));

    @Test
    void everyFunctionThatIsCalledByEventsOrSchedules_hasWhatItCannotHandleInTheQueue() {
        try (var lab = FreshAccounts.onMemoryTables(37, NOTHING_WORKS)) {
            var account = lab.account;
            var deployment = account.deployment();
            deployment
                    .rules()
                    .forEach(rule ->
                            rule.targets().forEach(target -> account.lambda().invokeAsync(target.arn(), sample(rule))));
            account.lambda().invokeAsync(deployment.function("Sweep").arn(), "{}");
            account.lambda().invokeAsync(deployment.function("Janitor").arn(), "{}");
            account.lambda().invokeAsync(deployment.function("RetireImages").arn(), "{}");
            account.lambda()
                    .invokeAsync(
                            deployment.function("StartScheduledBuilds").arn(),
                            "{\"recipes\":\"withoutSchedule\",\"scheduledTime\":\"2026-12-01T06:00:00Z\"}");

            account.runUntilQuiet();

            assertThat(account.queues().messages("arn:aws:sqs:us-east-1:123456789012:kiln-failed-invocations"))
                    .extracting(FailedEventsTest::function)
                    .containsOnly(deployment.functions().stream()
                            .filter(f -> f.async().destination().isPresent())
                            .map(FunctionSpec::arn)
                            .toArray(String[]::new));
        }
    }

    private static String function(Message message) {
        return PipelineJson.tree(message.body())
                .at("/requestContext/functionArn")
                .asText();
    }

    private static String sample(RuleSpec rule) {
        try (var samples = Files.list(
                SAMPLES.resolve(rule.name().replaceFirst("^kiln-", "")).resolve("match"))) {
            return Files.readString(samples.sorted().findFirst().orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
