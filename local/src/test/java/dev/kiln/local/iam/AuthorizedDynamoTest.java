package dev.kiln.local.iam;

import dev.kiln.ledger.Tables;
import dev.kiln.local.dynamo.MemoryDynamo;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AuthorizedDynamoTest {
    private static final String TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table/ledger";
    private static final String KEY = "arn:aws:kms:us-east-1:123456789012:key/k";

    private static String throughService(String service) {
        return """
                {"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*", "Principal": {"AWS": "*"},
                  "Condition": {"StringEquals": {"kms:ViaService": "%s", "kms:CallerAccount": "123456789012"}}}""".formatted(service);
    }

    private static AuthorizedDynamo as(String keyService, String action, String resource) {
        var key = Policies.document(throughService(keyService));
        return new AuthorizedDynamo(
                MemoryDynamo.with(List.of(Tables.ledger("ledger"))),
                Policies.of("{\"Effect\": \"Allow\", \"Action\": \"" + action + "\", \"Resource\": \"" + resource
                                + "\"}")
                        .session,
                new Encryption(
                        new TreeMap<>(Map.of(TABLE, KEY)),
                        new TreeMap<>(Map.of(KEY, new ResourcePolicy("key", List.of(key))))));
    }

    private static AuthorizedDynamo as(String action, String resource) {
        return as("dynamodb.us-east-1.amazonaws.com", action, resource);
    }

    private static Map<String, AttributeValue> item() {
        return new TreeMap<>(Map.of("pk", AttributeValue.fromS("a"), "sk", AttributeValue.fromS("b")));
    }

    private static void query(AuthorizedDynamo dynamo, String index) {
        dynamo.query(r -> r.tableName("ledger")
                .indexName(index)
                .keyConditionExpression("timePk = :v")
                .expressionAttributeValues(Map.of(":v", AttributeValue.fromS("x"))));
    }

    @Test
    void query_ofAnIndex_isDecidedByTheIndex() {
        assertThatCode(() -> query(as("dynamodb:Query", TABLE + "/index/byTime"), "byTime"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> query(as("dynamodb:Query", TABLE), "byTime"))
                .hasMessageContaining("dynamodb:Query on resource: " + TABLE + "/index/byTime");
    }

    @Test
    void transaction_needsWhatItsItemsNeed() {
        var put = TransactWriteItem.builder()
                .put(p -> p.tableName("ledger").item(item()))
                .build();

        assertThatCode(() -> as("dynamodb:PutItem", TABLE).transactWriteItems(r -> r.transactItems(put)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> as("dynamodb:TransactWriteItems", TABLE).transactWriteItems(r -> r.transactItems(put)))
                .isInstanceOfSatisfying(
                        DynamoDbException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException"))
                .hasMessageContaining("dynamodb:PutItem on resource: " + TABLE);
    }

    @Test
    void table_withAKey_needsAKeyPolicyThatLetsDynamoDbIn() {
        var otherService = as("s3.us-east-1.amazonaws.com", "dynamodb:PutItem", TABLE);

        assertThatThrownBy(() -> otherService.putItem(r -> r.tableName("ledger").item(item())))
                .hasMessageContaining("kms:Decrypt on resource: " + KEY);
    }

    @Test
    void call_thatThePipelineDoesNotMake_isNotSupported() {
        assertThatThrownBy(() -> as("dynamodb:*", "*").scan(r -> r.tableName("ledger")))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
