package dev.kiln.local.dynamo;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;

import java.util.Optional;

/** DynamoDB for somebody who is overtaken: between his first read and what he makes of it, something else happens. */
final class Meanwhile implements DynamoDbClient {
    private final DynamoDbClient real;
    private Optional<Runnable> next;

    Meanwhile(DynamoDbClient real, Runnable happens) {
        this.real = real;
        this.next = Optional.of(happens);
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        var answer = real.getItem(request);
        var now = next;
        next = Optional.empty();
        now.ifPresent(Runnable::run);
        return answer;
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        return real.putItem(request);
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        return real.transactWriteItems(request);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Does nothing: the real one is closed by whoever opened it. */
    @Override
    public void close() {}
}
