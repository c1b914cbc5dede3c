package dev.kiln.local.s3;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What the buckets of a local account hold, as a value that can be written and read as JSON.
 *
 * @param sequence how many changes there have been; later changes get higher sequencers
 */
public record S3State(long sequence, List<Bucket> buckets) {
    public S3State {
        buckets = List.copyOf(buckets);
    }

    /** One versioned bucket. */
    public record Bucket(String name, List<Key> keys) {
        public Bucket {
            keys = List.copyOf(keys);
        }
    }

    /** A key and its versions, oldest first; there is at least one. */
    public record Key(String key, List<Version> versions) {
        public Key {
            versions = List.copyOf(versions);
        }
    }

    /**
     * One version of an object.
     *
     * @param content empty for a delete marker
     */
    public record Version(String versionId, Instant lastModified, Optional<Content> content) {}

    /**
     * The bytes of a version and what is kept with them.
     *
     * @param base64 the bytes
     * @param size their number
     * @param etag their MD5 in hexadecimal digits, without quotes
     * @param checksumSha256 base64, if the object was put with this checksum
     * @param metadata the user's, with lower-case names
     */
    public record Content(
            String base64,
            long size,
            String etag,
            Optional<String> checksumSha256,
            String contentType,
            SortedMap<String, String> metadata) {}
}
