package dev.kiln.local.dynamo;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static dev.kiln.local.dynamo.DynamoLab.assertInvalid;
import static dev.kiln.local.dynamo.DynamoLab.attributes;
import static org.assertj.core.api.Assertions.assertThat;

/** What DynamoDB promises about queries, as far as the pipeline relies on it. */
@ParameterizedClass
@EnumSource(Implementation.class)
class QueryContractTest {
    private static final String NOT_AMONG_THEM = "The provided starting key does not match the range key predicate";
    private static final String MISSED = "Query condition missed key schema element";

    @RegisterExtension
    static final SharedDynamo DYNAMO = new SharedDynamo();

    private final DynamoDbClient dynamo;
    private DynamoLab lab;

    QueryContractTest(Implementation implementation) {
        dynamo = implementation.client(DYNAMO);
    }

    @BeforeEach
    void giveATableAndAPartition(TestInfo test) {
        lab = new DynamoLab(
                dynamo, DYNAMO.ledger(), test.getTestMethod().orElseThrow().getName());
    }

    private void put(String... sortKeys) {
        for (String sk : sortKeys) {
            lab.put(lab.item(sk));
        }
    }

    @Test
    void query_partition_answersItsItemsInOrder() {
        put("c", "a", "b");

        assertThat(lab.found(lab.query("pk = :pk"))).containsExactly("a", "b", "c");
    }

    @Test
    void query_strangePartition_answersNothing() {
        var response = dynamo.query(lab.query("pk = :pk").build());

        assertThat(response.items()).isEmpty();
        assertThat(response.count()).isZero();
        assertThat(response.hasLastEvaluatedKey()).isFalse();
    }

    @Test
    void query_items_areWholeAndCounted() {
        lab.put(lab.item("a", "json", "{}"));

        var response = dynamo.query(lab.query("pk = :pk").build());

        assertThat(response.items()).containsExactly(lab.item("a", "json", "{}"));
        assertThat(response.count()).isEqualTo(1);
        assertThat(response.scannedCount()).isEqualTo(1);
    }

    @Test
    void query_consistentRead_isTakenOnATable() {
        put("a");

        assertThat(lab.found(lab.query("pk = :pk").consistentRead(true))).containsExactly("a");
    }

    @Test
    void query_backwards_answersThemInReverse() {
        put("a", "b", "c");

        assertThat(lab.found(lab.query("pk = :pk").scanIndexForward(false))).containsExactly("c", "b", "a");
    }

    @Test
    void query_sortKeys_areInTheOrderOfTheirBytes() {
        put("😀", "\ue000", "é", "~", "a", "aa", "Z", "\uffff");

        assertThat(lab.found(lab.query("pk = :pk")))
                .containsExactly("Z", "a", "aa", "~", "é", "\ue000", "\uffff", "😀");
        assertThat(lab.found(lab.query("pk = :pk and sk between :from and :to", ":from", "\ue000", ":to", "\uffff")))
                .containsExactly("\ue000", "\uffff");
    }

    @Test
    void query_between_answersBothEndsAndWhatLiesBetween() {
        put("a", "b", "b#1", "c", "c#1", "d");

        var query = lab.query("pk = :pk and sk between :from and :to", ":from", "b", ":to", "c");
        assertThat(lab.found(query)).containsExactly("b", "b#1", "c");
        assertThat(lab.found(query.scanIndexForward(false))).containsExactly("c", "b#1", "b");
    }

    @Test
    void query_equal_answersTheOne() {
        put("a", "b", "b#1");

        assertThat(lab.found(lab.query("pk = :pk and sk = :sk", ":sk", "b"))).containsExactly("b");
    }

    @Test
    void query_atMost_answersItAndAllSmallerOnes() {
        put("a", "b", "b#1", "c");

        assertThat(lab.found(lab.query("pk = :pk and sk <= :sk", ":sk", "b"))).containsExactly("a", "b");
    }

