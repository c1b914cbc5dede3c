package dev.kiln.local.step;

import dev.kiln.build.Payload;
import dev.kiln.build.PinnedParent;
import dev.kiln.build.Plan;
import dev.kiln.recipe.BuilderSpec;
import dev.kiln.recipe.Disk;
import dev.kiln.recipe.Firmware;
import dev.kiln.recipe.ImageSettings;
import dev.kiln.recipe.ImageSpec;
import dev.kiln.recipe.Parent;
import dev.kiln.recipe.Parking;
import dev.kiln.recipe.Recipe;
import dev.kiln.recipe.Seal;
import dev.kiln.recipe.Step;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Plans for tests of single steps. */
final class TestPlans {
    static final String IMAGE_NAME = "iis-2022-image";

    private TestPlans() {}

    /** A plan with one step, two instance types and a tag. */
    static Plan of(String buildId) {
        var recipe = new Recipe(
                "iis-2022",
                "IIS",
                new Parent.Ami("ami-parent"),
                new BuilderSpec(List.of("m7i.large", "m6i.large"), List.of(), Parking.DEFAULT),
                List.of(new Step.PowerShell(
                        "iis", "Install-WindowsFeature Web-Server", List.of(0), Duration.ofMinutes(30), 1)),
                Seal.DEFAULT,
                new ImageSpec(
                        "iis-2022",
                        Disk.AS_IT_IS,
                        Optional.empty(),
                        List.of(),
                        false,
                        Firmware.AS_IT_IS,
                        ImageSettings.NONE,
                        Optional.empty(),
                        Optional.empty(),
                        new TreeMap<>(Map.of("team", "web"))),
                List.of(),
                Optional.empty());
        return new Plan(
                buildId,
                "arn:aws:states:us-east-1:123456789012:execution:kiln:" + buildId,
                "test",
                Instant.parse("2026-03-11T08:59:00Z"),
                recipe,
                new Payload("bucket", "recipes/iis-2022/recipe.yaml", "v1", "0".repeat(64)),
                new TreeMap<>(),
                new PinnedParent("ami-parent", "parent", "/dev/sda1", "the image ami-parent", Optional.empty()),
                IMAGE_NAME,
                "key",
                Optional.empty());
    }
}
