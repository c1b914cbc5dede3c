package dev.kiln.ledger;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The builds that ended badly, for as long as a redrive can take them up. Each has an item of its own beside its
 * record, because the index lists builds by their beginning.
 */
public final class FailedBuilds {
    /** Step Functions redrives an execution for so long after its end (its guide, "Redriving executions"). */
    public static final Duration REDRIVABLE = Duration.ofDays(14);

    private static final String SORT = "FAILED";

    private final String table;
    private final Items items;

    public FailedBuilds(DynamoDbClient dynamo, String table) {
        this.table = table;
        this.items = new Items(dynamo, table);
    }

    /** Lists a build. Repeating it changes nothing. */
    public void list(FailedBuild build) {
        var item = Items.item(Ledger.build(build.buildId()), SORT, build);
        Items.plan(item, SORT, build.endedAt(), build.buildId());
        item.put(
                Tables.EXPIRES,
                AttributeValue.fromN(
                        Long.toString(build.endedAt().plus(REDRIVABLE).getEpochSecond())));
        items.put(item);
    }

    /** Takes a build from the list, if it is there: it runs again or has its image. */
    public void strike(String buildId) {
        items.delete(Ledger.build(buildId), SORT);
    }

    /**
     * Those that can be redriven, the longest failed first; from the index, which lags behind the table. DynamoDB
     * deletes an item that has expired within days, so such a one is left out here.
     */
    public List<FailedBuild> redrivable(Instant now, int limit) {
        var since = Items.sortable(now.minus(REDRIVABLE));
        return items
                .call(
                        "Query",
                        dynamo -> dynamo.query(r -> r.tableName(table)
                                .indexName(Tables.BY_TIME)
                                .keyConditionExpression("timePk = :failed and timeSk between :since and :now")
                                .expressionAttributeValues(Map.of(
                                        ":failed", Items.text(SORT),
                                        ":since", Items.text(since),
                                        ":now", Items.text(Items.sortable(now) + "~")))
                                .limit(limit)))
                .items()
                .stream()
                .map(i -> Items.data(i, FailedBuild.class))
                .toList();
    }
}
