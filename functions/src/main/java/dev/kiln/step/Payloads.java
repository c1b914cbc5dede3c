package dev.kiln.step;

import dev.kiln.aws.Digests;
import dev.kiln.aws.RecipeBucket;
import dev.kiln.build.BuildRequest;
import dev.kiln.build.Payload;
import dev.kiln.error.InvalidRecipe;
import dev.kiln.recipe.Recipe;
import dev.kiln.recipe.Step;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Pins the scripts and files of a recipe to the versions that are in the bucket now. */
final class Payloads {
    private final RecipeBucket bucket;

    Payloads(RecipeBucket bucket) {
        this.bucket = bucket;
    }

    /**
     * Pins all of them.
     *
     * @throws InvalidRecipe names everything that is missing or is not what the recipe says
     */
    SortedMap<String, Payload> pin(Recipe recipe, BuildRequest.Source source) {
        var pinned = new TreeMap<String, Payload>();
        var mistakes = new ArrayList<String>();
        for (Step step : recipe.steps()) {
            if (step instanceof Step.Script script) {
                pinScript(script.path(), source, pinned, mistakes);
                script.files().forEach(file -> pinFile(file, source, pinned, mistakes));
            }
        }
        if (!mistakes.isEmpty()) {
            throw new InvalidRecipe("The files beside s3://" + source.bucket() + "/" + source.key()
                    + " are not those that the recipe needs:\n- " + String.join("\n- ", mistakes)
                    + "\nNothing was started. Upload the files, then the recipe again.");
        }
        return pinned;
    }

    private void pinScript(
            String path, BuildRequest.Source source, SortedMap<String, Payload> pinned, List<String> mistakes) {
        bucket.contents(source.bucket(), source.beside(path))
                .ifPresentOrElse(payload -> pinned.put(path, payload), () -> mistakes.add(missing(path)));
    }

    /** A file can be large: its hash is the one that the recipe demands, and the machine checks it again. */
    private void pinFile(
            Step.PayloadFile file,
            BuildRequest.Source source,
            SortedMap<String, Payload> pinned,
            List<String> mistakes) {
        var found = bucket.look(source.bucket(), source.beside(file.source()));
        if (found.isEmpty()) {
            mistakes.add(missing(file.source()));
            return;
        }
        found.get()
                .sha256()
                .filter(hash -> !hash.equals(file.sha256()))
                .ifPresent(hash -> mistakes.add(
                        file.source() + " has the SHA-256 " + hash + ", the recipe demands " + file.sha256()));
        pinned.put(
                file.source(),
                new Payload(
                        source.bucket(),
                        source.beside(file.source()),
                        found.get().versionId(),
                        file.sha256()));
    }

    private static String missing(String path) {
        return path + " is missing";
    }

    /** The hashes of what a step runs and uses, by path; an inline script is named {@code inline}. */
    static SortedMap<String, String> hashes(Step step, SortedMap<String, Payload> payloads) {
        var hashes = new TreeMap<String, String>();
        switch (step) {
            case Step.PowerShell s ->
                hashes.put("inline", Digests.sha256(s.script().getBytes(StandardCharsets.UTF_8)));
            case Step.Script s -> {
                hashes.put(s.path(), payloads.get(s.path()).sha256());
                s.files().forEach(f -> hashes.put(f.source(), f.sha256()));
            }
            case Step.Restart s -> {}
            case Step.WindowsUpdate s -> {}
            case Step.Users s -> {}
        }
        return hashes;
    }
}
