package dev.kiln.local.ec2;

import software.amazon.awssdk.services.ec2.model.DescribeImageAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImageAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeImageReferencesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImageReferencesResponse;
import software.amazon.awssdk.services.ec2.model.ImageAttributeName;
import software.amazon.awssdk.services.ec2.model.ImageReference;
import software.amazon.awssdk.services.ec2.model.ImageReferenceResourceType;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

import java.util.Optional;
import java.util.Set;

/**
 * DescribeImageReferences and DescribeImageAttribute. Of what can name an image there are instances here, and nothing
 * is shared.
 */
final class ImageUseQueries {
    static final Set<String> REFERENCES =
            Set.of("ImageIds", "IncludeAllResourceTypes", "ResourceTypes", "MaxResults", "NextToken");
    static final Set<String> ATTRIBUTE = Set.of("ImageId", "Attribute");

    private final Store store;

    ImageUseQueries(Store store) {
        this.store = store;
    }

    DescribeImageReferencesResponse references(DescribeImageReferencesRequest request) {
        request.imageIds().forEach(store.images()::existing);
        return DescribeImageReferencesResponse.builder()
                .imageReferences(store.instances()
                        .shown()
                        .filter(machine -> machine.state() != InstanceStateName.TERMINATED)
                        .filter(machine ->
                                request.imageIds().contains(machine.facts().imageId()))
                        .map(ImageUseQueries::reference)
                        .toList())
                .build();
    }

    private static ImageReference reference(Machine machine) {
        return ImageReference.builder()
                .imageId(machine.facts().imageId())
                .resourceType(ImageReferenceResourceType.EC2_INSTANCE)
                .arn("arn:aws:ec2:" + Account.REGION + ":" + Account.ID + ":instance/"
                        + machine.facts().instanceId())
                .build();
    }

    DescribeImageAttributeResponse attribute(DescribeImageAttributeRequest request) {
        if (request.attribute() != ImageAttributeName.LAUNCH_PERMISSION) {
            throw new UnsupportedOperationException("DescribeImageAttribute: the attribute "
                    + request.attributeAsString() + " is not supported by the local account");
        }
        var image = store.images()
                .existing(Optional.ofNullable(request.imageId()).orElseThrow(() -> Ec2Errors.missing("imageId")));
        return DescribeImageAttributeResponse.builder().imageId(image.imageId()).build();
    }
}
