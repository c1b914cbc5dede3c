package dev.kiln.local.dynamo;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static dev.kiln.local.dynamo.DynamoLab.assertInvalid;
import static dev.kiln.local.dynamo.DynamoLab.assertRefused;
import static dev.kiln.local.dynamo.DynamoLab.attributes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What DynamoDB promises about writing several items at once, as far as the pipeline relies on it. */
@ParameterizedClass
@EnumSource(Implementation.class)
class TransactionContractTest {
    @RegisterExtension
    static final SharedDynamo DYNAMO = new SharedDynamo();

    private final DynamoDbClient dynamo;
    private DynamoLab lab;

    TransactionContractTest(Implementation implementation) {
        dynamo = implementation.client(DYNAMO);
    }

    @BeforeEach
    void giveATableAndAPartition(TestInfo test) {
        lab = new DynamoLab(
                dynamo, DYNAMO.ledger(), test.getTestMethod().orElseThrow().getName());
    }

    private TransactWriteItem put(Map<String, AttributeValue> item) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName(lab.table()).item(item))
                .build();
    }

    private TransactWriteItem putIfAbsent(Map<String, AttributeValue> item) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName(lab.table()).item(item).conditionExpression("attribute_not_exists(pk)"))
                .build();
    }

    private void write(TransactWriteItem... actions) {
        dynamo.transactWriteItems(write -> write.transactItems(actions));
    }

    @Test
    void transaction_puts_areAllDone() {
        write(put(lab.timed("a", "1")), putIfAbsent(lab.item("b", "json", "{}")));

        assertThat(lab.get("a")).contains(lab.timed("a", "1"));
        assertThat(lab.get("b")).contains(lab.item("b", "json", "{}"));
        assertThat(lab.found(lab.byTime("timePk = :pk"))).containsExactly("a");
    }

    @Test
    void transaction_oneConditionFails_doesNothing() {
        lab.put(lab.item("there", "json", "1"));

        assertThatThrownBy(() -> write(put(lab.item("new")), putIfAbsent(lab.item("there", "json", "2"))))
                .isInstanceOf(TransactionCanceledException.class);

        assertThat(lab.get("new")).isEmpty();
        assertThat(lab.get("there")).contains(lab.item("there", "json", "1"));
    }

    @Test
    void transaction_oneConditionFails_tellsWhichOne() {
        lab.put(lab.item("there"));

        assertRefused(
                () -> write(put(lab.item("new")), putIfAbsent(lab.item("there"))),
                TransactionCanceledException.class,
                "TransactionCanceledException",
                "Transaction cancelled, please refer cancellation reasons for specific reasons"
                        + " [None, ConditionalCheckFailed]");
        assertThatThrownBy(() -> write(put(lab.item("new")), putIfAbsent(lab.item("there"))))
                .isInstanceOfSatisfying(
                        TransactionCanceledException.class,
                        cancelled -> assertThat(cancelled.cancellationReasons())
                                .containsExactly(
                                        CancellationReason.builder()
                                                .code("None")
                                                .build(),
                                        CancellationReason.builder()
                                                .code("ConditionalCheckFailed")
                                                .message("The conditional request failed")
                                                .build()));
    }

    @Test
    void transaction_oneItemTwice_isRefused() {
        assertInvalid(
                () -> write(put(lab.item("a")), put(lab.item("a", "json", "{}"))),
                "Transaction request cannot include multiple operations on one item");
    }

    @Test
    void transaction_withoutActions_isRefused() {
        assertInvalid(
                () -> dynamo.transactWriteItems(write -> {}),
                "Value null at 'transactItems' failed to satisfy constraint: Member must not be null");
        assertInvalid(
                () -> dynamo.transactWriteItems(write -> write.transactItems(List.of())),
                "Value [] at 'transactItems' failed to satisfy constraint: Member must have length greater than or"
                        + " equal to 1");
        assertInvalid(
                () -> write(TransactWriteItem.builder().build()),
                "Invalid Request: TransactWriteRequest should contain Delete or Put or Update request");
    }

    @Test
    void transaction_hundredActions_areDoneAndOneMoreIsRefused() {
        write(puts(100, "{}"));

        assertThat(lab.found(lab.query("pk = :pk"))).hasSize(100);
        assertInvalid(() -> write(puts(101, "{}")), "Member must have length less than or equal to 100");
    }

    private TransactWriteItem[] puts(int number, String json) {
        return IntStream.range(0, number)
                .mapToObj(i -> put(lab.item("%03d".formatted(i), "json", json)))
                .toArray(TransactWriteItem[]::new);
    }

    @Test
    void transaction_moreThanFourMegabytes_isRefused() {
        int each = "pk".length() + lab.pk().length() + "sk".length() + "000".length() + "json".length() + 390 * 1024;

        assertInvalid(
                () -> write(puts(11, "j".repeat(390 * 1024))),
                "Transaction payload size cannot exceed 4MB. Payload Size: " + 11 * each);
    }

    @Test
    void transaction_faultyPut_isRefusedAndNothingIsDone() {
        assertInvalid(
                () -> write(put(lab.item("a")), put(attributes("pk", "x"))),
                "One of the required keys was not given a value");
        assertInvalid(
                () -> write(put(lab.item("a")), put(lab.item(""))),
                "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an"
                        + " empty string value. Key: sk");
        assertInvalid(
                () -> write(put(lab.item("a")), put(lab.item("b", "json", "j".repeat(400 * 1024)))),
                "Item size has exceeded the maximum allowed size");

        assertThat(lab.get("a")).isEmpty();
    }

    @Test
    void transaction_faultyCondition_isRefused() {
        var faulty = TransactWriteItem.builder()
                .put(put -> put.tableName(lab.table())
                        .item(lab.item("a"))
                        .conditionExpression("attribute_not_exists(pk)")
                        .expressionAttributeValues(attributes(":v", "x")))
                .build();

        assertInvalid(
                () -> write(faulty), "Value provided in ExpressionAttributeValues unused in expressions: keys: {:v}");
    }
}
