package dev.kiln.local.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.local.template.Resource;
import dev.kiln.local.template.Templates;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

import java.util.List;
import java.util.stream.StreamSupport;

/** The tables of the templates, as the calls that make them. */
final class TableReader {
    private TableReader() {}

    static List<CreateTableRequest> read(Templates templates) {
        return templates.ofType("AWS::DynamoDB::Table").stream()
                .map(TableReader::read)
                .toList();
    }

    private static CreateTableRequest read(Resource table) {
        return CreateTableRequest.builder()
                .tableName(table.ref())
                .billingMode(table.text("BillingMode"))
                .attributeDefinitions(table.list("AttributeDefinitions").stream()
                        .map(TableReader::attribute)
                        .toList())
                .keySchema(keys(table.required("KeySchema")))
                .globalSecondaryIndexes(table.list("GlobalSecondaryIndexes").stream()
                        .map(TableReader::index)
                        .toList())
                .build();
    }

    private static AttributeDefinition attribute(JsonNode node) {
        return AttributeDefinition.builder()
                .attributeName(node.required("AttributeName").asText())
                .attributeType(node.required("AttributeType").asText())
                .build();
    }

    private static GlobalSecondaryIndex index(JsonNode node) {
        return GlobalSecondaryIndex.builder()
                .indexName(node.required("IndexName").asText())
                .keySchema(keys(node.required("KeySchema")))
                .projection(p -> p.projectionType(
                        node.required("Projection").required("ProjectionType").asText()))
                .build();
    }

    private static List<KeySchemaElement> keys(JsonNode schema) {
        return StreamSupport.stream(schema.spliterator(), false)
                .map(key -> KeySchemaElement.builder()
                        .attributeName(key.required("AttributeName").asText())
                        .keyType(key.required("KeyType").asText())
                        .build())
                .toList();
    }
}
