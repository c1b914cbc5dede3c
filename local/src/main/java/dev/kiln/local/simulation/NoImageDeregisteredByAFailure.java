package dev.kiln.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.local.account.LocalAccount;
import software.amazon.awssdk.services.ec2.model.DeregisterImageRequest;
import software.amazon.awssdk.services.ec2.model.Image;

import java.util.Collection;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An image that is available took an hour to make; whatever fails afterwards is no reason to throw it away, unless it
 * is there to be copied. Looked at whenever a build ends badly or another image fails, and at each deregistration.
 */
final class NoImageDeregisteredByAFailure extends Invariant {
    private static final Set<String> BAD_ENDS = Set.of("FAILED", "TIMED_OUT", "ABORTED");
    private static final String TO_COPY = "image-to-copy";
    private static final String AVAILABLE = "available";

    private final LocalAccount account;
    private final SortedSet<String> made = new TreeSet<>();

    NoImageDeregisteredByAFailure(Violations violations, LocalAccount account) {
        super(violations);
        this.account = account;
    }

    @Override
    public void before(ApiCall call) {
        if (call.request() instanceof DeregisterImageRequest deregister) {
            require(
                    !ours(deregister.imageId()) || !available().contains(deregister.imageId()),
                    () -> call + " deregisters " + deregister.imageId() + ", which is available");
        }
    }

    @Override
    public void event(JsonNode event) {
        Ec2Change.ofImage(event).filter(change -> ours(change.id())).ifPresent(change -> {
            if (change.state().equals(AVAILABLE)) {
                made.add(change.id());
            } else {
                check(change.id() + " is " + change.state());
            }
        });
        if (endsBadly(event)) {
            check(event.at("/detail/name").asText() + " is "
                    + event.at("/detail/status").asText());
        }
    }

    private static boolean endsBadly(JsonNode event) {
        return "aws.states".equals(event.path("source").asText())
                && BAD_ENDS.contains(event.at("/detail/status").asText());
    }

    private boolean ours(String imageId) {
        return account.ec2()
                .tags(imageId)
                .filter(tags -> tags.containsKey("kiln:build") && !TO_COPY.equals(tags.get("kiln:role")))
                .isPresent();
    }

    private void check(String failure) {
        var there = available();
        require(there.containsAll(made), () -> failure + ", and of " + made + " there are only " + there);
    }

    private Collection<String> available() {
        var ids = new TreeSet<String>();
        account.ec2().describeImages(r -> r.owners("self")).images().stream()
                .filter(image -> AVAILABLE.equals(image.stateAsString()))
                .map(Image::imageId)
                .forEach(ids::add);
        return ids;
    }
}
