package dev.kiln.local.simulation;

import dev.kiln.json.PipelineJson;
import dev.kiln.local.account.LocalAccount;
import dev.kiln.local.lambda.Sandbox;
import dev.kiln.local.states.Invocation;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The stored token of a task is lost, as when somebody deletes the item: only the state's time limit ends the task. */
final class LostTokens implements Witness {
    /** It may wait for a week, so that nobody would live to see it fail. */
    private static final String TOO_LONG = "JoinBuild";

    private final LocalAccount account;
    private final Dice dice;
    private final Set<String> lost = new TreeSet<>();

    LostTokens(LocalAccount account, Dice dice) {
        this.account = account;
        this.dice = dice;
    }

    @Override
    public void invoked(Sandbox.Call call, Invocation ended) {
        if (!(ended instanceof Invocation.Returned) || !call.payloadJson().contains("\"taskToken\"")) {
            return;
        }
        var input = PipelineJson.tree(call.payloadJson());
        if (account.states().waitsFor(input.path("taskToken").asText())
                && !TOO_LONG.equals(input.path("state").asText())
                && dice.strikes(FaultKind.TOKEN_LOST, input.path("state").asText())) {
            lost.add(input.path("taskToken").asText());
            delete(input.path("buildId").asText());
        }
    }

    private void delete(String buildId) {
        account.dynamo()
                .deleteItem(r -> r.tableName(account.deployment().settings().ledgerTable())
                        .key(Map.of(
                                "pk", AttributeValue.fromS("BUILD#" + buildId),
                                "sk", AttributeValue.fromS("WAIT"))));
    }

    boolean wasLost(String token) {
        return lost.contains(token);
    }
}
