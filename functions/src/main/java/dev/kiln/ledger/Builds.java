package dev.kiln.ledger;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** All builds that were ever started, whatever became of them. */
public final class Builds {
    private static final String SORT = "BUILD";
    private static final String ALL = "BUILDS";

    /** A lost race is one more try; nobody loses that often. */
    private static final int TRIES = 10;

    private final String table;
    private final Items items;

    public Builds(DynamoDbClient dynamo, String table) {
        this.table = table;
        this.items = new Items(dynamo, table);
    }

    /** Writes that a build has begun, unless an earlier try has. */
    public void begin(BuildRecord build) {
        items.putIf(item(build), "attribute_not_exists(pk)", Map.of());
    }

    /** One build. */
    public Optional<BuildRecord> of(String buildId) {
        return items.get(Ledger.build(buildId), SORT, BuildRecord.class);
    }

    /** The newest builds, newest first. From the index, which lags behind the table. */
    public List<BuildRecord> newest(int limit) {
        return items
                .call(
                        "Query",
                        d -> d.query(r -> r.tableName(table)
                                .indexName(Tables.BY_TIME)
                                .keyConditionExpression("timePk = :all")
                                .expressionAttributeValues(Map.of(":all", Items.text(ALL)))
                                .scanIndexForward(false)
                                .limit(limit)))
                .items()
                .stream()
                .map(i -> Items.data(i, BuildRecord.class))
                .toList();
    }

    /** Records how the build came to its image. */
    public void found(String buildId, String outcome, String imageId) {
        change(buildId, build -> build.with(outcome, imageId));
    }

    /**
     * Records a change of the execution's status.
     *
     * @return whether it was news; an event that was overtaken by another is not
     */
    public boolean changed(String buildId, BuildRecord.Status status) {
        return change(buildId, build -> status.isNewerThan(build) ? build.with(status) : build);
    }

    private boolean change(String buildId, UnaryOperator<BuildRecord> change) {
        for (int i = 0; i < TRIES; i++) {
            var current = of(buildId);
            var changed = current.map(change);
            if (current.equals(changed)) {
                return false;
            }
            if (replace(current.orElseThrow(), changed.orElseThrow())) {
                return true;
            }
        }
        throw new IllegalStateException("the record of build " + buildId + " changed " + TRIES + " times meanwhile");
    }

    private boolean replace(BuildRecord expected, BuildRecord changed) {
        return items.replace(item(changed), standing(expected));
    }

    private static String standing(BuildRecord build) {
        return String.join(
                " ",
                build.status(),
                Integer.toString(build.redriveCount()),
                build.outcome().orElse("-"),
                build.imageId().orElse("-"));
    }

    private static Map<String, AttributeValue> item(BuildRecord build) {
        var item = Items.item(Ledger.build(build.buildId()), SORT, build, standing(build));
        item.put(Tables.TIME_PK, Items.text(ALL));
        item.put(Tables.TIME_SK, Items.text(Items.sortable(build.startedAt()) + "#" + build.buildId()));
        return item;
    }
}
