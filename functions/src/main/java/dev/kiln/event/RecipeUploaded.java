package dev.kiln.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.aws.Digests;
import dev.kiln.error.InvalidBuildRequest;

import java.nio.charset.StandardCharsets;

/**
 * The upload of a recipe, from S3's event <i>Object Created</i> (Amazon S3 user guide, "EventBridge event message
 * structure").
 *
 * @param versionId the version of the object: the bucket is versioned, so a build reads for ever what was uploaded
 */
public record RecipeUploaded(String bucket, String key, String versionId, String etag) {
    /** User metadata of the recipe's object: who or what starts the build. */
    public static final String STARTED_BY = "kiln-started-by";

    /** User metadata of the recipe's object: {@code true} builds even what is already built. */
    public static final String REBUILD = "kiln-rebuild";

    /** User metadata of the recipe's object: the build that this one goes on with, and from where. */
    public static final String FORKED_FROM = "kiln-forked-from";

    public static final String FORKED_AT = "kiln-forked-at";

    /** Reads the envelope of EventBridge. */
    public static RecipeUploaded read(JsonNode envelope) {
        JsonNode object = envelope.at("/detail/object");
        return new RecipeUploaded(
                envelope.at("/detail/bucket/name").asText(),
                object.path("key").asText(),
                object.path("version-id").asText(),
                object.path("etag").asText());
    }

    /**
     * The name of the execution that this upload starts, at most 57 characters. The same upload always gives the same
     * name, so an event that is delivered twice starts nothing twice.
     *
     * @throws InvalidBuildRequest if the key is not that of a recipe
     */
    public String executionName() {
        var recipe = recipe();
        String identity = String.join("\n", bucket, key, versionId, etag);
        return recipe.name() + "-"
                + Digests.sha256(identity.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }

    /**
     * Which recipe it is.
     *
     * @throws InvalidBuildRequest if the key is not that of a recipe
     */
    public RecipeKey recipe() {
        return RecipeKey.of(key)
                .orElseThrow(
                        () -> new InvalidBuildRequest(
                                "s3://" + bucket + "/" + key
                                        + " is not a recipe: its key must be recipes/NAME/recipe.yaml, with 1 to 40 of a-z, 0-9 and - as NAME. Nothing was started."));
    }
}
