package dev.kiln.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import software.amazon.awssdk.services.ec2.model.CreateImageRequest;
import software.amazon.awssdk.services.ec2.model.CreateImageResponse;

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
            Requested.tag(request.tagSpecifications(), "image", "kiln:build").ifPresent(build -> {
                var ofBuild = images.computeIfAbsent(build, b -> new TreeSet<>());
                ofBuild.add(made.imageId());
                require(ofBuild.size() <= 1, () -> build + " has the images " + ofBuild);
            });
        }
    }

    @Override
    public void event(JsonNode event) {
        Ec2Change.ofImage(event)
                .filter(change -> !change.state().equals("available"))
                .ifPresent(change -> images.values().forEach(ofBuild -> ofBuild.remove(change.id())));
    }
}
