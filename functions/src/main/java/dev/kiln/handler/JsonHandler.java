package dev.kiln.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.json.PipelineJson;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Reads JSON, calls one thing, writes JSON. It works on streams because the serializer of the Java runtimes refuses
 * records from aws-lambda-java-serialization 1.2.0 on, and so the local account exercises the very bytes that Lambda
 * does.
 */
abstract class JsonHandler implements RequestStreamHandler {
    @Override
    public final void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        PipelineJson.MAPPER.writeValue(output, handle(PipelineJson.MAPPER.readTree(input)));
    }

    /** Answers one event. An exception fails the task; its class name is the error that the state machine sees. */
    abstract Object handle(JsonNode event);
}
