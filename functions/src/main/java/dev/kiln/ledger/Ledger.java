package dev.kiln.ledger;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What builds hold in the account. Every row is written before the thing is made. */
public final class Ledger {
    /** Longer than any invocation lives: an older intent without an id belongs to a dead one. */
    public static final Duration INTENT_LIVES = Duration.ofMinutes(2);

    private static final String RESOURCE = "RESOURCE#";
    private static final String POINTER = "BUILD#";

    /** Sorts behind every character that a key begins with. */
    private static final String LAST = "\uffff";

    private static final String ABSENT = "attribute_not_exists(pk)";

    private final String table;
    private final Items items;

    public Ledger(DynamoDbClient dynamo, String table) {
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
     * @return the row as it stands now; empty when its writer may still live, or somebody else has taken it over
     */
    public Optional<Resource> renew(Resource expected, Instant now) {
        if (expected.intendedAt().plus(INTENT_LIVES).isAfter(now)) {
            return Optional.empty();
        }
        var renewed = new Resource(
                expected.buildId(),
                expected.key(),
                expected.state(),
                expected.resourceId(),
                now,
                expected.attributes());
        return items.replace(item(renewed), standing(expected)) ? Optional.of(renewed) : Optional.empty();
    }

    /** Records the id of what was made, and finds the build by it from now on. Repeating it changes nothing. */
    public Resource opened(Resource resource, String resourceId) {
        var open = open(resource, resourceId);
        var pointer = pointer(resourceId, resource.buildId());
        items.call(
                "TransactWriteItems",
                d -> d.transactWriteItems(
                        t -> t.transactItems(List.of(items.write(item(open)), items.write(pointer)))));
        return open;
    }

    /** Records the id of what no event names: those of a command, for example, name the machine. */
    public Resource sent(Resource command, String commandId) {
        var open = open(command, commandId);
        items.put(item(open));
        return open;
    }

    private static Resource open(Resource resource, String resourceId) {
        return new Resource(
                resource.buildId(),
                resource.key(),
                Resource.State.OPEN,
                Optional.of(resourceId),
                resource.intendedAt(),
                resource.attributes());
    }

    /** Lets a build hear of a resource that it did not make: a machine that the recipe brings, another execution. */
    public void follow(String buildId, String resourceId) {
        items.put(pointer(resourceId, buildId));
    }

    /**
     * Records that the thing is gone, with what is worth remembering of its end.
     *
     * @return the row that stands: another one when somebody changed it meanwhile, for example because the thing was
     *     made after all
     */
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
        return items.replace(item(closed), standing(resource))
                ? closed
                : resource(resource.buildId(), resource.key()).orElseThrow();
    }

    /**
     * Writes something down on a row before it is done.
     *
     * @return the row with the note, or empty when somebody has changed it meanwhile
     */
    public Optional<Resource> note(Resource row, String key, String value) {
        var noted = row.with(key, value);
        return items.replace(item(noted), standing(row)) ? Optional.of(noted) : Optional.empty();
    }

    /**
     * Writes the row of a machine or an image that comes from another build, and the way to it. Repeated, it leaves the
     * row as it has become since.
     */
    public void take(Resource row) {
        remember(row);
        follow(row.buildId(), row.resourceId().orElseThrow());
    }

    /** Writes the row of a command that was sent for another build; one that stands there stays as it is. */
    public void remember(Resource command) {
        items.putIf(item(command), ABSENT, Map.of());
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
        return query(pk, prefix, prefix + LAST).map(i -> Items.data(i, type)).toList();
    }

    private Stream<Map<String, AttributeValue>> query(String pk, String from, String to) {
        var request = QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .keyConditionExpression("pk = :pk and sk between :from and :to")
                .expressionAttributeValues(
                        Map.of(":pk", Items.text(pk), ":from", Items.text(from), ":to", Items.text(to)))
                .build();
        return items
                .call("Query", d -> d.queryPaginator(request).items().stream().toList())
                .stream();
    }

    /** All rows of a build and its open wait; strongly consistent. The sort keys of both lie side by side. */
    public Situation situation(String buildId) {
        var rows = new ArrayList<Resource>();
        Optional<Wait> wait = Optional.empty();
        for (var item : query(build(buildId), RESOURCE, Waits.SORT).toList()) {
            if (item.get(Tables.SK).s().equals(Waits.SORT)) {
                wait = Optional.of(Items.data(item, Wait.class));
            } else {
                rows.add(Items.data(item, Resource.class));
            }
        }
        return new Situation(rows, wait);
    }

    /** The builds that a resource concerns: how an event finds its way. */
    public List<String> buildsConcerned(String resourceId) {
        return query(RESOURCE + resourceId, POINTER, String.class);
    }

    private static Map<String, AttributeValue> pointer(String resourceId, String buildId) {
        return Items.item(RESOURCE + resourceId, POINTER + buildId, buildId);
    }

    private static Map<String, AttributeValue> item(Resource resource) {
        return Items.item(build(resource.buildId()), RESOURCE + resource.key(), resource, standing(resource));
    }

    private static String standing(Resource resource) {
        return resource.state() + " " + resource.intendedAt();
    }
}
