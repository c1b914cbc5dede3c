package dev.kiln.local.s3;

import dev.kiln.local.time.RandomSource;
import dev.kiln.local.time.Timeline;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/** The calls that change a bucket. */
final class ObjectWrites {
    private static final Set<String> PUT = Set.of(
            "Bucket",
            "Key",
            "Metadata",
            "ContentType",
            "ContentLength",
            "ContentMD5",
            "ChecksumAlgorithm",
            "ChecksumSHA256",
            "IfNoneMatch");
    private static final Set<String> DELETE = Set.of("Bucket", "Key", "VersionId");
    private static final String VERSION_ID = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._";
    private static final int VERSION_ID_LENGTH = 32;
    private static final int LONGEST_KEY = 1024;

    private final Timeline timeline;
    private final RandomSource random;
    private final Buckets buckets;
    private final S3Events events;
    private long sequence;

    ObjectWrites(Timeline timeline, RandomSource random, Buckets buckets, S3Events events) {
        this.timeline = timeline;
        this.random = random;
        this.buckets = buckets;
        this.events = events;
    }

    long sequence() {
        return sequence;
    }

    void restore(long restoredSequence) {
        sequence = restoredSequence;
    }

    PutObjectResponse put(PutObjectRequest request, RequestBody body) {
        Parameters.onlyOf(PUT, request);
        var bucket = buckets.named(request.bucket());
        checkKey(request.key());
        checkCondition(request, bucket);
        var content = Contents.of(request, body);
        var version = newVersion(Optional.of(content));
        bucket.add(request.key(), version);
        events.created(request.bucket(), request.key(), version, content, sequencer());
        return PutObjectResponse.builder()
                .eTag('"' + content.etag() + '"')
                .versionId(version.versionId())
                .size(content.size())
                .checksumSHA256(content.checksumSha256().orElse(null))
                .build();
    }

    DeleteObjectResponse delete(DeleteObjectRequest request) {
        Parameters.onlyOf(DELETE, request);
        var bucket = buckets.named(request.bucket());
        var versionId = Optional.ofNullable(request.versionId());
        return versionId.isPresent() ? remove(bucket, request, versionId.get()) : mark(bucket, request);
    }

    /** A key that does not exist gets a delete marker too. */
    private DeleteObjectResponse mark(Bucket bucket, DeleteObjectRequest request) {
        var marker = newVersion(Optional.empty());
        bucket.add(request.key(), marker);
        events.deleted(request.bucket(), request.key(), marker, "Delete Marker Created", sequencer());
        return DeleteObjectResponse.builder()
                .deleteMarker(true)
                .versionId(marker.versionId())
                .build();
    }

    /** Succeeds also for a version that does not exist. */
    private DeleteObjectResponse remove(Bucket bucket, DeleteObjectRequest request, String versionId) {
        var response = DeleteObjectResponse.builder().versionId(versionId);
        bucket.version(request.key(), versionId).ifPresent(version -> {
            bucket.remove(request.key(), version);
            events.deleted(request.bucket(), request.key(), version, "Permanently Deleted", sequencer());
            if (version.content().isEmpty()) {
                response.deleteMarker(true);
            }
        });
        return response.build();
    }

    private S3State.Version newVersion(Optional<S3State.Content> content) {
        sequence++;
        return new S3State.Version(
                RandomText.of(random, VERSION_ID, VERSION_ID_LENGTH),
                timeline.instant().truncatedTo(ChronoUnit.SECONDS),
                content);
    }

    /** Hexadecimal digits that grow with every change, so that events of one key can be put in order. */
    private String sequencer() {
        return "00%08X%08X".formatted(timeline.instant().getEpochSecond(), sequence);
    }

    private static void checkKey(String key) {
        if (key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
            throw S3Errors.keyTooLong();
        }
    }

    private static void checkCondition(PutObjectRequest request, Bucket bucket) {
        var condition = Optional.ofNullable(request.ifNoneMatch());
        if (condition.filter(value -> !value.equals("*")).isPresent()) {
            throw new UnsupportedOperationException("S3 knows no other If-None-Match of PutObject than *");
        }
        if (condition.isPresent()
                && bucket.latest(request.key())
                        .flatMap(S3State.Version::content)
                        .isPresent()) {
            throw S3Errors.preconditionFailed();
        }
    }
}
