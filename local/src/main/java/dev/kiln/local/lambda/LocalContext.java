package dev.kiln.local.lambda;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The context of one invocation. */
final class LocalContext implements Context {
    private final FunctionName function;
    private final String requestId;
    private final InstantSource clock;
    private final Instant deadline;
    private final int memoryMiB;

    LocalContext(FunctionName function, String requestId, InstantSource clock, Instant deadline, int memoryMiB) {
        this.function = function;
        this.requestId = requestId;
        this.clock = clock;
        this.deadline = deadline;
        this.memoryMiB = memoryMiB;
    }

    @Override
    public String getAwsRequestId() {
        return requestId;
    }

    @Override
    public String getLogGroupName() {
        return "/aws/lambda/" + function.name();
    }

    @Override
    public String getLogStreamName() {
        return "local/[" + function.version() + "]";
    }

    @Override
    public String getFunctionName() {
        return function.name();
    }

    @Override
    public String getFunctionVersion() {
        return function.version();
    }

    @Override
    public String getInvokedFunctionArn() {
        return function.arn();
    }

    /** Only mobile apps have one; Lambda gives null to all others. */
    @Override
    public CognitoIdentity getIdentity() {
        return null;
    }

    /** Only mobile apps have one; Lambda gives null to all others. */
    @Override
    public ClientContext getClientContext() {
        return null;
    }

    @Override
    public int getRemainingTimeInMillis() {
        return Math.toIntExact(Duration.between(clock.instant(), deadline).toMillis());
    }

    @Override
    public int getMemoryLimitInMB() {
        return memoryMiB;
    }

    @Override
    public LambdaLogger getLogger() {
        return new FunctionLog(function.name());
    }
}
