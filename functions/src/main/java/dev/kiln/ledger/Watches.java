package dev.kiln.ledger;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.time.Instant;
import java.util.List;

/** The builds whose executions are not known to have ended: none of them is forgotten when its last event is lost. */
public final class Watches {
    private static final String SORT = "WATCH";

    private final Items items;

    public Watches(DynamoDbClient dynamo, String table) {
        this.items = new Items(dynamo, table);
    }

    /** Watches a build, or puts the next look off. */
    public void put(Watch watch) {
        var item = Items.item(Ledger.build(watch.buildId()), SORT, watch);
        Items.plan(item, SORT, watch.nextLookAt(), watch.buildId());
        items.put(item);
    }

    /** The execution has ended, and its record says so. */
    public void end(String buildId) {
        items.delete(Ledger.build(buildId), SORT);
    }

    /** Those to be looked at, the longest due first; from the index, which lags behind the table. */
    public List<Watch> due(Instant now, int limit) {
        return items.due(SORT, now, limit, Watch.class);
    }
}
