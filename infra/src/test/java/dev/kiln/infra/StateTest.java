package dev.kiln.infra;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class StateTest {
    private static final Template STATE = Template.of("state");

    @ParameterizedTest
    @ValueSource(strings = {"AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::KMS::Key"})
    void whatHoldsData_outlivesItsStack(String type) {
        assertThat(STATE.resources(type).values())
                .as("lineage is needed for years; a stack is deleted in a minute")
                .isNotEmpty()
                .allMatch(r -> r.path("DeletionPolicy").asText().equals("Retain"))
                .allMatch(r -> r.path("UpdateReplacePolicy").asText().equals("Retain"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kiln-ledger", "kiln-lineage"})
    void aTable_canBeTakenBackToAnySecond_andNotBeDeletedByMistake(String name) {
        assertThat(table(name)
                        .at("/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled")
                        .asBoolean())
                .isTrue();
        assertThat(table(name).path("DeletionProtectionEnabled").asBoolean()).isTrue();
        assertThat(table(name).at("/SSESpecification/SSEType").asText()).isEqualTo("KMS");
        assertThat(table(name).path("BillingMode").asText()).isEqualTo("PAY_PER_REQUEST");
    }

    @Test
    void onlyTheLedger_forgets() {
        assertThat(table("kiln-ledger")
                        .at("/TimeToLiveSpecification/AttributeName")
                        .asText())
                .isEqualTo("expiresAt");
        assertThat(table("kiln-lineage").has("TimeToLiveSpecification"))
                .as("an image outlives its build by years")
                .isFalse();
    }

    @Test
    void theTables_areThoseThatTheCodeExpects() {
        assertThat(table("kiln-ledger")
                        .at("/GlobalSecondaryIndexes/0/IndexName")
                        .asText())
                .isEqualTo("byTime");
        assertThat(table("kiln-lineage").path("GlobalSecondaryIndexes"))
                .extracting(i -> i.path("IndexName").asText())
                .containsExactly("byRecipe", "byParent");
        assertThat(table("kiln-ledger").path("KeySchema"))
                .extracting(k -> k.path("AttributeName").asText() + " "
                        + k.path("KeyType").asText())
                .containsExactly("pk HASH", "sk RANGE");
    }

    private static JsonNode table(String name) {
        return STATE.named("AWS::DynamoDB::Table", "TableName", name);
    }

    private static JsonNode bucket() {
        return STATE.named("AWS::S3::Bucket", "BucketName", "kiln-recipes-${AWS::AccountId}-${AWS::Region}");
    }

    @Test
    void theBucket_keepsVersions_longerThanARedriveMayCome() {
        assertThat(bucket().at("/VersioningConfiguration/Status").asText()).isEqualTo("Enabled");
        assertThat(bucket().at("/LifecycleConfiguration/Rules/0/NoncurrentVersionExpiration/NoncurrentDays")
                        .asInt())
                .as("a redriven build reads the versions that it pinned, 14 days later")
                .isGreaterThan(14);
    }

    @Test
    void theBucket_tellsEvents() {
        assertThat(bucket().at("/NotificationConfiguration/EventBridgeConfiguration/EventBridgeEnabled")
                        .asBoolean())
                .as("without it no upload ever starts a build")
                .isTrue();
    }

    @Test
    void theBucket_isEncryptedAndPrivate_andTakesTlsAlone() {
        var block = bucket().path("PublicAccessBlockConfiguration");

        assertThat(bucket().at(
                                "/BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault/SSEAlgorithm")
                        .asText())
                .isEqualTo("aws:kms");
        assertThat(block.properties()).hasSize(4).allMatch(p -> p.getValue().asBoolean());
        assertThat(STATE.properties("AWS::S3::BucketPolicy"))
                .singleElement()
                .matches(p -> p.toString().contains("\"aws:SecureTransport\":\"false\""));
    }

    @Test
    void theKey_isRenewedEveryYear() {
        assertThat(STATE.properties("AWS::KMS::Key"))
                .singleElement()
                .matches(k -> k.path("EnableKeyRotation").asBoolean());
    }

    @Test
    void exports_haveNamesThatStay() {
        var exports = Template.all().stream()
                .flatMap(t -> t.json().path("Outputs").findValues("Export").stream())
                .map(export -> Template.rendered(export.path("Name")))
                .sorted();

        assertThat(exports)
                .as("CloudFormation refuses to change an export that another stack uses")
                .containsExactly(
                        "kiln-key-arn", "kiln-recipe-bucket", "kiln-security-group", "kiln-subnet-1", "kiln-subnet-2");
    }

    @Test
    void theLogicalIdsOfData_stay() {
        assertThat(STATE.json().path("Resources").properties())
                .extracting(r -> r.getKey())
                .as("another logical id makes another table, and leaves the old one behind")
                .contains("LedgerTable487EE4D4", "LineageTableB973D8BA", "RecipesBucket6BE291D3", "Key9BCD29C7");
    }
}
