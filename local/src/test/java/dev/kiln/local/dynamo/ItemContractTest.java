package dev.kiln.local.dynamo;

import dev.kiln.ledger.Tables;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

import java.util.List;
import java.util.Map;

import static dev.kiln.local.dynamo.DynamoLab.assertInvalid;
import static dev.kiln.local.dynamo.DynamoLab.assertRefused;
import static dev.kiln.local.dynamo.DynamoLab.attributes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What DynamoDB promises about tables and single items, as far as the pipeline relies on it. */
@ParameterizedClass
@EnumSource(Implementation.class)
class ItemContractTest {
    private static final String NO_EMPTY_KEY = "One or more parameter values are not valid."
            + " The AttributeValue for a key attribute cannot contain an empty string value. Key: ";
    private static final String NO_EMPTY_INDEX_KEY = "One or more parameter values are not valid. A value specified for"
            + " a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty"
            + " string value. IndexName: byTime, IndexKey: ";
    private static final String KEY_TOO_LONG =
            "Hash primary key values must be under 2048 bytes, and range primary key values must be under 1024 bytes";

    @RegisterExtension
    static final SharedDynamo DYNAMO = new SharedDynamo();

    private final DynamoDbClient dynamo;
    private DynamoLab lab;

    ItemContractTest(Implementation implementation) {
        dynamo = implementation.client(DYNAMO);
    }

    @BeforeEach
    void giveATableAndAPartition(TestInfo test) {
        lab = new DynamoLab(
                dynamo, DYNAMO.ledger(), test.getTestMethod().orElseThrow().getName());
    }

    @Test
    void createTable_newTable_isReady() {
        var table = dynamo.createTable(Tables.ledger("another")).tableDescription();
        try {
            assertThat(table.tableName()).isEqualTo("another");
            assertThat(table.tableStatus()).isEqualTo(TableStatus.ACTIVE);
        } finally {
            if (!(dynamo instanceof MemoryDynamo)) {
                dynamo.deleteTable(delete -> delete.tableName("another"));
            }
        }
    }

    @Test
    void createTable_secondTime_isRefused() {
        assertRefused(
                () -> dynamo.createTable(Tables.ledger(DYNAMO.ledger())),
                ResourceInUseException.class,
                "ResourceInUseException",
                "Cannot create preexisting table");
    }

    @Test
    void createTable_nameOfTwoCharacters_isRefused() {
        assertInvalid(
                () -> dynamo.createTable(Tables.ledger("ab")),
                "Invalid table/index name.  Table/index names must be between 3 and 255 characters long, and may contain"
                        + " only the characters a-z, A-Z, 0-9, '_', '-', and '.'");
    }

