package dev.kiln.build;

/**
 * An object of the recipe bucket, pinned to one version of it.
 *
 * @param versionId the bucket is versioned, so this names the same bytes for ever
 * @param sha256 of the bytes, 64 lower-case hexadecimal digits
 */
public record Payload(String bucket, String key, String versionId, String sha256) {
    /** The last part of the key. */
    public String name() {
        return key.substring(key.lastIndexOf('/') + 1);
    }
}
