package dev.kiln.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import software.amazon.awssdk.services.ec2.model.CopyImageRequest;
import software.amazon.awssdk.services.ec2.model.CopyImageResponse;
import software.amazon.awssdk.services.ec2.model.CreateImageRequest;
import software.amazon.awssdk.services.ec2.model.CreateImageResponse;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A second image of a build that has one is made by a retry that forgot the first; nobody would ever use or delete it.
 */
final class AtMostOneImagePerBuild extends Invariant {
    private final SortedMap<String, SortedSet<String>> images = new TreeMap<>();

    AtMostOneImagePerBuild(Violations violations) {
        super(violations);
    }

    @Override
    public void after(ApiCall call, Object answer) {
        if (call.request() instanceof CreateImageRequest request && answer instanceof CreateImageResponse made) {
            made(request.tagSpecifications(), made.imageId());
        }
        if (call.request() instanceof CopyImageRequest request && answer instanceof CopyImageResponse made) {
            made(request.tagSpecifications(), made.imageId());
        }
    }

    /** One of each role: an image, and one that is there to be copied. */
    private void made(List<TagSpecification> tags, String imageId) {
        Requested.tag(tags, "image", "kiln:build").ifPresent(build -> {
            String role = Requested.tag(tags, "image", "kiln:role").orElse("");
            var ofBuild = images.computeIfAbsent(build + " " + role, b -> new TreeSet<>());
            ofBuild.add(imageId);
            require(ofBuild.size() <= 1, () -> build + " has the images " + ofBuild);
        });
    }

    @Override
    public void event(JsonNode event) {
        Ec2Change.ofImage(event)
                .filter(change -> !change.state().equals("available"))
                .ifPresent(change -> images.values().forEach(ofBuild -> ofBuild.remove(change.id())));
    }
}
