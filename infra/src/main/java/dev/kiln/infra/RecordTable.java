package dev.kiln.infra;

import dev.kiln.infra.config.KilnConfig;
import dev.kiln.ledger.Tables;
import software.amazon.awscdk.services.dynamodb.CfnTable;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.constructs.Construct;

import java.util.List;

/** A table as {@link Tables} describes it, with what a table in an account needs besides. */
final class RecordTable extends Construct {
    /**
     * What makes it.
     *
     * @param expires whether items may have an end
     */
    record Props(CreateTableRequest request, String keyArn, boolean expires, KilnConfig config) {}

    RecordTable(Construct scope, String id, Props props) {
        super(scope, id);
        var request = props.request();
        var builder = CfnTable.Builder.create(this, "Table")
                .tableName(request.tableName())
                .billingMode(request.billingModeAsString())
                .attributeDefinitions(request.attributeDefinitions().stream()
                        .map(RecordTable::attribute)
                        .toList())
                .keySchema(keys(request.keySchema()))
                .globalSecondaryIndexes(request.globalSecondaryIndexes().stream()
                        .map(RecordTable::index)
                        .toList())
                .deletionProtectionEnabled(props.config().protect())
                .pointInTimeRecoverySpecification(CfnTable.PointInTimeRecoverySpecificationProperty.builder()
                        .pointInTimeRecoveryEnabled(true)
                        .build())
                .sseSpecification(CfnTable.SSESpecificationProperty.builder()
                        .sseEnabled(true)
                        .sseType("KMS")
                        .kmsMasterKeyId(props.keyArn())
                        .build());
        if (props.expires()) {
            builder.timeToLiveSpecification(CfnTable.TimeToLiveSpecificationProperty.builder()
                    .attributeName(Tables.EXPIRES)
                    .enabled(true)
                    .build());
        }
        builder.build().applyRemovalPolicy(Retention.of(props.config()));
    }

    private static CfnTable.AttributeDefinitionProperty attribute(AttributeDefinition attribute) {
        return CfnTable.AttributeDefinitionProperty.builder()
                .attributeName(attribute.attributeName())
                .attributeType(attribute.attributeTypeAsString())
                .build();
    }

    private static List<CfnTable.KeySchemaProperty> keys(List<KeySchemaElement> keys) {
        return keys.stream()
                .map(key -> CfnTable.KeySchemaProperty.builder()
                        .attributeName(key.attributeName())
                        .keyType(key.keyTypeAsString())
                        .build())
                .toList();
    }

    private static CfnTable.GlobalSecondaryIndexProperty index(GlobalSecondaryIndex index) {
        return CfnTable.GlobalSecondaryIndexProperty.builder()
                .indexName(index.indexName())
                .keySchema(keys(index.keySchema()))
                .projection(CfnTable.ProjectionProperty.builder()
                        .projectionType(index.projection().projectionTypeAsString())
                        .build())
                .build();
    }
}
