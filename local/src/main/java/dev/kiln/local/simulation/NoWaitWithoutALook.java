package dev.kiln.local.simulation;

import dev.kiln.json.PipelineJson;
import dev.kiln.local.account.LocalAccount;
import dev.kiln.local.lambda.Sandbox;
import dev.kiln.local.states.Invocation;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A task that waits for its token has a row with that token and a time for the next look that is neither long past nor
 * far away: otherwise nothing but its time limit would ever end it.
 */
final class NoWaitWithoutALook extends Invariant {
    private static final Duration LONGEST_OVERDUE = Duration.ofHours(1);
    private static final Duration FARTHEST = Duration.ofHours(25);

    private final LocalAccount account;
    private final LostTokens lost;
    private final SortedMap<String, String> tokens = new TreeMap<>();

    NoWaitWithoutALook(Violations violations, LocalAccount account, LostTokens lost) {
        super(violations);
        this.account = account;
        this.lost = lost;
    }

    @Override
    public void invoked(Sandbox.Call call, Invocation ended) {
        if (ended instanceof Invocation.Returned && call.payloadJson().contains("\"taskToken\"")) {
            var input = PipelineJson.tree(call.payloadJson());
            String token = input.path("taskToken").asText();
            if (account.states().waitsFor(token)) {
                tokens.put(input.path("buildId").asText(), token);
            }
        }
        tokens.values().removeIf(token -> !account.states().waitsFor(token) || lost.wasLost(token));
        tokens.forEach((build, token) -> check(build, token, call));
    }

    private void check(String build, String token, Sandbox.Call call) {
        var item = account.dynamo()
                .getItem(r -> r.tableName(account.deployment().settings().ledgerTable())
                        .key(Map.of(
                                "pk", AttributeValue.fromS("BUILD#" + build),
                                "sk", AttributeValue.fromS("WAIT"))))
                .item();
        boolean ours =
                item.containsKey("waitToken") && item.get("waitToken").s().equals(token);
        require(
                ours,
                () -> "after " + call.function() + " the task of " + build + " waits for a token that no row holds");
        if (ours) {
            String next = item.get("timeSk").s();
            Instant look = Instant.parse(next.substring(0, next.indexOf('#')));
            Instant now = account.timeline().instant();
            require(
                    look.plus(LONGEST_OVERDUE).isAfter(now) && look.isBefore(now.plus(FARTHEST)),
                    () -> build + " is to be looked at at " + look);
        }
    }
}
