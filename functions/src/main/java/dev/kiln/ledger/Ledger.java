package dev.kiln.ledger;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What builds hold in the account. Every row is written before the thing is made. */
public final class Ledger {
    private static final String RESOURCE = "RESOURCE#";
    private static final String POINTER = "BUILD#";
    private static final String ABSENT = "attribute_not_exists(pk)";

    private final DynamoDbClient dynamo;
    private final String table;
    private final Items items;

    public Ledger(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
        this.items = new Items(dynamo, table);
    }

    static String build(String buildId) {
        return "BUILD#" + buildId;
    }

    /**
     * The row that stands after an intent was written.
     *
     * @param ours whether this call wrote it; otherwise an earlier try did, which may be dead or may still be acting
     */
    public record Intent(Resource row, boolean ours) {}

    /** Writes the row of something that is about to be made, once. */
    public Intent intend(Resource resource) {
        if (items.putIf(item(resource), ABSENT, Map.of())) {
            return new Intent(resource, true);
        }
        return new Intent(resource(resource.buildId(), resource.key()).orElseThrow(), false);
    }

    /**
     * Takes over an intent whose writer is presumed dead, so that of two who try only one acts.
     *
     * @return whether the row was still the expected one
     */
    public boolean renew(Resource expected, Instant now) {
        var renewed = new Resource(
                expected.buildId(),
                expected.key(),
                expected.state(),
                expected.resourceId(),
                now,
                expected.attributes());
        return items.putIf(
                item(renewed),
                Items.UNCHANGED,
                Map.of(":expected", item(expected).get(Items.DATA)));
    }

    /** Records the id of what was made, and finds the build by it from now on. Repeating it changes nothing. */
    public Resource opened(Resource resource, String resourceId) {
        var open = new Resource(
                resource.buildId(),
                resource.key(),
                Resource.State.OPEN,
                Optional.of(resourceId),
                resource.intendedAt(),
                resource.attributes());
        var pointer = pointer(resourceId, resource.buildId());
        dynamo.transactWriteItems(t -> t.transactItems(List.of(items.write(item(open)), items.write(pointer))));
        return open;
    }

    /** Lets a build hear of a resource that it did not make: a machine that the recipe brings, another execution. */
    public void follow(String buildId, String resourceId) {
        items.put(pointer(resourceId, buildId));
    }

    /** Records that the thing is gone, with what is worth remembering of its end. */
    public Resource closed(Resource resource, Map<String, String> end) {
        var attributes = new TreeMap<>(resource.attributes());
        attributes.putAll(end);
        var closed = new Resource(
                resource.buildId(),
                resource.key(),
                Resource.State.CLOSED,
                resource.resourceId(),
                resource.intendedAt(),
                attributes);
        items.put(item(closed));
        return closed;
    }

    /** One row. */
    public Optional<Resource> resource(String buildId, String key) {
        return items.get(build(buildId), RESOURCE + key, Resource.class);
    }

    /** All rows of a build in the order of their keys; strongly consistent. */
    public List<Resource> resources(String buildId) {
        return query(build(buildId), RESOURCE, Resource.class);
    }

    private <T> List<T> query(String pk, String prefix, Class<T> type) {
        return dynamo
                .queryPaginator(r -> r.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :pk and begins_with(sk, :prefix)")
                        .expressionAttributeValues(Map.of(":pk", Items.text(pk), ":prefix", Items.text(prefix))))
                .items()
                .stream()
                .map(i -> Items.data(i, type))
                .toList();
    }

    /** The builds that a resource concerns: how an event finds its way. */
    public List<String> buildsConcerned(String resourceId) {
        return query(RESOURCE + resourceId, POINTER, String.class);
    }

    private static Map<String, AttributeValue> pointer(String resourceId, String buildId) {
        return Items.item(RESOURCE + resourceId, POINTER + buildId, buildId);
    }

    private static Map<String, AttributeValue> item(Resource resource) {
        return Items.item(build(resource.buildId()), RESOURCE + resource.key(), resource);
    }
}
