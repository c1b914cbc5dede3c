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

/** The ledger's table, described once for everyone who makes it. */
public final class Tables {
    static final String PK = "pk";
    static final String SK = "sk";
    static final String TIME_PK = "timePk";
    static final String TIME_SK = "timeSk";
    static final String BY_TIME = "byTime";

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
