package dev.kiln.step;

import dev.kiln.aws.ImageState;
import dev.kiln.aws.Tags;
import dev.kiln.build.Labels;
import dev.kiln.build.Plan;

import java.util.SortedMap;
import java.util.TreeMap;

/** The tags of an image and its snapshots from their creation on: which build makes them, and what its recipe says. */
final class ImageTags {
    private final String deployment;
    private final Plan plan;

    ImageTags(String deployment, Plan plan) {
        this.deployment = deployment;
        this.plan = plan;
    }

    /** Those of an image, which has not proven to boot yet. */
    SortedMap<String, String> ofImage(String role) {
        var tags = of(role);
        tags.putAll(ImageState.UNVERIFIED.tags());
        return tags;
    }

    /**
     * Those that do not change any more.
     *
     * @param role what it is there for, as {@link Tags#ROLE}
     */
    SortedMap<String, String> of(String role) {
        var tags =
                new TreeMap<>(Tags.of(deployment, plan.buildId(), plan.recipe().name(), role));
        tags.putAll(Labels.tags(plan));
        return tags;
    }
}
