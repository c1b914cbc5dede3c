package dev.kiln.local.simulation;

import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

import java.util.List;
import java.util.Optional;

/** What a request of EC2 asks for. */
final class Requested {
    private Requested() {}

    /** The value of a tag that a resource of this type is to be made with. */
    static Optional<String> tag(List<TagSpecification> specifications, String type, String key) {
        return specifications.stream()
                .filter(s -> s.resourceTypeAsString().equals(type))
                .flatMap(s -> s.tags().stream())
                .filter(t -> t.key().equals(key))
                .map(Tag::value)
                .findFirst();
    }
}
