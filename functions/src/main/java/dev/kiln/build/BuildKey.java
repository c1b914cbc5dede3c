package dev.kiln.build;

import dev.kiln.aws.Digests;
import dev.kiln.json.PipelineJson;
import dev.kiln.recipe.Recipe;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The hash over all that an image is made of. */
public final class BuildKey {
    private BuildKey() {}

    /**
     * The key, 64 hexadecimal digits. Comments and layout of the recipe's text do not count, nor does its schedule or
     * where a payload is stored. A machine that someone prepared by hand is never the same twice, so its key holds the
     * build's id.
     */
    public static String of(String buildId, Recipe recipe, SortedMap<String, Payload> payloads, PinnedParent parent) {
        var hashes = new TreeMap<String, String>();
        payloads.forEach((path, payload) -> hashes.put(path, payload.sha256()));
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("recipe", recipe.essential());
        parts.put("payloads", hashes);
        parts.put("parent", parent.imageId());
        parent.instanceId().ifPresent(instance -> parts.put("preparedByHand", instance + " for " + buildId));
        return Digests.sha256(PipelineJson.write(parts).getBytes(StandardCharsets.UTF_8));
    }
}
