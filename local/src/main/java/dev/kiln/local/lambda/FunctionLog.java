package dev.kiln.local.lambda;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;

/** Hands what a function logs to the logging of this JVM, under the function's name. */
final class FunctionLog implements LambdaLogger {
    private final Logger log;

    FunctionLog(String function) {
        this.log = LoggerFactory.getLogger("lambda." + function);
    }

    @Override
    public void log(String message) {
        log.info(message);
    }

    @Override
    public void log(byte[] message) {
        log(new String(message, StandardCharsets.UTF_8));
    }
}
