package dev.kiln.ledger;

import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

import java.util.List;

/** The tables, described once for everyone who makes them. */
public final class Tables {
    public static final String PK = "pk";
    public static final String SK = "sk";
    public static final String TIME_PK = "timePk";
    public static final String TIME_SK = "timeSk";
    public static final String BY_TIME = "byTime";

    /** The second since 1970 from which on DynamoDB may delete an item that has this attribute. */
    public static final String EXPIRES = "expiresAt";

    public static final String RECIPE = "recipe";
    public static final String PARENT = "parent";
    public static final String CREATED = "created";
    public static final String BY_RECIPE = "byRecipe";
    public static final String BY_PARENT = "byParent";

    private Tables() {}

    /** The ledger: one partition a build, and a sparse index by time for what must be looked at. */
    public static CreateTableRequest ledger(String name) {
        return CreateTableRequest.builder()
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(List.of(text(PK), text(SK), text(TIME_PK), text(TIME_SK)))
                .keySchema(keys(PK, SK))
                .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
                        .indexName(BY_TIME)
                        .keySchema(keys(TIME_PK, TIME_SK))
                        .projection(p -> p.projectionType(ProjectionType.ALL))
                        .build())
                .build();
    }

    /** The lineage: one item an image, and indexes to list the images of a recipe and the children of an image. */
    public static CreateTableRequest lineage(String name) {
        return CreateTableRequest.builder()
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(List.of(text(PK), text(RECIPE), text(PARENT), text(CREATED)))
                .keySchema(KeySchemaElement.builder()
                        .attributeName(PK)
                        .keyType(KeyType.HASH)
                        .build())
                .globalSecondaryIndexes(index(BY_RECIPE, RECIPE), index(BY_PARENT, PARENT))
                .build();
    }

    private static GlobalSecondaryIndex index(String name, String hash) {
        return GlobalSecondaryIndex.builder()
                .indexName(name)
                .keySchema(keys(hash, CREATED))
                .projection(p -> p.projectionType(ProjectionType.ALL))
                .build();
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static List<KeySchemaElement> keys(String hash, String range) {
        return List.of(
                KeySchemaElement.builder()
                        .attributeName(hash)
                        .keyType(KeyType.HASH)
                        .build(),
                KeySchemaElement.builder()
                        .attributeName(range)
                        .keyType(KeyType.RANGE)
                        .build());
    }
}