    @Test
    void query_prefix_answersWhatBeginsSo() {
        put("a", "b", "b#1", "b\uffff", "b😀", "c");

        var query = lab.query("pk = :pk and begins_with(sk, :prefix)", ":prefix", "b");
        assertThat(lab.found(query)).containsExactly("b", "b#1", "b\uffff", "b😀");
        assertThat(lab.found(query.scanIndexForward(false))).containsExactly("b😀", "b\uffff", "b#1", "b");
    }

    @Test
    void query_termsTheOtherWayRoundAndShouted_meanTheSame() {
        put("a", "b", "c", "d");

        assertThat(lab.found(lab.query("sk BETWEEN :from AND :to AND pk = :pk", ":from", "b", ":to", "c")))
                .containsExactly("b", "c");
        assertThat(lab.found(lab.query(" begins_with ( sk,:prefix )And pk=:pk ", ":prefix", "d")))
                .containsExactly("d");
    }

    @Test
    void query_nameByPlaceholder_meansTheAttribute() {
        put("a");

        assertThat(lab.found(lab.query("#key = :pk").expressionAttributeNames(Map.of("#key", "pk"))))
                .containsExactly("a");
    }

    @Test
    void query_limit_endsThePageAndTheNextGoesOn() {
        put("a", "b", "c", "d", "e");

        var first = dynamo.query(lab.query("pk = :pk").limit(2).build());

        assertThat(first.items()).containsExactly(lab.item("a"), lab.item("b"));
        assertThat(first.lastEvaluatedKey()).isEqualTo(lab.item("b"));
        assertThat(lab.found(lab.query("pk = :pk").limit(2))).containsExactly("a", "b", "c", "d", "e");
        assertThat(lab.found(lab.query("pk = :pk").limit(2).scanIndexForward(false)))
                .containsExactly("e", "d", "c", "b", "a");
    }

    @Test
    void query_limitAboveWhatThereIs_answersAllOnOnePage() {
        put("a", "b");

        assertThat(dynamo.query(lab.query("pk = :pk").limit(3).build()).hasLastEvaluatedKey())
                .isFalse();
    }

    @Test
    void query_startKeyThatIsGone_goesOnBehindIt() {
        put("a", "c");

        assertThat(found(lab.query("pk = :pk").exclusiveStartKey(lab.item("b"))))
                .containsExactly("c");
        assertThat(found(lab.query("pk = :pk").exclusiveStartKey(lab.item("b")).scanIndexForward(false)))
                .containsExactly("a");
    }

    /** The sort keys on the first page. */
    private List<String> found(QueryRequest.Builder query) {
        return dynamo.query(query.build()).items().stream()
                .map(item -> item.get("sk").s())
                .toList();
    }

    @Test
    void query_moreThanAMegabyte_comesInPages() {
        var sortKeys = IntStream.range(10, 30).mapToObj(Integer::toString).toList();
        sortKeys.forEach(sk -> lab.put(lab.item(sk, "json", "j".repeat(100_000))));

        var first = dynamo.query(lab.query("pk = :pk").build());

        assertThat(first.count()).isBetween(10, 11);
        assertThat(first.lastEvaluatedKey())
                .isEqualTo(lab.item(first.items().getLast().get("sk").s()));
        assertThat(lab.found(lab.query("pk = :pk"))).isEqualTo(sortKeys);
    }

    @Test
    void index_items_areListedByItsKeys() {
        lab.put(lab.timed("a", "3"));
        lab.put(lab.timed("b", "1"));
        lab.put(lab.timed("c", "2"));

        assertThat(lab.found(lab.byTime("timePk = :pk"))).containsExactly("b", "c", "a");
        assertThat(lab.found(lab.byTime("timePk = :pk and timeSk <= :now", ":now", "2")))
                .containsExactly("b", "c");
        assertThat(dynamo.query(lab.byTime("timePk = :pk and timeSk <= :now", ":now", "1")
                                .consistentRead(false)
                                .build())
                        .items())
                .containsExactly(lab.timed("b", "1"));
    }

