package dev.kiln.cli.coldstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.json.PipelineJson;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

import java.util.Optional;

/** Answers DynamoDB's protocol from tables that are read only: a write is taken and forgotten. */
final class DynamoStub {
    private final DynamoDbClient tables;
    private final boolean rows;

    /** @param rows whether queries find what is there; without, every build looks as if it had made nothing yet */
    DynamoStub(DynamoDbClient tables, boolean rows) {
        this.tables = tables;
        this.rows = rows;
    }

    ObjectNode answer(String action, JsonNode request) {
        return switch (action) {
            case "GetItem" -> get(request);
            case "Query" -> query(request);
            case "PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems" -> PipelineJson.MAPPER.createObjectNode();
            default -> throw new UnsupportedOperationException("DynamoDB " + action);
        };
    }

    private ObjectNode get(JsonNode request) {
        var answer = PipelineJson.MAPPER.createObjectNode();
        var item = tables.getItem(
                        r -> r.tableName(request.path("TableName").asText()).key(ItemJson.read(request.path("Key"))))
                .item();
        if (!item.isEmpty()) {
            answer.set("Item", ItemJson.write(item));
        }
        return answer;
    }

    private ObjectNode query(JsonNode request) {
        var answer = PipelineJson.MAPPER.createObjectNode();
        var items = answer.putArray("Items");
        if (rows) {
            tables.query(read(request)).items().forEach(item -> items.add(ItemJson.write(item)));
        }
        return answer.put("Count", items.size()).put("ScannedCount", items.size());
    }

    private static QueryRequest read(JsonNode request) {
        var query = QueryRequest.builder()
                .tableName(request.path("TableName").asText())
                .keyConditionExpression(request.path("KeyConditionExpression").asText())
                .expressionAttributeValues(ItemJson.read(request.path("ExpressionAttributeValues")));
        Optional.ofNullable(request.get("IndexName")).map(JsonNode::asText).ifPresent(query::indexName);
        return query.build();
    }
}
