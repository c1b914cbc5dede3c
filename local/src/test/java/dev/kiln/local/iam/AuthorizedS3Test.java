package dev.kiln.local.iam;

import dev.kiln.local.event.EventSink;
import dev.kiln.local.s3.LocalS3;
import dev.kiln.local.time.RandomSource;
import dev.kiln.local.time.Timeline;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AuthorizedS3Test {
    private static final String KEY = "arn:aws:kms:us-east-1:123456789012:key/k";
    private static final String READ = allow("s3:GetObject", "arn:aws:s3:::recipes/*");
    private static final String READ_VERSION = allow("s3:GetObjectVersion", "arn:aws:s3:::recipes/*");
    private static final String LIST = allow("s3:ListBucket", "arn:aws:s3:::recipes");
    private static final String DECRYPT = """
            {"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "%s",
              "Condition": {"StringEquals": {"kms:ViaService": "s3.us-east-1.amazonaws.com"}}}""".formatted(KEY);
    private static final String LEFT_TO_ACCOUNT = """
            {"Effect": "Allow", "Action": "kms:*", "Resource": "*", "Principal": {"AWS": "arn:aws:iam::123456789012:root"}}""";

    private final EventSink nobody = (source, detailType, resources, detail) -> {};
    private final LocalS3 s3 =
            new LocalS3(new Timeline(Instant.parse("2026-11-25T09:00:00Z")), new RandomSource(1), nobody);
    private String version = "";

    private static String allow(String action, String resource) {
        return "{\"Effect\": \"Allow\", \"Action\": \"" + action + "\", \"Resource\": \"" + resource + "\"}";
    }

    @BeforeEach
    void upload() {
        s3.createBucket("recipes");
        version = s3.putObject(
                        r -> r.bucket("recipes").key("a").checksumAlgorithm(ChecksumAlgorithm.SHA256),
                        RequestBody.fromString("text"))
                .versionId();
    }

    private AuthorizedS3 as(String... statements) {
        return as(new TreeMap<>(), statements);
    }

    private AuthorizedS3 as(SortedMap<String, ResourcePolicy> bucketPolicies, String... statements) {
        var encryption = new Encryption(
                new TreeMap<>(Map.of("arn:aws:s3:::recipes", KEY)),
                new TreeMap<>(Map.of(KEY, new ResourcePolicy("key", List.of(Policies.document(LEFT_TO_ACCOUNT))))));
        return new AuthorizedS3(s3, Policies.of(statements).session, encryption, bucketPolicies);
    }

    private static void assertDenied(ThrowingCallable call, String action) {
        assertThatThrownBy(call).isInstanceOfSatisfying(S3Exception.class, e -> {
            assertThat(e.statusCode()).isEqualTo(403);
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
            assertThat(e.awsErrorDetails().errorMessage()).contains("not authorized to perform: " + action);
        });
    }

    @Test
    void get_needsTheObjectAndItsKey() {
        assertThat(as(READ, DECRYPT)
                        .getObjectAsBytes(r -> r.bucket("recipes").key("a"))
                        .asUtf8String())
                .isEqualTo("text");
        assertDenied(() -> as(READ).getObjectAsBytes(r -> r.bucket("recipes").key("a")), "kms:Decrypt");
        assertDenied(() -> as(DECRYPT).getObjectAsBytes(r -> r.bucket("recipes").key("a")), "s3:GetObject");
    }

    @Test
    void get_ofAVersion_needsTheActionForVersions() {
        assertDenied(
                () -> as(READ, DECRYPT)
                        .getObjectAsBytes(r -> r.bucket("recipes").key("a").versionId(version)),
                "s3:GetObjectVersion");
        assertThat(as(READ_VERSION, DECRYPT)
                        .getObjectAsBytes(r -> r.bucket("recipes").key("a").versionId(version))
                        .asUtf8String())
                .isEqualTo("text");
    }

    @Test
    void missingObject_isForbiddenUnlessTheBucketMayBeListed() {
        assertDenied(() -> as(READ).getObjectAsBytes(r -> r.bucket("recipes").key("b")), "s3:ListBucket");
        assertThatThrownBy(() ->
                        as(READ, LIST).getObjectAsBytes(r -> r.bucket("recipes").key("b")))
                .isInstanceOf(NoSuchKeyException.class);
    }

    @Test
    void head_needsTheKeyForTheChecksumAlone() {
        assertThat(as(READ).headObject(r -> r.bucket("recipes").key("a")).contentLength())
                .isEqualTo(4);
        assertThatThrownBy(() ->
                        as(READ).headObject(r -> r.bucket("recipes").key("a").checksumMode(ChecksumMode.ENABLED)))
                .isInstanceOf(S3Exception.class);
    }

    @Test
    void head_thatIsRefused_hasNoBodyAndSoNoCode() {
        assertThatThrownBy(() -> as(LIST).headObject(r -> r.bucket("recipes").key("a")))
                .isInstanceOfSatisfying(S3Exception.class, e -> {
                    assertThat(e.statusCode()).isEqualTo(403);
                    assertThat(e.awsErrorDetails().errorCode()).isNull();
                });
    }

    @Test
    void bucketPolicy_denies_whateverTheRoleAllows() {
        var deny = Policies.document("""
                {"Effect": "Deny", "Action": "s3:*", "Resource": "*", "Principal": {"AWS": "*"},
                  "Condition": {"NumericLessThan": {"s3:TlsVersion": 1.4}}}""");
        var policies = new TreeMap<>(Map.of("recipes", new ResourcePolicy("recipes", List.of(deny))));

        assertDenied(
                () -> as(policies, READ, DECRYPT)
                        .getObjectAsBytes(r -> r.bucket("recipes").key("a")),
                "s3:GetObject");
    }

    @Test
    void putObject_needsTheObjectAndADataKeyOfTheBucket() {
        String write = allow("s3:PutObject", "arn:aws:s3:::recipes/evidence/*");
        String dataKey = allow("kms:GenerateDataKey", KEY);

        assertThatThrownBy(() -> put(as(dataKey), "evidence/a")).hasMessageContaining("s3:PutObject");
        assertThatThrownBy(() -> put(as(write), "evidence/a")).hasMessageContaining("kms:GenerateDataKey");
        assertThatThrownBy(() -> put(as(write, dataKey), "recipes/a")).hasMessageContaining("s3:PutObject");

        put(as(write, dataKey), "evidence/a");
        assertThat(s3.getObjectAsBytes(r -> r.bucket("recipes").key("evidence/a"))
                        .asUtf8String())
                .isEqualTo("text");
    }

    private static void put(AuthorizedS3 client, String key) {
        client.putObject(r -> r.bucket("recipes").key(key), RequestBody.fromString("text"));
    }
}
