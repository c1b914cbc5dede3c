package dev.kiln.infra;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.infra.naming.Handler;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class OperationsTest {
    private static final Path RUNBOOKS = Path.of("../docs/runbooks");
    private static final Pattern RUNBOOK = Pattern.compile("docs/runbooks/([a-z-]+\\.md)$");
    private static final Template OPERATIONS = Template.of("operations");

    private static List<JsonNode> alarms() {
        return OPERATIONS.properties("AWS::CloudWatch::Alarm").toList();
    }

    private static JsonNode alarm(String name) {
        return OPERATIONS.named("AWS::CloudWatch::Alarm", "AlarmName", "kiln-" + name);
    }

    private static Stream<String> runbooks() {
        return alarms().stream().map(a -> {
            var runbook = RUNBOOK.matcher(a.path("AlarmDescription").asText());
            assertThat(runbook.find())
                    .as("%s names its runbook", a.path("AlarmName"))
                    .isTrue();
            return runbook.group(1);
        });
    }

    @Test
    void everyAlarm_namesARunbookThatExists() {
        assertThat(runbooks())
                .as("at three in the morning nobody wants to think")
                .isNotEmpty()
                .allMatch(runbook -> Files.isRegularFile(RUNBOOKS.resolve(runbook)));
    }

    @Test
    void everyRunbook_belongsToAnAlarm() throws IOException {
        try (Stream<Path> files = Files.list(RUNBOOKS)) {
            assertThat(files.map(f -> f.getFileName().toString()).filter(f -> !f.equals("README.md")))
                    .isSubsetOf(runbooks().toList());
        }
    }

    @Test
    void everyAlarm_tellsWhenItComesAndGoes() {
        assertThat(alarms())
                .allMatch(a -> a.path("AlarmActions").size() == 1)
                .allMatch(a -> a.path("OKActions").size() == 1);
    }

    @Test
    void everyQueue_hasAnAlarm() {
        var queues = Template.of("pipeline")
                .properties("AWS::SQS::Queue")
                .map(q -> q.path("QueueName").asText());
        var watched = alarms().stream()
                .filter(a -> a.path("Namespace").asText().equals("AWS/SQS"))
                .map(a -> a.at("/Dimensions/0/Value").asText());

        assertThat(watched).containsExactlyInAnyOrderElementsOf(queues.toList());
    }

    @Test
    void oneFailedBuild_isToldOf() {
        assertThat(alarm("build-failed").path("Threshold").asInt()).isZero();
        assertThat(alarm("build-failed").toString()).contains("ExecutionsFailed", "ExecutionsTimedOut");
    }

    @Test
    void oneThingLeftOver_isToldOf() {
        var alarm = alarm("resources-outstanding");

        assertThat(alarm.path("Namespace").asText()).isEqualTo("Kiln");
        assertThat(alarm.path("MetricName").asText()).isEqualTo("ResourcesOutstanding");
        assertThat(alarm.path("Threshold").asInt()).isZero();
    }

    @Test
    void silence_isAnAlarmOfTheSweepAndTheJanitorAlone() {
        assertThat(alarms().stream()
                        .filter(a -> a.path("TreatMissingData").asText().equals("breaching"))
                        .map(a -> a.path("AlarmName").asText()))
                .as("whoever comes by the clock is missed by nobody else")
                .containsExactlyInAnyOrder("kiln-sweep-stopped", "kiln-janitor-stopped");
    }

    @Test
    void everyFunction_isWatchedForThrottles() {
        String throttles = alarm("states-throttled").toString() + alarm("events-throttled");

        assertThat(Handler.values()).allMatch(h -> throttles.contains("\"kiln-" + h.label() + "\""));
    }

    @Test
    void noAlarm_addsUpMoreThanTen() {
        assertThat(alarms())
                .as("CloudWatch takes ten metrics in an alarm, and one expression")
                .allMatch(a -> a.path("Metrics").size() <= 11);
    }

    @Test
    void theDashboard_showsWhatAnOperatorAsksFor() {
        var dashboard =
                OPERATIONS.properties("AWS::CloudWatch::Dashboard").findFirst().orElseThrow();

        assertThat(dashboard.path("DashboardName").asText()).isEqualTo("kiln");
        assertThat(dashboard.path("DashboardBody").toString())
                .contains("FailedBuilds", "OldestFailedBuildHours", "ResourcesOutstanding", "SweepFound")
                .contains("ApproximateNumberOfMessagesVisible", "Throttles")
                .contains("SEARCH('{Kiln,Deployment,Recipe}", "p50", "p95");
    }

    @Test
    void theTopic_takesFromAlarmsOfThisAccount() {
        assertThat(OPERATIONS.properties("AWS::SNS::TopicPolicy"))
                .singleElement()
                .matches(p -> p.toString().contains("cloudwatch.amazonaws.com"));
    }
}
