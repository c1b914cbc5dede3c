package dev.kiln.infra.iam;

import dev.kiln.infra.naming.Arns;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyStatement;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What handlers do with what they learn of a build that has failed: they keep it in the bucket, and tell of it. */
final class EvidencePermissions {
    private final Arns arns;
    private final String keyArn;

    EvidencePermissions(Arns arns, String keyArn) {
        this.arns = arns;
        this.keyArn = keyArn;
    }

    /**
     * Keeps evidence; S3 encrypts it with a data key (S3 user guide, "Using server-side encryption with AWS KMS keys").
     */
    Stream<PolicyStatement> keep() {
        return Stream.of(
                Statements.allow("Evidence", List.of("s3:PutObject"), List.of(arns.evidence())),
                key("EncryptEvidence", "s3", "kms:GenerateDataKey"));
    }

    /** Publishes to the topic, and has SNS encrypt it (SNS developer guide, "Key management"). */
    Stream<PolicyStatement> tell() {
        return Stream.of(
                Statements.allow("Tell", List.of("sns:Publish"), List.of(arns.notificationTopic())),
                key("EncryptNotification", "sns", "kms:GenerateDataKey", "kms:Decrypt"));
    }

    private PolicyStatement key(String sid, String service, String... actions) {
        return Statements.allow(
                sid,
                List.of(actions),
                List.of(keyArn),
                Map.of("StringEquals", Map.of("kms:ViaService", service + "." + Aws.REGION + ".amazonaws.com")));
    }
}
