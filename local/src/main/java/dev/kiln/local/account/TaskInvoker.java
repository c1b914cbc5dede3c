package dev.kiln.local.account;

import dev.kiln.local.iam.AccessRequest;
import dev.kiln.local.iam.Session;
import dev.kiln.local.states.FunctionInvoker;
import dev.kiln.local.states.Invocation;

/**
 * Lambda as the state machine's role may use it. A task whose function it may not invoke fails with the error that Step
 * Functions gives all that Lambda refuses, and the refusal as its cause.
 */
record TaskInvoker(Session session, FunctionInvoker lambda) implements FunctionInvoker {
    @Override
    public Invocation invoke(String functionArn, String payloadJson) {
        return session.refusal(AccessRequest.on("lambda:InvokeFunction", functionArn))
                .<Invocation>map(text -> new Invocation.Raised(
                        "Lambda.AWSLambdaException",
                        text + " (Service: AWSLambda; Status Code: 403; Error Code: AccessDeniedException)"))
                .orElseGet(() -> lambda.invoke(functionArn, payloadJson));
    }
}
