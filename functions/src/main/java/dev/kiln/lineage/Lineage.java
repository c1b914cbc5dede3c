package dev.kiln.lineage;

import dev.kiln.aws.AwsCall;
import dev.kiln.json.PipelineJson;
import dev.kiln.ledger.Tables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The lineage of all images. One item an image; never deleted, because an image outlives its build by years. */
public final class Lineage {
    /** As far as EC2 itself remembers an ancestry (EC2 user guide, "Trace the origin of an AMI"). */
    public static final int GENERATIONS_MAX = 50;

    private static final String JSON = "json";

    private final DynamoDbClient dynamo;
    private final String table;

    public Lineage(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** Writes the lineage of an image, again when a state is entered again; its time and its proof stay. */
    public void record(ImageLineage image) {
        put(of(image.imageId()).map(image::since).orElse(image));
    }

    /**
     * Records that the image has proven to boot, and answers what is on record of it now. Said again of the same
     * machine, the first time stays.
     */
    public Optional<ImageLineage> verified(String imageId, ImageLineage.Verification proof) {
        var verified = of(imageId).map(image -> image.verified(proof));
        verified.ifPresent(this::put);
        return verified;
    }

    /** Records what EC2 answered when it was asked for fast launches. */
    public void answered(String imageId, FastLaunchAnswer answer) {
        of(imageId).map(image -> image.answered(answer)).ifPresent(this::put);
    }

    /** Records that an image is taken out of use; the first time stays. */
    public void retired(String imageId, Instant at) {
        of(imageId).filter(image -> image.retired().isEmpty()).ifPresent(image -> put(image.retired(at)));
    }

    /** One image; strongly consistent, because builds decide by it. */
    public Optional<ImageLineage> of(String imageId) {
        var item = AwsCall.of(
                        "GetItem (" + table + ")",
                        () -> dynamo.getItem(r -> r.tableName(table)
                                .key(Map.of(Tables.PK, AttributeValue.fromS(imageId)))
                                .consistentRead(true)))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(read(item));
    }

    /** The images of a recipe, newest first, in pages that are read as far as the stream is. */
    public Stream<ImageLineage> ofRecipe(String recipe) {
        return query(Tables.BY_RECIPE, Tables.RECIPE, recipe, false);
    }

    /** The images whose builders were launched from this one, oldest first. */
    public Stream<ImageLineage> children(String imageId) {
        return query(Tables.BY_PARENT, Tables.PARENT, imageId, true);
    }

    /** The images that this one comes from, nearest first; the first one that Kiln did not build ends the chain. */
    public List<ImageLineage> ancestors(ImageLineage image) {
        var ancestors = new ArrayList<ImageLineage>();
        var next = of(image.parentImageId());
        while (next.isPresent() && ancestors.size() < GENERATIONS_MAX) {
            ancestors.add(next.get());
            next = of(next.get().parentImageId());
        }
        return List.copyOf(ancestors);
    }

    private Stream<ImageLineage> query(String index, String key, String value, boolean forward) {
        return dynamo
                .queryPaginator(r -> r.tableName(table)
                        .indexName(index)
                        .keyConditionExpression("#key = :value")
                        .expressionAttributeNames(Map.of("#key", key))
                        .expressionAttributeValues(Map.of(":value", AttributeValue.fromS(value)))
                        .scanIndexForward(forward))
                .items()
                .stream()
                .map(Lineage::read);
    }

    private void put(ImageLineage image) {
        var item = new TreeMap<String, AttributeValue>();
        item.put(Tables.PK, AttributeValue.fromS(image.imageId()));
        item.put(Tables.RECIPE, AttributeValue.fromS(image.recipe()));
        item.put(Tables.PARENT, AttributeValue.fromS(image.parentImageId()));
        item.put(
                Tables.CREATED,
                AttributeValue.fromS("%012d#%s".formatted(image.createdAt().getEpochSecond(), image.imageId())));
        item.put(JSON, AttributeValue.fromS(PipelineJson.write(image)));
        AwsCall.of(
                "PutItem (" + table + ")",
                () -> dynamo.putItem(r -> r.tableName(table).item(item)));
    }

    private static ImageLineage read(Map<String, AttributeValue> item) {
        return PipelineJson.read(item.get(JSON).s(), ImageLineage.class);
    }
}
