package dev.kiln.local.dynamo;

import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts that are done all or not at all. */
final class Transactions {
    /** The token is looked at apart: asked in the ordinary way, a request without one makes one up. */
    private static final Set<String> TRANSACTION = Set.of("TransactItems", "ClientRequestToken");

    private static final Set<String> ACTION = Set.of("Put");
    private static final Set<String> PUT =
            Set.of("TableName", "Item", "ConditionExpression", "ExpressionAttributeNames", "ExpressionAttributeValues");
    private static final int ACTIONS_MAX = 100;
    private static final long BYTES_MAX = 4L * 1024 * 1024;

    private final MemoryTables tables;

    Transactions(MemoryTables tables) {
        this.tables = tables;
    }

    TransactWriteItemsResponse write(TransactWriteItemsRequest request) {
        Parameters.onlyOf(TRANSACTION, request);
        Optional.ofNullable(request.clientRequestToken()).ifPresent(token -> {
            throw Parameters.unknown("TransactWriteItemsRequest.ClientRequestToken");
        });
        checkNumber(request);
        var puts = request.transactItems().stream().map(this::plan).toList();
        checkTogether(puts);
        if (!puts.stream().allMatch(PlannedPut::allowed)) {
            throw DynamoErrors.cancelled(puts.stream().map(Transactions::reason).toList());
        }
        puts.forEach(PlannedPut::apply);
        return TransactWriteItemsResponse.builder().build();
    }

    private static void checkNumber(TransactWriteItemsRequest request) {
        if (!request.hasTransactItems()) {
            throw DynamoErrors.validation(
                    "Value null at 'transactItems' failed to satisfy constraint: Member must not be null");
        }
        if (request.transactItems().isEmpty()) {
            throw DynamoErrors.validation("Value [] at 'transactItems' failed to satisfy constraint: Member must have"
                    + " length greater than or equal to 1");
        }
        if (request.transactItems().size() > ACTIONS_MAX) {
            throw DynamoErrors.validation("Member must have length less than or equal to " + ACTIONS_MAX);
        }
    }

    private PlannedPut plan(TransactWriteItem action) {
        Parameters.onlyOf(ACTION, action);
        var put = Optional.ofNullable(action.put())
                .orElseThrow(() -> DynamoErrors.validation(
                        "Invalid Request: TransactWriteRequest should contain Delete or Put or Update request"));
        Parameters.onlyOf(PUT, put);
        var table = tables.named(Optional.ofNullable(put.tableName()));
        var condition = Condition.of(
                Optional.ofNullable(put.conditionExpression()),
                put.expressionAttributeNames(),
                put.expressionAttributeValues());
        return PlannedPut.of(table, put.item(), condition);
    }

    private static void checkTogether(List<PlannedPut> puts) {
        if (puts.stream().map(Transactions::target).distinct().count() < puts.size()) {
            throw DynamoErrors.validation("Transaction request cannot include multiple operations on one item");
        }
        long bytes = puts.stream().mapToLong(put -> put.item().size()).sum();
        if (bytes > BYTES_MAX) {
            throw DynamoErrors.validation("Transaction payload size cannot exceed 4MB. Payload Size: " + bytes);
        }
    }

    private record Target(String table, ItemKey key) {}

    private static Target target(PlannedPut put) {
        return new Target(put.table().schema().name(), put.key());
    }

    private static CancellationReason reason(PlannedPut put) {
        return put.allowed()
                ? CancellationReason.builder().code("None").build()
                : CancellationReason.builder()
                        .code("ConditionalCheckFailed")
                        .message(DynamoErrors.CHECK_FAILED)
                        .build();
    }
}
