package dev.kiln.infra;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.json.PipelineJson;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

class MachineTest {
    private static final Path DEFINITION = Path.of("../statemachine/image-build.asl.json");
    private static final Template PIPELINE = Template.of("pipeline");
    private static final JsonNode MACHINE =
            PIPELINE.named("AWS::StepFunctions::StateMachine", "StateMachineName", "kiln-image-build");

    @Test
    void theDefinition_isTheFileAsItIs() throws IOException {
        assertThat(MACHINE.path("DefinitionString").asText())
                .as("what runs here and what runs there must be the same bytes")
                .isEqualTo(Files.readString(DEFINITION));
    }

    @Test
    void everyPlaceholder_isFilledByTheAliasOfItsHandler() throws IOException {
        var placeholders = new TreeSet<String>();
        Pattern.compile("\\$\\{(\\w+)}")
                .matcher(Files.readString(DEFINITION))
                .results()
                .forEach(r -> placeholders.add(r.group(1)));
        var filled = new TreeMap<String, String>();
        MACHINE.path("DefinitionSubstitutions")
                .properties()
                .forEach(s -> filled.put(s.getKey(), Template.rendered(s.getValue())));

        assertThat(filled.keySet()).isEqualTo(placeholders);
        assertThat(filled)
                .allSatisfy((name, alias) ->
                        assertThat(alias).startsWith("${Functions" + name.replace("Function", "") + "Live"));
    }

    @Test
    void aFunction_isDoneBeforeItsStateGivesUp() throws IOException {
        var states =
                PipelineJson.read(Files.readString(DEFINITION), JsonNode.class).path("States");
        for (Map.Entry<String, JsonNode> state : states.properties()) {
            var limit = state.getValue().path("TimeoutSeconds");
            if (limit.isInt()) {
                int timeout = PIPELINE.named("AWS::Lambda::Function", "FunctionName", "kiln-" + state.getKey())
                        .path("Timeout")
                        .asInt();
                assertThat(timeout)
                        .as("%s would be given up while its function still works", state.getKey())
                        .isLessThanOrEqualTo(limit.asInt());
            }
        }
    }

    @Test
    void itLogsEverything_exceptWhatRecipesSay() {
        var logging = MACHINE.path("LoggingConfiguration");

        assertThat(logging.path("Level").asText()).isEqualTo("ALL");
        assertThat(logging.path("IncludeExecutionData").asBoolean(true))
                .as("inputs hold scripts, and scripts hold what their writers put in")
                .isFalse();
    }

    @Test
    void itIsTraced_andOfTheKindThatCanBeRedriven() {
        assertThat(MACHINE.at("/TracingConfiguration/Enabled").asBoolean()).isTrue();
        assertThat(MACHINE.path("StateMachineType").asText()).isEqualTo("STANDARD");
    }
}
