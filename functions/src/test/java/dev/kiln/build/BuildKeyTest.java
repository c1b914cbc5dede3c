package dev.kiln.build;

import dev.kiln.recipe.Reading;
import dev.kiln.recipe.Recipe;
import dev.kiln.recipe.RecipeReader;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/** Which builds count as the same: equal keys are built once. */
class BuildKeyTest {
    private static final String RECIPE = """
            name: web
            parent: {ami: ami-0123456789abcdef0}
            steps:
              - {name: iis, powershell: "Install-WindowsFeature Web-Server"}
            """;

    private static final PinnedParent PARENT = parent("ami-1", Optional.empty());

    @Test
    void of_sameThings_isTheSame() {
        assertThat(key(RECIPE, payload("v1", "a"), PARENT))
                .matches("[0-9a-f]{64}")
                .isEqualTo(key(RECIPE, payload("v1", "a"), PARENT));
    }

    @Test
    void of_otherLayoutAndComments_isTheSame() {
        String other =
                "# A comment.\n" + RECIPE.replace("{ami: ami-0123456789abcdef0}", "\n  ami: ami-0123456789abcdef0");

        assertThat(key(other, payload("v1", "a"), PARENT)).isEqualTo(key(RECIPE, payload("v1", "a"), PARENT));
    }

    @Test
    void of_payloadUploadedAgain_isTheSame() {
        assertThat(key(RECIPE, payload("v2", "a"), PARENT)).isEqualTo(key(RECIPE, payload("v1", "a"), PARENT));
    }

    @Test
    void of_otherSchedule_isTheSame() {
        assertThat(key(RECIPE + "schedule: patchTuesday+1\n", payload("v1", "a"), PARENT))
                .isEqualTo(key(RECIPE, payload("v1", "a"), PARENT));
    }

    @Test
    void of_parentChosenInAnotherWay_isTheSame() {
        var byName = new PinnedParent("ami-1", "parent", "/dev/sda1", "the newest image of amazon", Optional.empty());

        assertThat(key(RECIPE, payload("v1", "a"), byName)).isEqualTo(key(RECIPE, payload("v1", "a"), PARENT));
    }

    @Test
    void of_otherScriptOrPayloadOrParent_isAnother() {
        String key = key(RECIPE, payload("v1", "a"), PARENT);

        assertThat(key(RECIPE.replace("Web-Server", "Web-Ftp"), payload("v1", "a"), PARENT))
                .isNotEqualTo(key);
        assertThat(key(RECIPE, payload("v1", "b"), PARENT)).isNotEqualTo(key);
        assertThat(key(RECIPE, payload("v1", "a"), parent("ami-2", Optional.empty())))
                .isNotEqualTo(key);
    }

    @Test
    void of_machinePreparedByHand_isAnotherForEachBuild() {
        var prepared = parent("ami-1", Optional.of("i-1"));
        var recipe = recipe(RECIPE);

        assertThat(BuildKey.of("build-1", recipe, new TreeMap<>(), prepared))
                .isNotEqualTo(BuildKey.of("build-2", recipe, new TreeMap<>(), prepared));
    }

    private static String key(String recipe, SortedMap<String, Payload> payloads, PinnedParent parent) {
        return BuildKey.of("build-1", recipe(recipe), payloads, parent);
    }

    private static Recipe recipe(String text) {
        return switch (new RecipeReader(() -> Instant.parse("2026-11-25T12:00:00Z")).read(text)) {
            case Reading.Good good -> good.recipe();
            case Reading.Bad bad -> throw new AssertionError(bad.mistakes());
        };
    }

    private static SortedMap<String, Payload> payload(String version, String hash) {
        return new TreeMap<>(Map.of("app.msi", new Payload("bucket", "recipes/web/app.msi", version, hash.repeat(64))));
    }

    private static PinnedParent parent(String imageId, Optional<String> instance) {
        return new PinnedParent(imageId, "parent", "/dev/sda1", "the image " + imageId, instance);
    }
}
