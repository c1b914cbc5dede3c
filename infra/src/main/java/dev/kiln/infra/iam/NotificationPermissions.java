package dev.kiln.infra.iam;

import dev.kiln.infra.naming.Arns;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyStatement;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What handlers do with the topic that tells of failed builds. */
final class NotificationPermissions {
    private final Arns arns;
    private final String keyArn;

    NotificationPermissions(Arns arns, String keyArn) {
        this.arns = arns;
        this.keyArn = keyArn;
    }

    /** Publishes to the topic, and has SNS encrypt it (SNS developer guide, "Key management"). */
    Stream<PolicyStatement> publish() {
        return Stream.of(
                Statements.allow("Notify", List.of("sns:Publish"), List.of(arns.notificationTopic())),
                Statements.allow(
                        "EncryptNotification",
                        List.of("kms:GenerateDataKey", "kms:Decrypt"),
                        List.of(keyArn),
                        Map.of("StringEquals", Map.of("kms:ViaService", "sns." + Aws.REGION + ".amazonaws.com"))));
    }
}
