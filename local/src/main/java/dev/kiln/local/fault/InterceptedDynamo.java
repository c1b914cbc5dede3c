package dev.kiln.local.fault;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** DynamoDB as the functions reach it when each call can go wrong. Other calls than these no function makes. */
record InterceptedDynamo(DynamoDbClient real, Calls calls) implements DynamoDbClient {
    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        return calls.make("dynamodb:BatchGetItem", request, () -> real.batchGetItem(request));
    }

    @Override
    public DeleteItemResponse deleteItem(DeleteItemRequest request) {
        return calls.make("dynamodb:DeleteItem", request, () -> real.deleteItem(request));
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        return calls.make("dynamodb:GetItem", request, () -> real.getItem(request));
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        return calls.make("dynamodb:PutItem", request, () -> real.putItem(request));
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        return calls.make("dynamodb:Query", request, () -> real.query(request));
    }

    @Override
    public TransactGetItemsResponse transactGetItems(TransactGetItemsRequest request) {
        return calls.make("dynamodb:TransactGetItems", request, () -> real.transactGetItems(request));
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        return calls.make("dynamodb:TransactWriteItems", request, () -> real.transactWriteItems(request));
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        return calls.make("dynamodb:UpdateItem", request, () -> real.updateItem(request));
    }

    @Override
    public String serviceName() {
        return real.serviceName();
    }

    @Override
    public void close() {
        real.close();
    }
}
