package dev.kiln.aws;

import dev.kiln.build.Fork;
import dev.kiln.event.RecipeUploaded;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Uploads a recipe with its files: the recipe last, because its arrival starts the build. */
public final class RecipeUpload {
    private final S3Client s3;
    private final String bucket;

    public RecipeUpload(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /**
     * Uploads.
     *
     * @param name of the recipe
     * @param text of the recipe
     * @param files by their path in the recipe
     * @param startedBy who or what asks for the build
     * @param rebuild whether an image that exists for the same build key is made again
     * @return the upload, which names the build that it starts
     */
    public RecipeUploaded upload(
            String name, String text, SortedMap<String, Path> files, String startedBy, boolean rebuild) {
        return upload(
                name,
                text,
                files,
                Map.of(RecipeUploaded.STARTED_BY, startedBy, RecipeUploaded.REBUILD, Boolean.toString(rebuild)));
    }

    /** Uploads a recipe to go on with where another build has ended. */
    public RecipeUploaded fork(
            String name, String text, SortedMap<String, Path> files, String startedBy, Fork forkedFrom) {
        return upload(
                name,
                text,
                files,
                Map.of(
                        RecipeUploaded.STARTED_BY,
                        startedBy,
                        RecipeUploaded.FORKED_FROM,
                        forkedFrom.buildId(),
                        RecipeUploaded.FORKED_AT,
                        forkedFrom.from()));
    }

    private RecipeUploaded upload(String name, String text, SortedMap<String, Path> files, Map<String, String> asked) {
        String folder = "recipes/" + name + "/";
        files.forEach((path, file) -> put(folder + path, file));
        var metadata = new TreeMap<>(asked);
        String key = folder + "recipe.yaml";
        var answer = s3.putObject(r -> r.bucket(bucket).key(key).metadata(metadata), RequestBody.fromString(text));
        return new RecipeUploaded(bucket, key, answer.versionId(), answer.eTag().replace("\"", ""));
    }

    /** With its hash, so that S3 refuses what was damaged on the way and the pipeline can check without reading. */
    private void put(String key, Path file) {
        var request = PutObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .checksumSHA256(sha256(file))
                .build();
        s3.putObject(request, RequestBody.fromFile(file));
    }

    private static String sha256(Path file) {
        try (var in = Files.newInputStream(file)) {
            return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(Digests.sha256(in)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
