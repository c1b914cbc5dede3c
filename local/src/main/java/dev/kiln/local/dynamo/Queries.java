package dev.kiln.local.dynamo;

import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Lists the items of one partition of a table or of an index, in pages. */
final class Queries {
    private static final Set<String> KNOWN = Set.of(
            "TableName",
            "IndexName",
            "ConsistentRead",
            "KeyConditionExpression",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "ScanIndexForward",
            "Limit",
            "ExclusiveStartKey");

    private final MemoryTables tables;

    Queries(MemoryTables tables) {
        this.tables = tables;
    }

    QueryResponse query(QueryRequest request) {
        Parameters.onlyOf(KNOWN, request);
        var table = tables.named(Optional.ofNullable(request.tableName()));
        var source = source(table, request);
        var condition = condition(request, source.schema());
        var pageKey = new PageKey(table.schema().key(), source.schema());
        boolean forward = !Boolean.FALSE.equals(request.scanIndexForward());
        var after = request.hasExclusiveStartKey()
                ? Optional.of(pageKey.position(request.exclusiveStartKey(), condition))
                : Optional.<Position>empty();
        var page = Page.of(source.read(condition.hash(), condition.range(), forward, after), limit(request));
        var response = QueryResponse.builder()
                .items(page.items().stream().map(Item::attributes).toList())
                .count(page.items().size())
                .scannedCount(page.items().size());
        if (page.full()) {
            response.lastEvaluatedKey(pageKey.of(page.items().getLast()));
        }
        return response.build();
    }

    private static SortedItems source(MemoryTable table, QueryRequest request) {
        var index = Optional.ofNullable(request.indexName()).map(table::index);
        if (index.isPresent() && Boolean.TRUE.equals(request.consistentRead())) {
            throw DynamoErrors.validation("Consistent read cannot be true when querying a GSI");
        }
        return index.orElse(table.items());
    }

    private static KeyCondition condition(QueryRequest request, KeySchema schema) {
        var substitutes = new Substitutes(
                "KeyConditionExpression", request.expressionAttributeNames(), request.expressionAttributeValues());
        var tokens = substitutes
                .tokens(Optional.ofNullable(request.keyConditionExpression()))
                .orElseThrow(() -> DynamoErrors.validation(
                        "Either the KeyConditions or KeyConditionExpression parameter must be specified in the"
                                + " request."));
        return KeyCondition.of(KeyTerms.read(tokens, substitutes), schema);
    }

    private static OptionalInt limit(QueryRequest request) {
        var limit = Optional.ofNullable(request.limit());
        if (limit.filter(l -> l < 1).isPresent()) {
            throw DynamoErrors.validation("Limit must be greater than or equal to 1");
        }
        return limit.stream().mapToInt(Integer::intValue).findFirst();
    }
}
