package dev.kiln.integration.standin;

import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Makes images as CreateImage does in AWS. LocalStack's refuses to tag the snapshots and accepts a name that is taken:
 * here the name is looked for first, and the snapshots are tagged by a call of their own.
 */
final class ImageMaking {
    private final Ec2Client ec2;

    ImageMaking(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    /** The id; empty when an image of this account has that name. */
    Optional<String> create(QueryForm asked) {
        String name = asked.text("Name");
        if (!named(name).isEmpty()) {
            return Optional.empty();
        }
        var image = TagSpecification.builder()
                .resourceType(ResourceType.IMAGE)
                .tags(list(asked.tags("image").orElseThrow()))
                .build();
        String id = ec2.createImage(r -> r.instanceId(asked.text("InstanceId"))
                        .name(name)
                        .description(asked.text("Description"))
                        .noReboot(Boolean.valueOf(asked.text("NoReboot")))
                        .tagSpecifications(image))
                .imageId();
        var snapshots = snapshots(id);
        ec2.createTags(
                r -> r.resources(snapshots).tags(list(asked.tags("snapshot").orElseThrow())));
        return Optional.of(id);
    }

    private List<Image> named(String name) {
        var filter = Filter.builder().name("name").values(name).build();
        return ec2.describeImages(r -> r.owners("self").filters(filter)).images();
    }

    private List<String> snapshots(String imageId) {
        return ec2.describeImages(r -> r.imageIds(imageId)).images().getFirst().blockDeviceMappings().stream()
                .map(device -> device.ebs().snapshotId())
                .toList();
    }

    private static List<Tag> list(SortedMap<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }
}
