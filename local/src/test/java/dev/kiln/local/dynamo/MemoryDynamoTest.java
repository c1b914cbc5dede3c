package dev.kiln.local.dynamo;

import dev.kiln.ledger.Tables;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import static dev.kiln.local.dynamo.DynamoLab.attributes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the tables in memory refuse where DynamoDB would not, and where they side with AWS. */
class MemoryDynamoTest {
    private final MemoryDynamo dynamo = MemoryDynamo.with(List.of(Tables.ledger("ledger")));
    private final DynamoLab lab = new DynamoLab(dynamo, "ledger", "pk");

    @Test
    void with_twoClients_shareNothing() {
        lab.put(lab.item("a"));

        assertThat(new DynamoLab(MemoryDynamo.with(List.of(Tables.ledger("ledger"))), "ledger", "pk").get("a"))
                .isEmpty();
    }

    @Test
    void call_thatThePipelineDoesNotMake_isRefused() {
        assertThatThrownBy(() -> dynamo.scan(scan -> scan.tableName("ledger")))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void parameter_thatIsNotKnown_isRefusedByName() {
        assertUnknown(
                () -> dynamo.putItem(
                        put -> put.tableName("ledger").item(lab.item("a")).returnValues(ReturnValue.ALL_OLD)),
                "PutItemRequest.ReturnValues");
        assertUnknown(
                () -> dynamo.getItem(
                        get -> get.tableName("ledger").key(lab.item("a")).projectionExpression("json")),
                "GetItemRequest.ProjectionExpression");
        assertUnknown(
                () -> dynamo.query(
                        lab.query("pk = :pk").filterExpression("json = :pk").build()),
                "QueryRequest.FilterExpression");
        assertUnknown(
                () -> dynamo.transactWriteItems(write -> write.clientRequestToken("token")),
                "TransactWriteItemsRequest.ClientRequestToken");
        assertUnknown(
                () -> dynamo.createTable(Tables.ledger("other").toBuilder()
                        .streamSpecification(stream -> stream.streamEnabled(true))
                        .build()),
                "CreateTableRequest.StreamSpecification");
    }

    @Test
    void transaction_ofAnythingButPuts_isRefused() {
        var delete = TransactWriteItem.builder()
                .delete(d -> d.tableName("ledger").key(lab.item("a")))
                .build();

        assertUnknown(
                () -> dynamo.transactWriteItems(write -> write.transactItems(delete)), "TransactWriteItem.Delete");
    }

    @Test
    void transaction_withoutToken_isTaken() {
        dynamo.transactWriteItems(write -> write.transactItems(TransactWriteItem.builder()
                .put(put -> put.tableName("ledger").item(lab.item("a")))
                .build()));

        assertThat(lab.get("a")).isPresent();
    }

    private static void assertUnknown(ThrowingCallable call, String parameter) {
        assertThatThrownBy(call)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("the tables in memory do not know " + parameter);
    }

    @Test
    void attribute_thatIsNeitherAStringNorANumber_isRefused() {
        var item = new TreeMap<>(lab.item("a"));
        item.put("count", AttributeValue.fromBool(true));

        assertThatThrownBy(() -> lab.put(item))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("the tables in memory know strings here only, and count is of type BOOL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attribute_exists(json)",
                "ATTRIBUTE_NOT_EXISTS(json)",
                "attribute_not_exists(json) and json = :v",
                "attribute_not_exists(json.a)",
                "attribute_not_exists(json[0])",
                "json <> :v",
                ":v = json",
                "json = other",
                "size(json) = :v",
                "not json = :v",
                "(json = :v)",
                "json =",
                "json = :v or",
                "json",
                " "
            })
    void condition_ofAnotherForm_isRefused(String condition) {
        assertThatThrownBy(() -> lab.putIf(lab.item("a"), condition, attributes(":v", "x")))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("the tables in memory do not know expressions such as '" + condition + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pk = :pk and sk < :pk",
                "pk = :pk and sk > :pk",
                "pk = :pk and sk >= :pk",
                "pk = :pk and sk between :pk",
                "pk = :pk and BEGINS_WITH(sk, :pk)",
                "pk = :pk and",
                "pk = :pk or sk = :pk",
                "(pk = :pk)"
            })
    void keyCondition_ofAnotherForm_isRefused(String condition) {
        assertThatThrownBy(() -> lab.found(lab.query(condition)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("the tables in memory do not know expressions such as '" + condition + "'");
    }

    @Test
    void table_thatThePipelineWouldNotMake_isRefused() {
        var ledger = Tables.ledger("other");
        var provisioned =
                ledger.toBuilder().billingMode(BillingMode.PROVISIONED).build();
        var numbers = ledger.toBuilder()
                .attributeDefinitions(ledger.attributeDefinitions().stream()
                        .map(definition ->
                                definition.toBuilder().attributeType("N").build())
                        .toList())
                .build();
        var keysOnly = ledger.toBuilder()
                .globalSecondaryIndexes(ledger.globalSecondaryIndexes().stream()
                        .map(index -> index.toBuilder()
                                .projection(p -> p.projectionType(ProjectionType.KEYS_ONLY))
                                .build())
                        .toList())
                .build();

        for (var table : List.of(provisioned, numbers, keysOnly)) {
            assertThatThrownBy(() -> dynamo.createTable(table)).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void query_limitThatTakesTheLast_saysThatMoreMayFollow() {
        lab.put(lab.item("a"));

        var query = lab.query("pk = :pk and sk <= :sk", ":sk", "b").limit(1);

        assertThat(dynamo.query(query.build()).lastEvaluatedKey()).isEqualTo(lab.item("a"));
        assertThat(lab.found(query)).containsExactly("a");
    }

    @Test
    void put_mapChangedAfterwards_doesNotChangeTheItem() {
        Map<String, AttributeValue> item = new TreeMap<>(lab.item("a"));
        lab.put(item);

        item.put("json", AttributeValue.fromS("{}"));

        assertThat(lab.get("a")).contains(lab.item("a"));
    }
}
