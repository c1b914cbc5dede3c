package dev.kiln.local.account;

import dev.kiln.local.deployment.AccessSpec;
import dev.kiln.local.deployment.RuleSpec;
import dev.kiln.local.deployment.TargetSpec;
import dev.kiln.local.event.Target;
import dev.kiln.local.iam.AccessRequest;
import dev.kiln.local.iam.RequestContext;
import dev.kiln.local.lambda.LocalLambda;
import dev.kiln.local.queue.LocalQueues;

import java.util.Map;
import java.util.TreeMap;

/**
 * A function behind a rule. EventBridge may invoke it if the function's policy says so; what it may not hand over, or
 * to nobody, goes to the target's dead-letter queue without another try, if the queue's policy lets it in (EventBridge
 * user guide, "Using dead-letter queues to process undelivered events").
 */
record RuleTarget(RuleSpec rule, TargetSpec target, AccessSpec access, LocalLambda lambda, LocalQueues queues)
        implements Target {
    private static final String EVENTS = "events.amazonaws.com";

    @Override
    public void receive(String event) {
        if (!access.function(target.arn()).allowsService(EVENTS, request("lambda:InvokeFunction", target.arn()))) {
            bury(event, "NO_PERMISSIONS", "Lambda policy does not allow the rule to invoke the function.");
        } else if (!lambda.deployed(target.arn())) {
            bury(event, "NO_RESOURCE", "The function does not exist.");
        } else {
            lambda.invokeAsync(target.arn(), event);
        }
    }

    private void bury(String event, String code, String message) {
        target.deadLetters()
                .filter(queue -> access.queue(queue).allowsService(EVENTS, request("sqs:SendMessage", queue)))
                .ifPresent(queue -> queues.send(
                        queue,
                        event,
                        new TreeMap<>(Map.of(
                                "RULE_ARN",
                                rule.arn(),
                                "TARGET_ARN",
                                target.arn(),
                                "ERROR_CODE",
                                code,
                                "ERROR_MESSAGE",
                                message))));
    }

    private AccessRequest request(String action, String resource) {
        return new AccessRequest(action, resource, RequestContext.empty().with("aws:SourceArn", rule.arn()));
    }
}