    @Test
    void index_itemWithoutItsKeys_isNotInIt() {
        lab.put(lab.item("a", "timePk", lab.pk()));
        lab.put(lab.item("b", "timeSk", "1"));

        assertThat(lab.found(lab.byTime("timePk = :pk"))).isEmpty();
    }

    @Test
    void index_itemChanged_moves() {
        lab.put(lab.timed("a", "1"));
        lab.put(lab.timed("b", "2"));

        lab.put(lab.timed("a", "3"));

        assertThat(lab.found(lab.byTime("timePk = :pk"))).containsExactly("b", "a");
    }

    @Test
    void index_itemDeletedOrStrippedOfItsKeys_isGone() {
        lab.put(lab.timed("a", "1"));
        lab.put(lab.timed("b", "2"));

        lab.delete("a");
        lab.put(lab.item("b"));

        assertThat(lab.found(lab.byTime("timePk = :pk"))).isEmpty();
    }

    @Test
    void index_itemsWithOneKey_areAllListedOnPagesToo() {
        for (String sk : List.of("a", "b", "c", "d")) {
            lab.put(lab.timed(sk, "same"));
        }

        assertThat(lab.found(lab.byTime("timePk = :pk").limit(1))).containsExactlyInAnyOrder("a", "b", "c", "d");
        assertThat(lab.found(lab.byTime("timePk = :pk").limit(3).scanIndexForward(false)))
                .containsExactlyInAnyOrder("a", "b", "c", "d");
    }

    @Test
    void index_limit_endsThePageWithTheKeysOfTableAndIndex() {
        lab.put(lab.timed("a", "1"));
        lab.put(lab.timed("b", "2"));

        var page = dynamo.query(lab.byTime("timePk = :pk").limit(1).build());

        assertThat(page.lastEvaluatedKey()).isEqualTo(lab.timed("a", "1"));
        assertThat(found(lab.byTime("timePk = :pk").exclusiveStartKey(page.lastEvaluatedKey())))
                .containsExactly("b");
    }

    @Test
    void index_ofATableWithoutSortKey_listsItsItems() {
        for (String image : List.of("ami-2", "ami-1")) {
            dynamo.putItem(put -> put.tableName(DYNAMO.lineage())
                    .item(attributes("pk", image, "recipe", "iis", "parent", "ami-0", "created", image)));
        }

        var images = dynamo.queryPaginator(query -> query.tableName(DYNAMO.lineage())
                .indexName("byRecipe")
                .keyConditionExpression("#key = :value")
                .expressionAttributeNames(Map.of("#key", "recipe"))
                .expressionAttributeValues(attributes(":value", "iis"))
                .limit(1)
                .scanIndexForward(false));

        assertThat(images.items().stream().map(item -> item.get("pk").s())).containsExactly("ami-2", "ami-1");
    }

    @Test
    void index_consistentRead_isRefused() {
        assertFaulty(
                lab.byTime("timePk = :pk").consistentRead(true), "Consistent read cannot be true when querying a GSI");
    }

    @Test
    void index_unknown_isRefused() {
        assertFaulty(
                lab.query("timePk = :pk").indexName("nowhere"), "The table does not have the specified index: nowhere");
    }

    @Test
    void query_withoutCondition_isRefused() {
        assertFaulty(
                QueryRequest.builder().tableName(lab.table()),
                "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");
    }

    @Test
    void query_withoutPartition_isRefused() {
        assertFaulty(lab.query("sk = :pk"), MISSED);
        assertFaulty(lab.query("sk = :pk and timePk = :pk"), MISSED);
    }

    @Test
    void query_attributeThatIsNoKey_isRefused() {
        assertFaulty(lab.query("pk = :pk and timePk = :pk"), MISSED);
    }

    @Test
    void query_partitionByAnythingButEquality_isRefused() {
        assertFaulty(lab.query("pk <= :pk"), "Query key condition not supported");
    }

