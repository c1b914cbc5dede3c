package dev.kiln.aws;

import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.LaunchConfiguration;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageAttributeName;
import software.amazon.awssdk.services.ec2.model.ImageReference;
import software.amazon.awssdk.services.ec2.model.ImageReferenceOptionName;
import software.amazon.awssdk.services.ec2.model.ImageReferenceResourceType;
import software.amazon.awssdk.services.ec2.model.LaunchPermission;
import software.amazon.awssdk.services.ec2.model.ResourceTypeOption;
import software.amazon.awssdk.services.ec2.model.ResourceTypeRequest;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Who uses an image. */
public final class ImageUses {
    private static final Set<String> GONE = Set.of("InvalidAMIID.NotFound", "InvalidAMIID.Unavailable");

    private static final int MOST_RECORDS = 100;

    /** A group may be pinned to any version; without this EC2 looks at the ten newest. */
    private static final ResourceTypeRequest EVERY_VERSION = ResourceTypeRequest.builder()
            .resourceType(ImageReferenceResourceType.EC2_LAUNCH_TEMPLATE)
            .resourceTypeOptions(ResourceTypeOption.builder()
                    .optionName(ImageReferenceOptionName.VERSION_DEPTH)
                    .optionValues("10000")
                    .build())
            .build();

    private final Ec2Client ec2;
    private final AutoScalingClient autoScaling;

    public ImageUses(Ec2Client ec2, AutoScalingClient autoScaling) {
        this.ec2 = ec2;
        this.autoScaling = autoScaling;
    }

    /**
     * What EC2 knows of the uses of an image.
     *
     * @param build the build that its tag names, if it has one
     * @param protection why it cannot be deregistered, in EC2's word, for example {@code enabled-with-cooldown}
     * @param references ARNs of what names the image in this account: instances, launch templates and launch
     *     configurations, and with them Auto Scaling groups, SSM parameters, recipes of Image Builder
     * @param sharedWith accounts, organizations and {@code all}
     */
    public record Uses(
            Optional<String> build,
            Optional<String> protection,
            List<String> references,
            List<String> sharedWith,
            List<String> snapshotIds) {
        public Uses {
            references = List.copyOf(references);
            sharedWith = List.copyOf(sharedWith);
            snapshotIds = List.copyOf(snapshotIds);
        }
    }

    /** The uses of an image; empty when EC2 does not know it. */
    public Optional<Uses> of(String imageId) {
        return AwsCall.unless(
                        GONE, "DescribeImages (" + imageId + ")", () -> ec2.describeImages(r -> r.imageIds(imageId)))
                .flatMap(answer -> answer.images().stream().findFirst())
                .map(this::of);
    }

    private Uses of(Image image) {
        return new Uses(
                Optional.ofNullable(Tags.read(image.tags()).get(Tags.BUILD)),
                Optional.ofNullable(image.deregistrationProtection())
                        .filter(protection -> !"disabled".equals(protection)),
                Stream.concat(references(image.imageId()), launchConfigurations(image.imageId()))
                        .sorted()
                        .toList(),
                sharedWith(image.imageId()),
                Images.snapshotIds(image));
    }

    /** Those of some images that EC2 knows. */
    public Set<String> known(Collection<String> imageIds) {
        return new Images(ec2).views(imageIds).keySet();
    }

    /**
     * EC2 user guide, "Identify your resources referencing specified AMIs": only those of this account and region, and
     * machines that are not terminated.
     */
    private Stream<String> references(String imageId) {
        return AwsCall.of(
                "DescribeImageReferences (" + imageId + ")",
                () -> ec2
                        .describeImageReferencesPaginator(r -> r.imageIds(imageId)
                                .includeAllResourceTypes(true)
                                .resourceTypes(EVERY_VERSION))
                        .imageReferences()
                        .stream()
                        .map(ImageReference::arn)
                        .toList())
                .stream();
    }

    /**
     * What launches machines for groups that have no launch template: EC2 does not look there. Auto Scaling cannot be
     * asked for those of an image (EC2 Auto Scaling API reference, DescribeLaunchConfigurations); an account has 200
     * unless it asked for more (EC2 Auto Scaling user guide, "Quotas").
     */
    private Stream<String> launchConfigurations(String imageId) {
        return AwsCall.of(
                "DescribeLaunchConfigurations",
                () ->
                        autoScaling
                                .describeLaunchConfigurationsPaginator(r -> r.maxRecords(MOST_RECORDS))
                                .launchConfigurations()
                                .stream()
                                .filter(configuration -> imageId.equals(configuration.imageId()))
                                .map(LaunchConfiguration::launchConfigurationARN)
                                .toList())
                .stream();
    }

    private List<String> sharedWith(String imageId) {
        return AwsCall.of(
                        "DescribeImageAttribute (" + imageId + ")",
                        () -> ec2.describeImageAttribute(
                                r -> r.imageId(imageId).attribute(ImageAttributeName.LAUNCH_PERMISSION)))
                .launchPermissions()
                .stream()
                .flatMap(ImageUses::named)
                .toList();
    }

    private static Stream<String> named(LaunchPermission permission) {
        return Stream.of(
                        permission.userId(),
                        permission.organizationArn(),
                        permission.organizationalUnitArn(),
                        permission.groupAsString())
                .filter(Objects::nonNull);
    }
}
