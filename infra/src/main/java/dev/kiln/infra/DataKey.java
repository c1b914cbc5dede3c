package dev.kiln.infra;

import dev.kiln.infra.config.KilnConfig;
import dev.kiln.infra.naming.Names;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The key of tables and bucket. Who may use a table may use the key through DynamoDB, so that the table's permissions
 * alone decide (DynamoDB developer guide, "Authorizing use of your AWS KMS key"); for the bucket each role says it.
 */
final class DataKey extends Construct {
    private final Key key;

    DataKey(Construct scope, Names names, KilnConfig config) {
        super(scope, "Key");
        key = Key.Builder.create(this, "Key")
                .alias("alias/" + names.prefix())
                .description("Kiln (" + names.prefix() + "): ledger, lineage and recipes")
                .enableKeyRotation(true)
                .pendingWindow(Duration.days(30))
                .removalPolicy(Retention.of(config))
                .build();
        key.addToResourcePolicy(throughDynamo());
    }

    private static PolicyStatement throughDynamo() {
        return PolicyStatement.Builder.create()
                .sid("ThroughDynamoDB")
                .principals(List.of(new AnyPrincipal()))
                .actions(List.of(
                        "kms:Encrypt",
                        "kms:Decrypt",
                        "kms:ReEncryptFrom",
                        "kms:ReEncryptTo",
                        "kms:GenerateDataKey",
                        "kms:GenerateDataKeyWithoutPlaintext",
                        "kms:CreateGrant",
                        "kms:DescribeKey"))
                .resources(List.of("*"))
                .conditions(Map.of(
                        "StringEquals",
                        new TreeMap<>(Map.of(
                                "kms:CallerAccount",
                                Aws.ACCOUNT_ID,
                                "kms:ViaService",
                                "dynamodb." + Aws.REGION + ".amazonaws.com"))))
                .build();
    }

    Key key() {
        return key;
    }

    String arn() {
        return key.getKeyArn();
    }
}
