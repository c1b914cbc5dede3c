package dev.kiln.cli.coldstart;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Plays Lambda's runtime in the JVM that is measured: makes a handler by the name of its class and gives it one event.
 * It is one class that needs nothing else of this module, because it runs on the function package's class path.
 */
public final class ColdRuntime implements Context {
    static final String INITIALISED = "kiln-cold-start: initialised";
    static final String ANSWERED = "kiln-cold-start: answered";
    static final String PROCESSOR = "kiln-cold-start: processor ";
    private static final int MEMORY_MIB = 1024;
    private static final int REMAINING_MILLIS = 60_000;

    private final String functionName;

    private ColdRuntime(String functionName) {
        this.functionName = functionName;
    }

    /**
     * Makes the handler and gives it the event.
     *
     * @param arguments the class of the handler, and the file of the event
     */
    public static void main(String[] arguments) throws Exception {
        var handler = Class.forName(arguments[0])
                .asSubclass(RequestStreamHandler.class)
                .getDeclaredConstructor()
                .newInstance();
        System.out.println(INITIALISED);
        try (var event = Files.newInputStream(Path.of(arguments[1]))) {
            handler.handleRequest(event, new ByteArrayOutputStream(), new ColdRuntime(arguments[0]));
        }
        System.out.println(ANSWERED);
        ProcessHandle.current().info().totalCpuDuration().ifPresent(time -> System.out.println(PROCESSOR + time));
        System.exit(0);
    }

    @Override
    public String getAwsRequestId() {
        return "00000000-0000-0000-0000-000000000000";
    }

    @Override
    public String getLogGroupName() {
        return "/aws/lambda/" + functionName;
    }

    @Override
    public String getLogStreamName() {
        return "cold";
    }

    @Override
    public String getFunctionName() {
        return functionName;
    }

    @Override
    public String getFunctionVersion() {
        return "1";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "arn:aws:lambda:us-east-1:123456789012:function:" + functionName + ":live";
    }

    @Override
    public CognitoIdentity getIdentity() {
        throw new UnsupportedOperationException("no mobile app calls a function here");
    }

    @Override
    public ClientContext getClientContext() {
        throw new UnsupportedOperationException("no mobile app calls a function here");
    }

    @Override
    public int getRemainingTimeInMillis() {
        return REMAINING_MILLIS;
    }

    @Override
    public int getMemoryLimitInMB() {
        return MEMORY_MIB;
    }

    @Override
    public LambdaLogger getLogger() {
        return LambdaRuntime.getLogger();
    }
}