    @Test
    void createTable_keyWithoutItsDefinition_isRefused() {
        var undefined = Tables.ledger("undefined").toBuilder()
                .attributeDefinitions(List.of())
                .build();

        assertThatThrownBy(() -> dynamo.createTable(undefined))
                .isInstanceOfSatisfying(
                        DynamoDbException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"));
    }

    @Test
    void put_item_isWhatGetAnswers() {
        lab.put(lab.item("a", "json", "{}", "empty", ""));

        assertThat(lab.get("a")).contains(lab.item("a", "json", "{}", "empty", ""));
    }

    @Test
    void put_again_replacesTheWholeItem() {
        lab.put(lab.item("a", "json", "{}"));
        lab.put(lab.item("a", "other", "x"));

        assertThat(lab.get("a")).contains(lab.item("a", "other", "x"));
    }

    @Test
    void get_absentItem_hasNone() {
        assertThat(lab.get("absent")).isEmpty();
    }

    @Test
    void get_withoutConsistentRead_seesTheItemToo() {
        lab.put(lab.item("a"));

        assertThat(dynamo.getItem(get -> get.tableName(lab.table()).key(lab.item("a")))
                        .item())
                .isEqualTo(lab.item("a"));
    }

    @Test
    void get_tableWithoutSortKey_findsByThePartitionKeyAlone() {
        var image = attributes("pk", "ami-1", "recipe", "iis", "parent", "ami-0", "created", "1");
        dynamo.putItem(put -> put.tableName(DYNAMO.lineage()).item(image));

        assertThat(dynamo.getItem(get -> get.tableName(DYNAMO.lineage()).key(attributes("pk", "ami-1")))
                        .item())
                .isEqualTo(image);
    }

    @Test
    void delete_item_isGone() {
        lab.put(lab.item("a"));
        lab.delete("a");

        assertThat(lab.get("a")).isEmpty();
    }

    @Test
    void delete_absentItem_isNoError() {
        lab.delete("absent");

        assertThat(lab.get("absent")).isEmpty();
    }

    @Test
    void everyCall_noSuchTable_isRefused() {
        var nowhere = new DynamoLab(dynamo, "nowhere", "pk");

        for (Runnable call : List.<Runnable>of(
                () -> nowhere.put(nowhere.item("a")),
                () -> nowhere.get("a"),
                () -> nowhere.delete("a"),
                () -> dynamo.query(nowhere.query("pk = :pk").build()),
                () -> dynamo.transactWriteItems(write -> write.transactItems(TransactWriteItem.builder()
                        .put(put -> put.tableName("nowhere").item(nowhere.item("a")))
                        .build())))) {
            assertRefused(
                    call::run,
                    ResourceNotFoundException.class,
                    "ResourceNotFoundException",
                    "Cannot do operations on a non-existent table");
        }
    }

    @Test
    void put_withoutTable_isRefused() {
        assertInvalid(
                () -> dynamo.putItem(put -> put.item(lab.item("a"))),
                "Value null at 'tableName' failed to satisfy constraint: Member must not be null");
    }

    @Test
    void put_withoutItem_isRefused() {
        assertInvalid(() -> dynamo.putItem(put -> put.tableName(lab.table())), "Item to put in PutItem cannot be null");
    }

    @Test
    void put_withoutSortKey_isRefused() {
        assertInvalid(() -> lab.put(attributes("pk", "x")), "One of the required keys was not given a value");
    }

    @Test
    void put_emptyKey_isRefused() {
        assertInvalid(() -> lab.put(attributes("pk", "", "sk", "x")), NO_EMPTY_KEY + "pk");
        assertInvalid(() -> lab.put(lab.item("")), NO_EMPTY_KEY + "sk");
    }

    @Test
    void put_emptyKeyOfAnIndex_isRefused() {
        assertInvalid(() -> lab.put(lab.item("a", "timePk", "", "timeSk", "1")), NO_EMPTY_INDEX_KEY + "timePk");
        assertInvalid(() -> lab.put(lab.item("a", "timeSk", "")), NO_EMPTY_INDEX_KEY + "timeSk");
    }

    @Test
    void put_keyAsLongAsAllowed_isTaken() {
        lab.put(attributes("pk", "p".repeat(2048), "sk", "s".repeat(1024)));
    }

    @Test
    void put_keyTooLong_isRefused() {
        assertInvalid(() -> lab.put(attributes("pk", "p".repeat(2049), "sk", "s")), KEY_TOO_LONG);
        assertInvalid(() -> lab.put(lab.item("é".repeat(513))), KEY_TOO_LONG);
    }

    @Test
    void put_indexKeyTooLong_isRefused() {
        assertInvalid(
                () -> lab.put(lab.timed("a", "t".repeat(1025))),
                "One or more parameter values were invalid: Size limit exceeded");
    }

    @Test
    void put_itemOf400Kilobytes_isTakenAndOneByteMoreIsNot() {
        int others = "pk".length() + lab.pk().length() + "sk".length() + "a".length() + "json".length();
        String most = "j".repeat(400 * 1024 - others);

        lab.put(lab.item("a", "json", most));
        assertInvalid(
                () -> lab.put(lab.item("a", "json", most + "j")), "Item size has exceeded the maximum allowed size");
    }

    @Test
    void put_attributeWithoutName_isRefused() {
        assertInvalid(() -> lab.put(lab.item("a", "", "x")), "Empty attribute name");
    }

    @Test
    void get_keyOfAnotherShape_isRefused() {
        assertInvalid(() -> getBy(attributes("pk", "x")), "The number of conditions on the keys is invalid");
        assertInvalid(() -> getBy(lab.item("a", "more", "x")), "The number of conditions on the keys is invalid");
        assertInvalid(
                () -> getBy(attributes("pk", "x", "other", "y")), "One of the required keys was not given a value");
    }

    @Test
    void get_emptyOrTooLongKey_isRefused() {
        assertInvalid(() -> getBy(lab.item("")), NO_EMPTY_KEY + "sk");
        assertInvalid(() -> getBy(lab.item("s".repeat(1025))), KEY_TOO_LONG);
    }

    @Test
    void get_withoutKey_isRefused() {
        assertInvalid(
                () -> dynamo.getItem(get -> get.tableName(lab.table())),
                "Cannot have null key for GetItem, DeleteItem, or UpdateItem");
    }

    private void getBy(Map<String, AttributeValue> key) {
        dynamo.getItem(get -> get.tableName(lab.table()).key(key));
    }

    @Test
    void putIf_absent_writesOnceOnly() {
        lab.putIf(lab.item("a", "json", "1"), "attribute_not_exists(pk)", Map.of());

        assertCheckFails(() -> lab.putIf(lab.item("a", "json", "2"), "attribute_not_exists(pk)", Map.of()));
        assertThat(lab.get("a")).contains(lab.item("a", "json", "1"));
    }

    @Test
    void putIf_attributeAbsent_looksAtTheItemThatIsThere() {
        lab.put(lab.item("a"));

        lab.putIf(lab.item("a", "ended", "x"), "attribute_not_exists(ended)", Map.of());

        assertCheckFails(() -> lab.putIf(lab.item("a"), "attribute_not_exists(ended)", Map.of()));
    }

    @Test
    void putIf_equal_writesWhileTheValueIsTheExpectedOne() {
        lab.put(lab.item("a", "json", "1"));

        lab.putIf(lab.item("a", "json", "2"), "json = :expected", attributes(":expected", "1"));

        assertCheckFails(() -> lab.putIf(lab.item("a", "json", "3"), "json = :expected", attributes(":expected", "1")));
        assertThat(lab.get("a")).contains(lab.item("a", "json", "2"));
    }

    @Test
    void putIf_equal_failsWithoutTheAttributeAndWithoutTheItem() {
        lab.put(lab.item("a"));

        assertCheckFails(() -> lab.putIf(lab.item("a"), "json = :expected", attributes(":expected", "")));
        assertCheckFails(() -> lab.putIf(lab.item("absent"), "json = :expected", attributes(":expected", "1")));
    }

    @Test
    void putIf_nameByPlaceholder_meansTheAttribute() {
        lab.put(lab.item("a", "state", "open"));

        dynamo.putItem(put -> put.tableName(lab.table())
                .item(lab.item("a", "state", "closed"))
                .conditionExpression("#state = :expected")
                .expressionAttributeNames(Map.of("#state", "state"))
                .expressionAttributeValues(attributes(":expected", "open")));

        assertThat(lab.get("a")).contains(lab.item("a", "state", "closed"));
    }

    @Test
    void deleteIf_equal_deletesWhileTheValueIsTheExpectedOne() {
        lab.put(lab.item("a", "waitToken", "new"));

        assertCheckFails(() -> deleteIf("a", "old"));
        assertThat(lab.get("a")).isPresent();
        deleteIf("a", "new");
        assertThat(lab.get("a")).isEmpty();
    }

    @Test
    void deleteIf_absentItem_failsTheCheck() {
        assertCheckFails(() -> deleteIf("absent", "token"));
    }

    private void deleteIf(String sk, String token) {
        dynamo.deleteItem(delete -> delete.tableName(lab.table())
                .key(lab.item(sk))
                .conditionExpression("waitToken = :token")
                .expressionAttributeValues(attributes(":token", token)));
    }

    private static void assertCheckFails(Runnable call) {
        assertRefused(
                call::run,
                ConditionalCheckFailedException.class,
                "ConditionalCheckFailedException",
                "The conditional request failed");
    }

    @Test
    void putIf_valueNotUsed_isRefused() {
        assertInvalid(
                () -> lab.putIf(lab.item("a"), "attribute_not_exists(pk)", attributes(":v", "x", ":w", "y")),
                "Value provided in ExpressionAttributeValues unused in expressions: keys: {:v, :w}");
    }

    @Test
    void putIf_valueNotDefined_isRefused() {
        String message = "Invalid ConditionExpression: An expression attribute value used in expression is not defined;"
                + " attribute value: :v";

        assertInvalid(() -> lab.putIf(lab.item("a"), "json = :v", Map.of()), message);
        assertInvalid(() -> lab.putIf(lab.item("a"), "json = :v", attributes(":w", "x")), message);
    }

    @Test
    void putIf_nameNotDefined_isRefused() {
        assertInvalid(
                () -> lab.putIf(lab.item("a"), "attribute_not_exists(#pk)", Map.of()),
                "Invalid ConditionExpression: An expression attribute name used in the document path is not defined;"
                        + " attribute name: #pk");
    }

    @Test
    void putIf_nameNotUsed_isRefused() {
        assertInvalid(
                () -> dynamo.putItem(put -> put.tableName(lab.table())
                        .item(lab.item("a"))
                        .conditionExpression("attribute_not_exists(pk)")
                        .expressionAttributeNames(Map.of("#n", "n"))),
                "Value provided in ExpressionAttributeNames unused in expressions: keys: {#n}");
    }

    @Test
    void putIf_reservedWord_isRefused() {
        assertInvalid(
                () -> lab.putIf(lab.item("a"), "state = :v", attributes(":v", "x")),
                "Invalid ConditionExpression: Attribute name is a reserved keyword; reserved keyword: state");
    }

    @Test
    void putIf_emptyExpression_isRefused() {
        assertInvalid(
                () -> lab.putIf(lab.item("a"), "", Map.of()),
                "Invalid ConditionExpression: The expression can not be empty;");
    }

    @Test
    void put_emptyValues_isRefused() {
        assertInvalid(
                () -> dynamo.putItem(put -> put.tableName(lab.table())
                        .item(lab.item("a"))
                        .conditionExpression("attribute_not_exists(pk)")
                        .expressionAttributeValues(Map.of())),
                "ExpressionAttributeValues must not be empty");
    }

    @Test
    void put_substitutesWithoutExpression_isRefused() {
        assertInvalid(
                () -> dynamo.putItem(put -> put.tableName(lab.table())
                        .item(lab.item("a"))
                        .expressionAttributeValues(attributes(":v", "x"))),
                "ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null");
        assertInvalid(
                () -> dynamo.putItem(put ->
                        put.tableName(lab.table()).item(lab.item("a")).expressionAttributeNames(Map.of("#n", "n"))),
                "ExpressionAttributeNames can only be specified when using expressions");
    }
}
