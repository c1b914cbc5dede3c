package dev.kiln.local.ec2;

import dev.kiln.local.time.Delay;
import software.amazon.awssdk.services.ec2.model.ImageState;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The images by id, Amazon's included, and the names that they hold in this account. */
final class Images {
    private static final String PREFIX = "ami";

    private final Engine engine;
    private final TagStore tags;
    private final Map<String, StoredImage> byId = new LinkedHashMap<>();
    private final Map<String, String> ownIdByName = new TreeMap<>();
    private final SortedMap<String, Ec2State.HeldName> heldNames = new TreeMap<>();
    private final SortedSet<String> deregistered = new TreeSet<>();
    private final Map<String, SortedSet<String>> ownIdsBySnapshot = new TreeMap<>();

    Images(Engine engine, TagStore tags) {
        this.engine = engine;
        this.tags = tags;
    }

    void add(StoredImage image) {
        byId.put(image.imageId(), image);
        if (image.own()) {
            ownIdByName.put(image.name(), image.imageId());
            image.snapshotIds()
                    .forEach(snapshot -> ownIdsBySnapshot
                            .computeIfAbsent(snapshot, id -> new TreeSet<>())
                            .add(image.imageId()));
        }
    }

    /** The image, also one that EC2 does not find yet. */
    Optional<StoredImage> find(String imageId) {
        return Optional.ofNullable(byId.get(imageId));
    }

    /** The image as a call finds it, or EC2's error. */
    StoredImage existing(String imageId) {
        var found = find(imageId);
        if (found.isEmpty() && !Ids.wellFormed(PREFIX, imageId)) {
            throw Ec2Errors.malformedId("InvalidAMIID.Malformed", imageId, PREFIX);
        }
        return found.filter(this::visible)
                .orElseThrow(() -> deregistered.contains(imageId)
                        ? Ec2Errors.client(
                                "InvalidAMIID.Unavailable", "The image ID '" + imageId + "' is no longer available")
                        : Ec2Errors.client("InvalidAMIID.NotFound", "The image id '[" + imageId + "]' does not exist"));
    }

    /** An image that instances can be launched from, or EC2's error. */
    StoredImage launchable(String imageId) {
        var image = existing(imageId);
        if (image.state() != ImageState.AVAILABLE) {
            throw Ec2Errors.client(
                    "InvalidAMIID.Unavailable",
                    "The AMI ID '%s' is currently %s and may not be used for this operation"
                            .formatted(imageId, image.state()));
        }
        return image;
    }

    Stream<StoredImage> shown() {
        return byId.values().stream().filter(this::visible);
    }

    /** The image of this account with a name, if EC2 shows it. */
    Stream<StoredImage> ownByName(String name) {
        return Optional.ofNullable(ownIdByName.get(name)).flatMap(this::find).filter(this::visible).stream();
    }

    private boolean visible(StoredImage image) {
        return engine.found(image.visibleAt());
    }

    List<StoredImage> own() {
        return byId.values().stream().filter(StoredImage::own).toList();
    }

    /** The image that holds a name: one that exists, or for a while one that has been deregistered. */
    Optional<String> holderOf(String name) {
        return Optional.ofNullable(ownIdByName.get(name))
                .or(() -> Optional.ofNullable(heldNames.get(name))
                        .filter(held -> held.until().isAfter(engine.now()))
                        .map(Ec2State.HeldName::imageId));
    }

    /** Refuses a name that is held. */
    void checkFree(String name) {
        holderOf(name).ifPresent(holder -> {
            throw Ec2Errors.client(
                    "InvalidAMIName.Duplicate", "AMI name " + name + " is already in use by AMI " + holder);
        });
    }

    /** The images of this account that a snapshot belongs to. */
    SortedSet<String> using(String snapshotId) {
        return Optional.ofNullable(ownIdsBySnapshot.get(snapshotId)).orElseGet(TreeSet::new);
    }

    void deregister(StoredImage image) {
        byId.remove(image.imageId());
        tags.forget(image.imageId());
        deregistered.add(image.imageId());
        ownIdByName.remove(image.name());
        image.snapshotIds().forEach(snapshot -> using(snapshot).remove(image.imageId()));
        heldNames.put(
                image.name(),
                new Ec2State.HeldName(
                        image.imageId(), engine.now().plus(Delay.IMAGE_NAME_IS_FREED.draw(engine.random()))));
    }

    SortedMap<String, Ec2State.HeldName> heldNames() {
        heldNames.values().removeIf(held -> !held.until().isAfter(engine.now()));
        return heldNames;
    }

    SortedSet<String> deregistered() {
        return deregistered;
    }

    void restore(SortedMap<String, Ec2State.HeldName> names, SortedSet<String> deregisteredIds) {
        heldNames.putAll(names);
        deregistered.addAll(deregisteredIds);
    }
}