    @Test
    void query_oneKeyTwice_isRefused() {
        assertFaulty(
                lab.query("pk = :pk and pk = :pk"), "KeyConditionExpressions must only contain one condition per key");
        assertFaulty(
                lab.query("pk = :pk and sk = :pk and sk = :pk"),
                "KeyConditionExpressions must only contain one condition per key");
    }

    @Test
    void query_boundsTheWrongWayRound_isRefused() {
        assertFaulty(
                lab.query("pk = :pk and sk between :from and :to", ":from", "b", ":to", "a"),
                "Invalid KeyConditionExpression: The BETWEEN operator requires upper bound to be greater than or equal"
                        + " to lower bound; lower bound operand: AttributeValue: {S:b}, upper bound operand:"
                        + " AttributeValue: {S:a}");
    }

    @Test
    void query_emptyValue_isRefused() {
        assertFaulty(
                lab.query("pk = :pk and sk <= :sk", ":sk", ""),
                "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an"
                        + " empty string value. Key: sk");
    }

    @Test
    void query_valueTooLong_isRefused() {
        assertFaulty(
                lab.query("pk = :pk and sk <= :sk", ":sk", "s".repeat(1025)),
                "One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size"
                        + " limit of 1024 bytes");
    }

    @Test
    void query_valueNotUsed_isRefused() {
        assertFaulty(
                lab.query("pk = :pk", ":more", "x"),
                "Value provided in ExpressionAttributeValues unused in expressions: keys: {:more}");
    }

    @Test
    void query_valueNotDefined_isRefused() {
        assertFaulty(
                lab.query("pk = :pk and sk = :sk"),
                "Invalid KeyConditionExpression: An expression attribute value used in expression is not defined;"
                        + " attribute value: :sk");
    }

    @Test
    void query_nameNotDefined_isRefused() {
        assertFaulty(
                lab.query("#key = :pk"),
                "Invalid KeyConditionExpression: An expression attribute name used in the document path is not defined;"
                        + " attribute name: #key");
    }

    @Test
    void query_reservedWord_isRefused() {
        assertFaulty(
                lab.query("Year = :pk"),
                "Invalid KeyConditionExpression: Attribute name is a reserved keyword; reserved keyword: Year");
    }

    @Test
    void query_limitOfNothing_isRefused() {
        assertFaulty(lab.query("pk = :pk").limit(0), "Limit must be greater than or equal to 1");
    }

    @Test
    void query_startKeyOfAnotherShape_isRefused() {
        String shape = "Exclusive Start Key must have same size as table's key schema";

        assertFaulty(lab.query("pk = :pk").exclusiveStartKey(attributes("pk", lab.pk())), shape);
        assertFaulty(lab.query("pk = :pk").exclusiveStartKey(lab.timed("a", "1")), shape);
        assertFaulty(
                lab.byTime("timePk = :pk").exclusiveStartKey(attributes("timePk", lab.pk(), "timeSk", "1")), shape);
        assertFaulty(
                lab.query("pk = :pk").exclusiveStartKey(attributes("pk", lab.pk(), "other", "a")),
                "The provided starting key is invalid");
    }

    @Test
    void query_startKeyElsewhere_isRefused() {
        Map<String, AttributeValue> elsewhere = attributes("pk", "elsewhere", "sk", "a");

        assertFaulty(lab.query("pk = :pk").exclusiveStartKey(elsewhere), NOT_AMONG_THEM);
        assertFaulty(lab.query("pk = :pk and sk <= :sk", ":sk", "b").exclusiveStartKey(lab.item("c")), NOT_AMONG_THEM);
        assertFaulty(
                lab.byTime("timePk = :pk and timeSk <= :now", ":now", "1").exclusiveStartKey(lab.timed("a", "2")),
                NOT_AMONG_THEM);
    }

    private void assertFaulty(QueryRequest.Builder query, String message) {
        assertInvalid(() -> dynamo.query(query.build()), message);
    }
}
