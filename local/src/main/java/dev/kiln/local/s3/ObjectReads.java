package dev.kiln.local.s3;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

import java.io.ByteArrayInputStream;
import java.util.Optional;
import java.util.Set;

/** The calls that read one object. */
final class ObjectReads {
    private static final Set<String> KNOWN = Set.of("Bucket", "Key", "VersionId", "ChecksumMode");

    private final Buckets buckets;

    ObjectReads(Buckets buckets) {
        this.buckets = buckets;
    }

    private record Found(S3State.Version version, S3State.Content content) {}

    <R> R get(GetObjectRequest request, ResponseTransformer<GetObjectResponse, R> transformer) {
        Parameters.onlyOf(KNOWN, request);
        var found = find(buckets.named(request.bucket()), request.key(), Optional.ofNullable(request.versionId()));
        var content = found.content();
        var response = GetObjectResponse.builder()
                .contentLength(content.size())
                .contentType(content.contentType())
                .eTag('"' + content.etag() + '"')
                .versionId(found.version().versionId())
                .lastModified(found.version().lastModified())
                .checksumSHA256(checksum(content, request.checksumMode()))
                .metadata(content.metadata())
                .build();
        return transform(response, Contents.bytes(content), transformer);
    }

    /**
     * Answers without the bytes. A HEAD answer has no body, hence no error code, so the SDK turns every 404 into
     * NoSuchKey: a missing bucket and a missing version look like a missing key.
     */
    HeadObjectResponse head(HeadObjectRequest request) {
        Parameters.onlyOf(KNOWN, request);
        var found = findForHead(request);
        var content = found.content();
        return HeadObjectResponse.builder()
                .contentLength(content.size())
                .contentType(content.contentType())
                .eTag('"' + content.etag() + '"')
                .versionId(found.version().versionId())
                .lastModified(found.version().lastModified())
                .checksumSHA256(checksum(content, request.checksumMode()))
                .metadata(content.metadata())
                .build();
    }

    private Found findForHead(HeadObjectRequest request) {
        var versionId = Optional.ofNullable(request.versionId());
        if (!buckets.has(request.bucket())) {
            throw S3Errors.noSuchKey();
        }
        var bucket = buckets.named(request.bucket());
        if (versionId.isPresent()
                && bucket.version(request.key(), versionId.get()).isEmpty()) {
            throw S3Errors.noSuchKey();
        }
        return find(bucket, request.key(), versionId);
    }

    /** A delete marker hides the key, and cannot itself be read. */
    private static Found find(Bucket bucket, String key, Optional<String> versionId) {
        if (versionId.isPresent()) {
            var version = bucket.version(key, versionId.get()).orElseThrow(S3Errors::noSuchVersion);
            return new Found(version, version.content().orElseThrow(S3Errors::methodNotAllowed));
        }
        var latest = bucket.latest(key).orElseThrow(S3Errors::noSuchKey);
        return new Found(latest, latest.content().orElseThrow(S3Errors::noSuchKey));
    }

    private static String checksum(S3State.Content content, ChecksumMode mode) {
        return content.checksumSha256()
                .filter(sha -> mode == ChecksumMode.ENABLED)
                .orElse(null);
    }

    private static <R> R transform(
            GetObjectResponse response, byte[] bytes, ResponseTransformer<GetObjectResponse, R> transformer) {
        try {
            return transformer.transform(response, AbortableInputStream.create(new ByteArrayInputStream(bytes)));
        } catch (SdkException e) {
            throw e;
        } catch (Exception e) {
            throw SdkClientException.create("cannot take the answer of GetObject", e);
        }
    }
}
