package dev.kiln.local.windows;

/** The files of recipes as machines reach them in S3. */
@FunctionalInterface
public interface RecipeFiles {
    /** Whether a version of an object is there. */
    boolean holds(String bucket, String key, String versionId);
}
