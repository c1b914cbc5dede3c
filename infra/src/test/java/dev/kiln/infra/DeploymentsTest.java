package dev.kiln.infra;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

class DeploymentsTest {
    /** Properties that name a thing in the account. A policy is named within its role, an alias within its function. */
    private static final Set<String> NAMES = Set.of(
            "AlarmName",
            "AliasName",
            "BucketName",
            "DashboardName",
            "FunctionName",
            "GroupName",
            "InstanceProfileName",
            "LogGroupName",
            "Name",
            "QueueName",
            "RoleName",
            "StateMachineName",
            "TableName",
            "TopicName");

    private static final String ANOTHER = """
            prefix: team-b
            architecture: x86_64
            logRetentionDays: 30
            schedule: {when: patchTuesday+3, time: "22:00", timeZone: Europe/Berlin}
            alarms: {email: operators@example.com}
            protect: false
            reserveConcurrency: false
            """;

    @TempDir
    private static Path another;

    @BeforeAll
    static void synthesise() {
        Synthesised.into(another, ANOTHER);
    }

    private static Template another(String lifecycle) {
        return Template.in(another, "team-b", lifecycle);
    }

    @Test
    void twoDeployments_shareNoName() {
        assertThat(names(another, "team-b"))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(names(Path.of("target/cdk.out"), "kiln"));
    }

    private static Set<String> names(Path folder, String prefix) {
        var names = new TreeSet<String>();
        for (String lifecycle : Template.LIFECYCLES) {
            var template = Template.in(folder, prefix, lifecycle);
            template.json().path("Resources").forEach(resource -> names(resource, names));
            template.json()
                    .path("Outputs")
                    .findValues("Export")
                    .forEach(export -> names.add(Template.rendered(export.path("Name"))));
        }
        return names;
    }

    /** A schedule is named within its group, an alias within its function, and a version not at all. */
    private static void names(JsonNode resource, Set<String> names) {
        String type = resource.path("Type").asText();
        if (Set.of("AWS::Scheduler::Schedule", "AWS::Lambda::Alias").contains(type)) {
            return;
        }
        resource.path("Properties").properties().stream()
                .filter(p -> NAMES.contains(p.getKey()))
                .map(p -> Template.rendered(p.getValue()))
                .filter(name -> !name.startsWith("${"))
                .forEach(name -> names.add(type + " " + name));
    }

    @Test
    void withoutProtection_allOfItGoes() {
        assertThat(another("state").json().path("Resources"))
                .noneMatch(r -> r.path("DeletionPolicy").asText().equals("Retain"));
        assertThat(another("state").properties("AWS::DynamoDB::Table"))
                .noneMatch(t -> t.path("DeletionProtectionEnabled").asBoolean());
    }

    @Test
    void anAccountWithoutConcurrencyToGive_isServed() {
        assertThat(another("pipeline").properties("AWS::Lambda::Function"))
                .noneMatch(f -> f.has("ReservedConcurrentExecutions"));
    }

    @Test
    void functions_runOnTheProcessorThatIsConfigured() {
        assertThat(another("pipeline").properties("AWS::Lambda::Function"))
                .allMatch(f -> f.at("/Architectures/0").asText().equals("x86_64"));
    }

    @Test
    void logs_areKeptForSoLong() {
        assertThat(another("pipeline").properties("AWS::Logs::LogGroup"))
                .isNotEmpty()
                .allMatch(l -> l.path("RetentionInDays").asInt() == 30);
    }

    @Test
    void patchTuesday_isLookedForOnTheSevenDaysOnWhichItCanFall() {
        var rebuild = another("pipeline").named("AWS::Scheduler::Schedule", "Name", "default-rebuild");

        assertThat(rebuild.path("ScheduleExpression").asText()).isEqualTo("cron(0 22 11-17 * ? *)");
        assertThat(rebuild.path("ScheduleExpressionTimezone").asText()).isEqualTo("Europe/Berlin");
        assertThat(rebuild.at("/Target/Input").asText())
                .contains("\"patchTuesday\":3", "\"timeZone\":\"Europe/Berlin\"");
    }

    @Test
    void anAddress_isSubscribed() {
        assertThat(another("operations").properties("AWS::SNS::Subscription"))
                .singleElement()
                .matches(s -> s.path("Endpoint").asText().equals("operators@example.com"));
    }

    @Test
    void never_leavesTheSweepAlone_andATopicThatIsThereIsTold(@TempDir Path folder) {
        Synthesised.into(folder, """
                schedule: never
                retireImages: false
                alarms: {topicArn: 'arn:aws:sns:eu-central-1:123456789012:operators'}
                """);
        var operations = Template.in(folder, "kiln", "operations");

        assertThat(Template.in(folder, "kiln", "pipeline")
                        .properties("AWS::Scheduler::Schedule")
                        .map(s -> s.path("Name").asText()))
                .containsExactlyInAnyOrder("sweep", "janitor");
        assertThat(operations.resources("AWS::SNS::Topic")).isEmpty();
        assertThat(operations.properties("AWS::CloudWatch::Alarm"))
                .allMatch(a -> a.at("/AlarmActions/0").asText().endsWith(":operators"));
    }
}
