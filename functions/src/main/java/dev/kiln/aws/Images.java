package dev.kiln.aws;

import dev.kiln.error.BuilderLost;
import dev.kiln.error.RequestRefused;
import dev.kiln.recipe.FastLaunch;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.CopyImageResponse;
import software.amazon.awssdk.services.ec2.model.CreateImageRequest;
import software.amazon.awssdk.services.ec2.model.CreateImageResponse;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ResourceType;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Images: the parents that builds start from and the ones that builds make. */
public final class Images {
    /**
     * What Kiln reads of an image.
     *
     * @param encrypted the devices of its encrypted volumes
     * @param bootMode empty where the image says nothing: on the processors of Windows machines that is legacy BIOS
     * @param tpm {@code v2.0}, or empty
     */
    public record View(
            String imageId,
            String name,
            String state,
            String reason,
            String rootDeviceName,
            String platform,
            SortedMap<String, String> tags,
            List<String> snapshotIds,
            List<String> encrypted,
            Optional<String> bootMode,
            Optional<String> tpm) {
        public boolean available() {
            return "available".equals(state);
        }

        /** Whether it can still become available; the other states are final and bad. */
        public boolean pending() {
            return "pending".equals(state) || "transient".equals(state);
        }
    }

    private static final Set<String> GONE =
            Set.of("InvalidInstanceID.NotFound", "IncorrectInstanceState", "IncorrectState", "InvalidState");
    private static final Set<String> UNKNOWN = Set.of("InvalidAMIID.NotFound", "InvalidAMIID.Unavailable");

    private static final Set<String> NAME_TAKEN = Set.of("InvalidAMIName.Duplicate");

    private final Ec2Client ec2;

