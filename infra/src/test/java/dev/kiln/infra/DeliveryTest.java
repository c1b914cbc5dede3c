package dev.kiln.infra;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.json.PipelineJson;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import static org.assertj.core.api.Assertions.assertThat;

class DeliveryTest {
    private static final Path PATTERNS = Path.of("../events/patterns");
    private static final Template PIPELINE = Template.of("pipeline");

    @Test
    void everyPattern_isTheRuleOfItsName() throws IOException {
        try (Stream<Path> files = Files.list(PATTERNS)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString().replace(".json", "");
                assertThat(filled(rule(name).path("EventPattern")))
                        .as(name)
                        .isEqualTo(PipelineJson.read(
                                Files.readString(file)
                                        .replace("${RecipeBucket}", "kiln-recipes-#AWS::AccountId#-#AWS::Region#")
                                        .replace(
                                                "${StateMachineArn}",
                                                "arn:#AWS::Partition#:states:#AWS::Region#:#AWS::AccountId#:stateMachine:kiln-image-build"),
                                JsonNode.class));
            }
        }
    }

    /** The pattern with every function of CloudFormation as text. */
    private static JsonNode filled(JsonNode pattern) {
        if (pattern.isObject() && pattern.has("Fn::Join")) {
            String text = Template.rendered(pattern).replace("${", "#").replace("}", "#");
            return PipelineJson.MAPPER.valueToTree(text);
        }
        if (pattern.isObject()) {
            var object = PipelineJson.MAPPER.createObjectNode();
            pattern.properties().forEach(field -> object.set(field.getKey(), filled(field.getValue())));
            return object;
        }
        if (pattern.isArray()) {
            var array = PipelineJson.MAPPER.createArrayNode();
            pattern.forEach(item -> array.add(filled(item)));
            return array;
        }
        return pattern;
    }

    private static JsonNode rule(String name) {
        return PIPELINE.named("AWS::Events::Rule", "Name", "kiln-" + name);
    }

    private static List<JsonNode> targets() {
        return PIPELINE.properties("AWS::Events::Rule")
                .flatMap(rule -> StreamSupport.stream(rule.path("Targets").spliterator(), false))
                .toList();
    }

    @Test
    void anUpload_startsABuildAndItsSchedule() {
        assertThat(rule("recipe-uploaded").path("Targets"))
                .extracting(t -> Template.rendered(t.path("Arn")))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("${FunctionsStartBuildLive"),
                        second -> assertThat(second).startsWith("${FunctionsScheduleRecipeLive"));
    }

    @Test
    void everyTarget_isTriedForSoLong_thenKept() {
        assertThat(targets())
                .hasSize(7)
                .allMatch(t -> t.at("/RetryPolicy/MaximumEventAgeInSeconds").asInt() == 21_600)
                .allMatch(t -> t.at("/RetryPolicy/MaximumRetryAttempts").asInt() == 30)
                .allMatch(t -> Template.rendered(t.at("/DeadLetterConfig/Arn")).startsWith("${DeadLettersEvents"));
    }

    @Test
    void theQueueOfEvents_takesFromEachRuleAlone() {
        var policy = PIPELINE.properties("AWS::SQS::QueuePolicy")
                .filter(p -> Template.rendered(p.path("Queues").path(0)).startsWith("${DeadLettersEvents"))
                .findFirst()
                .orElseThrow();
        var sources = StreamSupport.stream(
                        policy.at("/PolicyDocument/Statement").spliterator(), false)
                .filter(s -> s.path("Effect").asText().equals("Allow"))
                .filter(s -> s.at("/Principal/Service").asText().equals("events.amazonaws.com"))
                .map(s ->
                        s.at("/Condition/ArnEquals/aws:SourceArn/Fn::GetAtt/0").asText());

        assertThat(sources)
                .as("without this EventBridge drops what it cannot deliver, and says nothing")
                .containsExactlyInAnyOrderElementsOf(
                        PIPELINE.resources("AWS::Events::Rule").keySet());
    }

    @Test
    void everyQueue_keepsForTwoWeeks_encrypted_andTakesTlsAlone() {
        assertThat(PIPELINE.properties("AWS::SQS::Queue"))
                .hasSize(3)
                .allMatch(q -> q.path("MessageRetentionPeriod").asInt() == 1_209_600)
                .allMatch(q -> q.path("SqsManagedSseEnabled").asBoolean());
        assertThat(PIPELINE.properties("AWS::SQS::QueuePolicy"))
                .hasSize(3)
                .allMatch(p -> p.toString().contains("\"aws:SecureTransport\":\"false\""));
    }

    @Test
    void theSweep_comesEveryMinute_andIsNotMadeUpFor() {
        var sweep = PIPELINE.named("AWS::Scheduler::Schedule", "Name", "sweep");

        assertThat(sweep.path("ScheduleExpression").asText()).isEqualTo("rate(1 minutes)");
        assertThat(sweep.at("/Target/RetryPolicy/MaximumRetryAttempts").asInt()).isZero();
        assertThat(Template.rendered(sweep.at("/Target/Arn"))).startsWith("${FunctionsSweepLive");
    }

    @Test
    void theDefaultRebuild_isMonthly_andTellsItsTime() {
        var rebuild = PIPELINE.named("AWS::Scheduler::Schedule", "Name", "default-rebuild");

        assertThat(rebuild.path("ScheduleExpression").asText()).isEqualTo("cron(0 6 1 * ? *)");
        assertThat(rebuild.path("ScheduleExpressionTimezone").asText()).isEqualTo("UTC");
        assertThat(rebuild.at("/Target/Input").asText())
                .isEqualTo("{\"recipes\":\"withoutSchedule\",\"scheduledTime\":\"<aws.scheduler.scheduled-time>\"}");
    }

    @Test
    void everySchedule_liesInKilnsGroup_withAQueue() {
        var group = PIPELINE.resources("AWS::Scheduler::ScheduleGroup");

        assertThat(group.values())
                .singleElement()
                .matches(g -> g.at("/Properties/Name").asText().equals("kiln"));
        assertThat(PIPELINE.properties("AWS::Scheduler::Schedule"))
                .hasSize(4)
                .allMatch(s -> Template.rendered(s.path("GroupName")).equals("${" + group.firstKey() + "}"))
                .allMatch(s ->
                        Template.rendered(s.at("/Target/DeadLetterConfig/Arn")).startsWith("${DeadLettersSchedules"));
    }
}
