package dev.kiln.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.error.PipelineException;
import dev.kiln.json.PipelineJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Reads JSON, calls one thing, writes JSON. It works on streams because the serializer of the Java runtimes refuses
 * records from aws-lambda-java-serialization 1.2.0 on, and so the local account exercises the very bytes that Lambda
 * does.
 */
abstract class JsonHandler implements RequestStreamHandler {
    private final Logger log = LoggerFactory.getLogger(getClass());

    @Override
    public final void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        JsonNode event = PipelineJson.MAPPER.readTree(input);
        PipelineJson.MAPPER.writeValue(output, LogFields.during(event, context, () -> logged(event)));
    }

    private Object logged(JsonNode event) {
        try {
            Object answer = handle(event);
            log.info("done");
            return answer;
        } catch (PipelineException e) {
            // Its message is written for operators and says all; a stack would bury it.
            log.warn("{}: {}", e.getClass().getName(), e.getMessage());
            throw e;
        } catch (RuntimeException e) {
            log.error("a defect, or a deployment that is wrong", e);
            throw e;
        }
    }

    /** Answers one event. An exception fails the task; its class name is the error that the state machine sees. */
    abstract Object handle(JsonNode event);
}
