package dev.kiln.local.s3;

import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectStorageClass;
import software.amazon.awssdk.services.s3.model.S3Object;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lists a bucket page by page. A continuation token hides the last key of the page before. */
final class ObjectLists {
    private static final Set<String> KNOWN = Set.of("Bucket", "Prefix", "MaxKeys", "ContinuationToken", "StartAfter");
    private static final int MOST = 1000;

    private final Buckets buckets;

    ObjectLists(Buckets buckets) {
        this.buckets = buckets;
    }

    ListObjectsV2Response list(ListObjectsV2Request request) {
        Parameters.onlyOf(KNOWN, request);
        var bucket = buckets.named(request.bucket());
        var prefix = Optional.ofNullable(request.prefix()).orElse("");
        int most = size(Optional.ofNullable(request.maxKeys()));
        var keys = bucket.keysAfter(start(request), prefix);
        var page = keys.subList(0, Math.min(most, keys.size()));
        boolean more = most > 0 && keys.size() > most;
        return ListObjectsV2Response.builder()
                .name(request.bucket())
                .prefix(prefix)
                .maxKeys(most)
                .keyCount(page.size())
                .isTruncated(more)
                .continuationToken(request.continuationToken())
                .startAfter(request.startAfter())
                .nextContinuationToken(more ? token(page) : null)
                .contents(page.stream().map(key -> object(bucket, key)).toList())
                .build();
    }

    private static int size(Optional<Integer> maxKeys) {
        if (maxKeys.filter(most -> most < 0).isPresent()) {
            throw S3Errors.invalidArgument("Argument maxKeys must be an integer between 0 and 2147483647");
        }
        return Math.min(MOST, maxKeys.orElse(MOST));
    }

    private static String start(ListObjectsV2Request request) {
        return Optional.ofNullable(request.continuationToken())
                .map(ObjectLists::lastKey)
                .or(() -> Optional.ofNullable(request.startAfter()))
                .orElse("");
    }

    private static String token(List<String> page) {
        return Base64.getUrlEncoder().encodeToString(page.getLast().getBytes(StandardCharsets.UTF_8));
    }

    private static String lastKey(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw S3Errors.invalidArgument("The continuation token provided is incorrect");
        }
    }

    private static S3Object object(Bucket bucket, String key) {
        var version = bucket.latest(key).orElseThrow();
        var content = version.content().orElseThrow();
        return S3Object.builder()
                .key(key)
                .size(content.size())
                .eTag('"' + content.etag() + '"')
                .lastModified(version.lastModified())
                .storageClass(ObjectStorageClass.STANDARD)
                .build();
    }
}