    public Images(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    /** Looks at an image; empty when EC2 does not know it, which for some seconds after CreateImage means nothing. */
    public Optional<View> view(String imageId) {
        var request = DescribeImagesRequest.builder().imageIds(imageId).build();
        return AwsCall.unless(UNKNOWN, "DescribeImages (" + imageId + ")", () -> find(request))
                .flatMap(Stream::findFirst);
    }

    /**
     * Looks at many images, with one call for {@value Batches#SIZE}.
     *
     * @return those that EC2 knows, by their ids
     */
    public Map<String, View> views(Collection<String> imageIds) {
        var views = new TreeMap<String, View>();
        for (var batch : Batches.of(imageIds)) {
            // A filter, because of one id that EC2 does not know it would answer nothing of the others.
            var known = Filter.builder().name("image-id").values(batch).build();
            var request = DescribeImagesRequest.builder().filters(known).build();
            AwsCall.of("DescribeImages (" + batch.size() + " ids)", () -> find(request))
                    .forEach(image -> views.put(image.imageId(), image));
        }
        return views;
    }

    /** An image of this account by its exact name, in whichever state. */
    public Optional<View> ownByName(String name) {
        var request = DescribeImagesRequest.builder()
                .owners("self")
                .filters(filter("name", name))
                .build();
        return AwsCall.of("DescribeImages (name " + name + ")", () -> find(request))
                .findFirst();
    }

    /** The newest available image of an owner whose name matches a pattern with * and ?. */
    public Optional<View> newest(String namePattern, String owner) {
        var request = DescribeImagesRequest.builder()
                .owners(owner)
                .filters(filter("name", namePattern), filter("state", "available"))
                .build();
        return AwsCall.of("DescribeImages (" + namePattern + " of " + owner + ")", () -> ec2.describeImages(request))
                .images()
                .stream()
                .max(Comparator.comparing(Image::creationDate).thenComparing(Image::imageId))
                .map(Images::view);
    }

    /**
     * An image to make.
     *
     * @param reboot whether EC2 reboots the running instance, so that the file systems in the image are whole; never of
     *     a sealed one
     * @param tags of the image
     * @param snapshotTags of its snapshots
     */
    public record NewImage(
            String instanceId,
            String name,
            String description,
            boolean reboot,
            Disks disks,
            SortedMap<String, String> tags,
            SortedMap<String, String> snapshotTags) {}

    /**
     * Makes an image of an instance. Not idempotent: the unique name is the only guard.
     *
     * @return the id, or empty when the name is taken
     * @throws BuilderLost when the instance is gone
     */
    public Optional<String> create(NewImage image) {
        var request = CreateImageRequest.builder()
                .instanceId(image.instanceId())
                .name(image.name())
                .description(image.description())
                // A sealed instance is stopped; this keeps EC2 from ever booting a generalized machine.
                .noReboot(!image.reboot())
                .tagSpecifications(
                        Tags.specification(ResourceType.IMAGE, image.tags()),
                        Tags.specification(ResourceType.SNAPSHOT, image.snapshotTags()));
        var devices = image.disks().ofImage();
        return create((devices.isEmpty() ? request : request.blockDeviceMappings(devices)).build());
    }

    /**
     * An encrypted copy to make of an image in the same region.
     *
     * @param kmsKey id, alias or ARN; empty: the one that the account uses by default for EBS
     */
    public record NewCopy(
            String clientToken,
            String sourceImageId,
            String region,
            String name,
            String description,
            Optional<String> kmsKey,
            SortedMap<String, String> tags,
            SortedMap<String, String> snapshotTags) {}

    /**
     * Makes an encrypted copy, or answers the one that an earlier call with this token began. Whether the key can be
     * used shows only later, in the state of the copy.
     *
     * @return the id, or empty when the name is taken
     */
    public Optional<String> copy(NewCopy copy) {
        return AwsCall.unless(
                        NAME_TAKEN,
                        "CopyImage (" + copy.name() + ")",
                        () -> ec2.copyImage(r -> {
                            r.clientToken(copy.clientToken())
                                    .sourceImageId(copy.sourceImageId())
                                    .sourceRegion(copy.region())
                                    .name(copy.name())
                                    .description(copy.description())
                                    .encrypted(true)
                                    .tagSpecifications(
                                            Tags.specification(ResourceType.IMAGE, copy.tags()),
                                            Tags.specification(ResourceType.SNAPSHOT, copy.snapshotTags()));
                            copy.kmsKey().ifPresent(r::kmsKeyId);
                        }))
                .map(CopyImageResponse::imageId);
    }

    private Optional<String> create(CreateImageRequest request) {
        try {
            return AwsCall.unless(NAME_TAKEN, "CreateImage (" + request.name() + ")", () -> ec2.createImage(request))
                    .map(CreateImageResponse::imageId);
        } catch (RequestRefused e) {
            if (GONE.contains(e.code())) {
                throw new BuilderLost("The sealed builder " + request.instanceId()
                        + " is gone, so no image can be made of it ("
                        + e.getMessage() + "). Another builder is launched, and the steps are done again.");
            }
            throw e;
        }
    }

    /** Machines of the image answer for their metadata by version 2 alone (EC2 API reference, ModifyImageAttribute). */
    public void requireImdsV2(String imageId) {
        AwsCall.of(
                "ModifyImageAttribute (" + imageId + ")",
                () -> ec2.modifyImageAttribute(r -> r.imageId(imageId).imdsSupport(v -> v.value("v2.0"))));
    }

    /**
     * Asks EC2 to keep snapshots ready for fast launches of an image (EC2 API reference, EnableFastLaunch).
     *
     * @return the state in EC2's word, {@code enabling} for example
     */
    public String enableFastLaunch(String imageId, FastLaunch asked) {
        return AwsCall.of(
                        "EnableFastLaunch (" + imageId + ")",
                        () -> ec2.enableFastLaunch(r -> {
                            r.imageId(imageId).resourceType("snapshot");
                            asked.targetResourceCount()
                                    .ifPresent(count -> r.snapshotConfiguration(c -> c.targetResourceCount(count)));
                            asked.maxParallelLaunches().ifPresent(r::maxParallelLaunches);
                            asked.launchTemplate()
                                    .ifPresent(template -> r.launchTemplate(t ->
                                            t.launchTemplateId(template.id()).version(template.version())));
                        }))
                .stateAsString();
    }

    /** The image is deprecated from an instant on, which EC2 rounds to the minute. */
    public void deprecate(String imageId, Instant at) {
        AwsCall.of(
                "EnableImageDeprecation (" + imageId + ")",
                () -> ec2.enableImageDeprecation(r -> r.imageId(imageId).deprecateAt(at)));
    }

    /** The image cannot be deregistered until somebody takes that off. */
    public void protect(String imageId, boolean withCooldown) {
        AwsCall.of(
                "EnableImageDeregistrationProtection (" + imageId + ")",
                () -> ec2.enableImageDeregistrationProtection(
                        r -> r.imageId(imageId).withCooldown(withCooldown)));
    }

    /** Adds tags, overwriting equal keys. */
    public void tag(List<String> resourceIds, SortedMap<String, String> tags) {
        AwsCall.of(
                "CreateTags (" + String.join(", ", resourceIds) + ")",
                () -> ec2.createTags(r -> r.resources(resourceIds).tags(Tags.list(tags))));
    }

    private Stream<View> find(DescribeImagesRequest request) {
        return ec2.describeImages(request).images().stream().map(Images::view);
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }

    private static View view(Image image) {
        return new View(
                image.imageId(),
                image.name(),
                image.stateAsString(),
                image.stateReason() == null ? "" : image.stateReason().message(),
                Optional.ofNullable(image.rootDeviceName()).orElse("/dev/sda1"),
                Optional.ofNullable(image.platformAsString()).orElse(""),
                Tags.read(image.tags()),
                snapshotIds(image),
                encrypted(image),
                Optional.ofNullable(image.bootModeAsString()),
                Optional.ofNullable(image.tpmSupportAsString()));
    }

    private static List<String> encrypted(Image image) {
        return image.blockDeviceMappings().stream()
                .filter(device ->
                        device.ebs() != null && Boolean.TRUE.equals(device.ebs().encrypted()))
                .map(BlockDeviceMapping::deviceName)
                .toList();
    }

    /** The snapshots that the volumes of an image are filled from. */
    static List<String> snapshotIds(Image image) {
        return image.blockDeviceMappings().stream()
                .flatMap(device -> Optional.ofNullable(device.ebs()).stream())
                .flatMap(ebs -> Optional.ofNullable(ebs.snapshotId()).stream())
                .toList();
    }
}
