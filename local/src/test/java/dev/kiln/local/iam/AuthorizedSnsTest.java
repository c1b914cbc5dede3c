package dev.kiln.local.iam;

import dev.kiln.local.sns.LocalTopics;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.AuthorizationErrorException;
import software.amazon.awssdk.services.sns.model.KmsAccessDeniedException;
import software.amazon.awssdk.services.sns.model.SnsException;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class AuthorizedSnsTest {
    private static final String TOPIC = "arn:aws:sns:us-east-1:123456789012:kiln-builds";
    private static final String KEY = "arn:aws:kms:us-east-1:123456789012:key/k";
    private static final String PUBLISH = allow("sns:Publish", TOPIC);
    private static final String DATA_KEY = allow("kms:GenerateDataKey", KEY);
    private static final String DECRYPT = allow("kms:Decrypt", KEY);
    private static final String LEFT_TO_ACCOUNT = """
            {"Effect": "Allow", "Action": "kms:*", "Resource": "*", "Principal": {"AWS": "arn:aws:iam::123456789012:root"}}""";
    private static final String NOBODY = """
            {"Effect": "Deny", "Action": "sns:Publish", "Resource": "*", "Principal": "*"}""";

    private final LocalTopics topics =
            new LocalTopics(InstantSource.fixed(Instant.parse("2026-11-25T09:00:00Z")), List.of(TOPIC));

    private static String allow(String action, String resource) {
        return "{\"Effect\": \"Allow\", \"Action\": \"" + action + "\", \"Resource\": \"" + resource + "\"}";
    }

    private SnsClient as(Map<String, ResourcePolicy> topicPolicies, String... statements) {
        var encryption = new Encryption(
                new TreeMap<>(Map.of(TOPIC, KEY)),
                new TreeMap<>(Map.of(KEY, new ResourcePolicy(KEY, List.of(Policies.document(LEFT_TO_ACCOUNT))))));
        return new AuthorizedSns(topics, Policies.of(statements).session, encryption, new TreeMap<>(topicPolicies));
    }

    private SnsClient as(String... statements) {
        return as(Map.of(), statements);
    }

    private static void publish(SnsClient sns) {
        sns.publish(r -> r.topicArn(TOPIC).message("text"));
    }

    @Test
    void publish_withTopicAndKey_isTaken() {
        publish(as(PUBLISH, DATA_KEY, DECRYPT));

        assertThat(topics.published()).hasSize(1);
    }

    @Test
    void publish_withoutTheTopic_isRefused() {
        var error = catchThrowableOfType(AuthorizationErrorException.class, () -> publish(as(DATA_KEY, DECRYPT)));

        assertThat(error.statusCode()).isEqualTo(403);
        assertThat(error.awsErrorDetails().errorCode()).isEqualTo("AuthorizationError");
        assertThat(error).hasMessageContaining("sns:Publish").hasMessageContaining(TOPIC);
    }

    @Test
    void publish_withoutTheKey_isRefusedByTheActionThatIsMissing() {
        assertRefused(as(PUBLISH, DECRYPT), "kms:GenerateDataKey");
        assertRefused(as(PUBLISH, DATA_KEY), "kms:Decrypt");
    }

    @Test
    void publish_deniedByTheTopic_isRefusedWhateverTheRoleMay() {
        var denying = Map.of(TOPIC, new ResourcePolicy(TOPIC, List.of(Policies.document(NOBODY))));
        SnsException error = catchThrowableOfType(
                AuthorizationErrorException.class, () -> publish(as(denying, PUBLISH, DATA_KEY, DECRYPT)));

        assertThat(error).hasMessageContaining("explicit deny");
        assertThat(topics.published()).isEmpty();
    }

    private void assertRefused(SnsClient sns, String action) {
        var error = catchThrowableOfType(KmsAccessDeniedException.class, () -> publish(sns));

        assertThat(error.awsErrorDetails().errorCode()).isEqualTo("KMSAccessDenied");
        assertThat(error).hasMessageContaining(action);
        assertThat(topics.published()).isEmpty();
    }
}
