package dev.kiln.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.json.PipelineJson;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.impl.ContextDataFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What the log of a deployed function looks like, by the configuration that is deployed. */
class FunctionLogTest {
    @Test
    void json_hasTheFieldsOfTheInvocation() {
        var line = line("json", event("done"));

        assertThat(line.path("message").asText()).isEqualTo("done");
        assertThat(line.path("level").asText()).isEqualTo("INFO");
        assertThat(line.path("build_id").asText()).isEqualTo("iis-1");
        assertThat(line.path("state").asText()).isEqualTo("RunStep");
        assertThat(line.path("function_name").asText()).isEqualTo("kiln-RunStep");
    }

    @Test
    void metrics_areTheWholeLine() {
        assertThat(line("metrics", event("{\"_aws\":{}}"))).isEqualTo(PipelineJson.tree("{\"_aws\":{}}"));
    }

    private static JsonNode line(String appender, LogEvent event) {
        var context = (LoggerContext) LogManager.getContext(false);
        var layout = context.getConfiguration().<Appender>getAppender(appender).getLayout();
        return PipelineJson.tree(layout.toSerializable(event).toString());
    }

    private static LogEvent event(String message) {
        var fields = ContextDataFactory.createContextData();
        List.of("build_id=iis-1", "state=RunStep", "function_name=kiln-RunStep")
                .forEach(field -> fields.putValue(
                        field.substring(0, field.indexOf('=')), field.substring(field.indexOf('=') + 1)));
        return Log4jLogEvent.newBuilder()
                .setLevel(Level.INFO)
                .setMessage(new SimpleMessage(message))
                .setContextData(fields)
                .build();
    }
}
