package dev.kiln.aws;

import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tags that Kiln puts on what it makes, and their form in EC2 requests. */
public final class Tags {
    public static final String BUILD = "kiln:build";
    /** The deployment whose ledger knows it: two deployments of one account leave each other's alone. */
    public static final String DEPLOYMENT = "kiln:deployment";

    public static final String RECIPE = "kiln:recipe";
    public static final String ROLE = "kiln:role";

    /** On an image of a machine that a person has changed by hand: when that began. */
    public static final String HAND_TOUCHED = "kiln:hand-touched";

    /** On an image: whether it has proven to boot, as {@link ImageState} words it. */
    public static final String STATE = "kiln:state";

    /** Names one launch, so that a machine whose launch was never answered is found. */
    public static final String LAUNCH = "kiln:launch";

    public static final String NAME = "Name";

    private Tags() {}

    /** The tags of something that belongs to a build. */
    public static SortedMap<String, String> of(String deployment, String buildId, String recipe, String role) {
        return new TreeMap<>(
                Map.of(DEPLOYMENT, deployment, BUILD, buildId, RECIPE, recipe, ROLE, role, NAME, recipe + " " + role));
    }

    /** The tags of an image and its snapshots that are known only after sealing. */
    public static SortedMap<String, String> ofImage(
            String parentImageId, String buildKey, String os, String osVersion, String agent) {
        return new TreeMap<>(Map.of(
                "kiln:parent", parentImageId,
                "kiln:build-key", buildKey,
                "kiln:os", os,
                "kiln:os-version", osVersion,
                "kiln:launch-agent", agent));
    }

    static SortedMap<String, String> read(List<Tag> tags) {
        var byKey = new TreeMap<String, String>();
        tags.forEach(tag -> byKey.put(tag.key(), tag.value()));
        return byKey;
    }

    static List<Tag> list(SortedMap<String, String> tags) {
        return tags.entrySet().stream()
                .map(t -> Tag.builder().key(t.getKey()).value(t.getValue()).build())
                .toList();
    }

    static TagSpecification specification(ResourceType type, SortedMap<String, String> tags) {
        return TagSpecification.builder().resourceType(type).tags(list(tags)).build();
    }
}
