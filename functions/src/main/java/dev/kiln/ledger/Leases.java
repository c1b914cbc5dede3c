package dev.kiln.ledger;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The leases of builds that ended badly and still hold machines. */
public final class Leases {
    private static final String SORT = "LEASE";

    private final Items items;

    public Leases(DynamoDbClient dynamo, String table) {
        this.items = new Items(dynamo, table);
    }

    /**
     * Grants a lease, unless the same end of the build has one already: what an operator has made of that stays.
     *
     * @return the lease that stands
     */
    public Lease grant(Lease lease) {
        boolean ours = items.putIf(
                item(lease),
                "attribute_not_exists(pk) or standing < :standing",
                Map.of(":standing", Items.text(end(lease))));
        return ours ? lease : of(lease.buildId()).orElse(lease);
    }

    /**
     * Changes a lease.
     *
     * @return false when the build has been redriven meanwhile, so that the lease is no more, or when somebody else has
     *     changed how long it lasts or whether the machines run
     */
    public boolean change(Lease expected, Lease changed) {
        return items.replace(item(changed), standing(expected));
    }

    /** The build runs again, or holds no machine any more. */
    public void revoke(String buildId) {
        items.delete(Ledger.build(buildId), SORT);
    }

    /** The lease of a build. */
    public Optional<Lease> of(String buildId) {
        return items.get(Ledger.build(buildId), SORT, Lease.class);
    }

    /** Those to be looked at, the longest due first; from the index, which lags behind the table. */
    public List<Lease> due(Instant now, int limit) {
        return items.due(SORT, now, limit, Lease.class);
    }

    private static Map<String, AttributeValue> item(Lease lease) {
        var item = Items.item(Ledger.build(lease.buildId()), SORT, lease, standing(lease));
        Items.plan(item, SORT, lease.nextLookAt(), lease.buildId());
        return item;
    }

    private static String standing(Lease lease) {
        return end(lease) + " " + lease.until() + " " + lease.keepRunning();
    }

    /** Sorts as text: of two ends that of the later redrive is greater, and each is less than what begins with it. */
    private static String end(Lease lease) {
        return "%06d".formatted(lease.redriveCount());
    }
}
