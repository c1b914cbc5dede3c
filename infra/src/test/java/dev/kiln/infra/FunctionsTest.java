package dev.kiln.infra;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.handler.CallBudget;
import dev.kiln.infra.naming.Handler;
import dev.kiln.json.PipelineJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class FunctionsTest {
    /** After so long another invocation takes over what an earlier one has begun to make. */
    private static final int INTENT_LIVES_SECONDS = 120;

    private static final Template PIPELINE = Template.of("pipeline");

    private static JsonNode function(Handler handler) {
        return PIPELINE.named("AWS::Lambda::Function", "FunctionName", "kiln-" + handler.label());
    }

    private static Map.Entry<String, JsonNode> resource(Handler handler) {
        return PIPELINE.resources("AWS::Lambda::Function").entrySet().stream()
                .filter(f -> f.getKey().startsWith("Functions" + handler.label() + "Function"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyHandler_hasAFunction_andEveryFunctionAHandler() throws IOException {
        try (Stream<Path> classes = Files.list(Path.of("../functions/target/classes/dev/kiln/handler"))) {
            var handlers = classes.map(c -> c.getFileName().toString())
                    .filter(c -> c.endsWith("Handler.class"))
                    .filter(c -> !List.of("JsonHandler.class", "CallbackHandler.class")
                            .contains(c))
                    .map(c -> "dev.kiln.handler." + c.replace(".class", ""));

            assertThat(handlers)
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(Handler.values())
                            .map(Handler::className)
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource(Handler.class)
    void aFunction_isNamedAfterItsHandler(Handler handler) {
        assertThat(function(handler).path("Handler").asText())
                .isEqualTo("dev.kiln.handler." + handler.label() + "Handler");
    }

    @ParameterizedTest
    @EnumSource(Handler.class)
    void aFunction_startsFromASnapshotOnTheNewestJava(Handler handler) {
        assertThat(function(handler).at("/SnapStart/ApplyOn").asText())
                .as("without SnapStart every first call waits for a JVM")
                .isEqualTo("PublishedVersions");
        assertThat(function(handler).path("Runtime").asText()).isEqualTo("java25");
        assertThat(function(handler).at("/Architectures/0").asText()).isEqualTo("arm64");
    }

    @ParameterizedTest
    @EnumSource(Handler.class)
    void aFunction_isCalledByAnAliasOnAPublishedVersion(Handler handler) {
        var alias = PIPELINE.named(
                "AWS::Lambda::Alias", "FunctionName", "${" + resource(handler).getKey() + "}");
        String version = alias.at("/FunctionVersion/Fn::GetAtt/0").asText();

        assertThat(alias.path("Name").asText()).isEqualTo("live");
        assertThat(PIPELINE.resource(version).path("Type").asText())
                .as("$LATEST has no snapshot, and changes under a running execution")
                .isEqualTo("AWS::Lambda::Version");
    }

    @ParameterizedTest
    @EnumSource(Handler.class)
    void aFunction_hasARoleOfItsOwn(Handler handler) {
        assertThat(function(handler).at("/Role/Fn::GetAtt/0").asText())
                .startsWith("Functions" + handler.label() + "Role");
    }

    @ParameterizedTest
    @EnumSource(Handler.class)
    void aFunction_isTraced_andLogsJsonForSoLong(Handler handler) {
        var logs = PIPELINE.resource(
                function(handler).at("/LoggingConfig/LogGroup/Ref").asText());

        assertThat(function(handler).at("/TracingConfig/Mode").asText()).isEqualTo("Active");
        assertThat(function(handler).at("/LoggingConfig/LogFormat").asText()).isEqualTo("JSON");
        assertThat(logs.at("/Properties/LogGroupName").asText()).isEqualTo("/aws/lambda/kiln-" + handler.label());
        assertThat(logs.at("/Properties/RetentionInDays").asInt())
                .as("logs that nobody deletes cost more every month")
                .isEqualTo(90);
    }

    @ParameterizedTest
    @EnumSource(
            value = Handler.class,
            names = {"PREPARE", "START_SCHEDULED_BUILDS", "JANITOR", "RETIRE_IMAGES"},
            mode = EnumSource.Mode.EXCLUDE)
    void aFunction_isDeadBeforeAnotherTakesOverWhatItBegan(Handler handler) {
        assertThat(function(handler).path("Timeout").asInt())
                .as("two that make the same thing make it twice")
                .isLessThan(INTENT_LIVES_SECONDS);
    }

    @ParameterizedTest
    @EnumSource(Handler.class)
    void aFunction_livesLongerThanAllAttemptsOfACall(Handler handler) {
        assertThat(Duration.ofSeconds(function(handler).path("Timeout").asInt()))
                .as("a call that is cut off leaves nobody who knows how it went")
                .isGreaterThan(CallBudget.CALL);
    }

    @Test
    void theSweep_endsBeforeTheNextOneBegins_andIsNeverThereTwice() {
        assertThat(function(Handler.SWEEP).path("Timeout").asInt()).isLessThan(60);
        assertThat(function(Handler.SWEEP).path("ReservedConcurrentExecutions").asInt())
                .isEqualTo(1);
    }

    @Test
    void theJanitor_isNeverThereTwice() {
        assertThat(function(Handler.JANITOR)
                        .path("ReservedConcurrentExecutions")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aStormOfEvents_doesNotTakeWhatBuildsNeed() {
        assertThat(function(Handler.NOTIFY).path("ReservedConcurrentExecutions").asInt())
                .isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource(
            value = Handler.class,
            names = {"START_BUILD", "SCHEDULE_RECIPE", "TRACK_EXECUTION", "NOTIFY"})
    void anEventThatAFunctionCannotHandle_isTriedAgain_thenKept(Handler handler) {
        var config = asynchronous(handler);

        assertThat(config.path("MaximumRetryAttempts").asInt()).isEqualTo(2);
        assertThat(Template.rendered(config.at("/DestinationConfig/OnFailure/Destination")))
                .startsWith("${DeadLettersInvocations");
    }

    @ParameterizedTest
    @EnumSource(
            value = Handler.class,
            names = {"SWEEP", "START_SCHEDULED_BUILDS", "JANITOR", "RETIRE_IMAGES"})
    void aScheduleThatAFunctionCannotHandle_isKept(Handler handler) {
        assertThat(Template.rendered(asynchronous(handler).at("/DestinationConfig/OnFailure/Destination")))
                .startsWith("${DeadLettersInvocations");
    }

    /** Of the alias: what is set for a function holds for no version of it. */
    private static JsonNode asynchronous(Handler handler) {
        var config = PIPELINE.named("AWS::Lambda::EventInvokeConfig", "FunctionName", "kiln-" + handler.label());
        assertThat(config.path("Qualifier").asText()).isEqualTo("live");
        return config;
    }

    @ParameterizedTest
    @EnumSource(
            value = Handler.class,
            names = {"START_BUILD", "SCHEDULE_RECIPE", "START_SCHEDULED_BUILDS"},
            mode = EnumSource.Mode.EXCLUDE)
    void aFunctionOfTheSteps_knowsTablesAndPlace(Handler handler) {
        assertThat(environment(handler))
                .containsEntry("KILN_LEDGER_TABLE", "kiln-ledger")
                .containsEntry("KILN_LINEAGE_TABLE", "kiln-lineage")
                .containsEntry("KILN_SUBNET_IDS", "${kiln-subnet-1},${kiln-subnet-2}")
                .containsEntry("KILN_SECURITY_GROUP_ID", "${kiln-security-group}")
                .containsEntry("KILN_INSTANCE_PROFILE", "kiln-builder");
    }

    @Test
    void scheduleRecipe_knowsWhatSchedulesAreMadeOf() {
        String here = "${AWS::Region}:${AWS::AccountId}:";
        assertThat(environment(Handler.SCHEDULE_RECIPE))
                .containsEntry("KILN_RECIPE_BUCKET", "kiln-recipes-${AWS::AccountId}-${AWS::Region}")
                .containsEntry("KILN_SCHEDULE_GROUP", "kiln")
                .containsEntry(
                        "KILN_SCHEDULE_TARGET_ARN",
                        "arn:${AWS::Partition}:lambda:" + here + "function:kiln-StartScheduledBuilds:live")
                .containsEntry(
                        "KILN_SCHEDULE_ROLE_ARN", "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/kiln-schedule")
                .containsEntry(
                        "KILN_SCHEDULE_DLQ_ARN", "arn:${AWS::Partition}:sqs:" + here + "kiln-undelivered-schedules");
    }

    @Test
    void whoeverStartsBuilds_knowsTheStateMachine() {
        String arn = "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:kiln-image-build";

        assertThat(environment(Handler.START_BUILD)).containsEntry("KILN_STATE_MACHINE_ARN", arn);
        assertThat(environment(Handler.START_SCHEDULED_BUILDS))
                .containsEntry("KILN_STATE_MACHINE_ARN", arn)
                .containsEntry("KILN_RECIPE_BUCKET", "kiln-recipes-${AWS::AccountId}-${AWS::Region}");
    }

    private static Map<String, String> environment(Handler handler) {
        return function(handler).at("/Environment/Variables").properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> Template.rendered(e.getValue())));
    }

    @Test
    void oneEnvironment_fitsIntoFourKilobytes() {
        assertThat(Arrays.stream(Handler.values())
                        .map(h -> PipelineJson.write(environment(h)).length()))
                .allMatch(size -> size < 4096);
    }
}
