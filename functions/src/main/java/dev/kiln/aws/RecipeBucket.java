package dev.kiln.aws;

import dev.kiln.build.Payload;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The versioned bucket that recipes and their files are uploaded to. */
public final class RecipeBucket {
    private static final Set<String> MISSING = Set.of("NoSuchKey", "NoSuchVersion", "404");

    private final S3Client s3;

    public RecipeBucket(S3Client s3) {
        this.s3 = s3;
    }

    /** A recipe's text and where it is pinned to. */
    public record Text(String text, Payload payload) {}

    /**
     * What the bucket says of an object without reading it.
     *
     * @param sha256 if whoever uploaded it had S3 compute it
     */
    public record Found(String versionId, Optional<String> sha256) {}

    /** Reads one version of a text in UTF-8; empty when it is gone. */
    public Optional<Text> text(String bucket, String key, String versionId) {
        return get(GetObjectRequest.builder()
                        .bucket(bucket)
                        .key(key)
                        .versionId(versionId)
                        .build())
                .map(bytes -> new Text(bytes.asUtf8String(), payload(bucket, key, bytes)));
    }

    /** Reads the current version of a text in UTF-8; empty when there is none, or it was deleted. */
    public Optional<Text> current(String bucket, String key) {
        return get(GetObjectRequest.builder().bucket(bucket).key(key).build())
                .map(bytes -> new Text(bytes.asUtf8String(), payload(bucket, key, bytes)));
    }

    /** The keys of all objects that are there now and begin with a prefix, in the order of S3, page by page. */
    public List<String> keys(String bucket, String prefix) {
        var keys = new ArrayList<String>();
        Optional<String> after = Optional.empty();
        do {
            var page = page(bucket, prefix, after);
            page.contents().forEach(object -> keys.add(object.key()));
            after = Optional.ofNullable(page.nextContinuationToken());
        } while (after.isPresent());
        return List.copyOf(keys);
    }

    private ListObjectsV2Response page(String bucket, String prefix, Optional<String> token) {
        return AwsCall.of(
                "ListObjectsV2 (s3://" + bucket + "/" + prefix + ")",
                () -> s3.listObjectsV2(r -> r.bucket(bucket).prefix(prefix).continuationToken(token.orElse(null))));
    }

    /** Reads the current version of an object to pin it by its hash. */
    public Optional<Payload> contents(String bucket, String key) {
        return get(GetObjectRequest.builder().bucket(bucket).key(key).build())
                .map(bytes -> payload(bucket, key, bytes));
    }

    /** Looks at the current version of an object. */
    public Optional<Found> look(String bucket, String key) {
        return AwsCall.unless(
                        MISSING,
                        "HeadObject (s3://" + bucket + "/" + key + ")",
                        () -> s3.headObject(r -> r.bucket(bucket).key(key).checksumMode(ChecksumMode.ENABLED)))
                .map(head -> new Found(
                        head.versionId(),
                        Optional.ofNullable(head.checksumSHA256())
                                .map(base64 -> HexFormat.of()
                                        .formatHex(Base64.getDecoder().decode(base64)))));
    }

    private Optional<ResponseBytes<GetObjectResponse>> get(GetObjectRequest request) {
        return AwsCall.unless(
                MISSING,
                "GetObject (s3://" + request.bucket() + "/" + request.key() + ")",
                () -> s3.getObjectAsBytes(request));
    }

    private static Payload payload(String bucket, String key, ResponseBytes<GetObjectResponse> bytes) {
        return new Payload(bucket, key, bytes.response().versionId(), Digests.sha256(bytes.asByteArrayUnsafe()));
    }
}
