package dev.kiln.aws;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.DescribeLaunchConfigurationsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeLaunchConfigurationsResponse;
import software.amazon.awssdk.services.autoscaling.model.LaunchConfiguration;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.DescribeImageAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImageAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeImageReferencesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImageReferencesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageReference;
import software.amazon.awssdk.services.ec2.model.LaunchPermission;
import software.amazon.awssdk.services.ec2.model.ResourceTypeOption;
import software.amazon.awssdk.services.ec2.model.Tag;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Answers of EC2 and Auto Scaling as their references show them (EC2 user guide, "Identify your resources …"). */
class ImageUsesTest {
    private static final String IMAGE = "ami-0abcdef1234567890";
    private static final String HERE = "us-east-1:123456789012:";
    private static final String INSTANCE = "arn:aws:ec2:" + HERE + "instance/i-08f9c5a4d1e2b3a76";
    private static final String TEMPLATE = "arn:aws:ec2:" + HERE + "launch-template/lt-0d1a2b3c4d5e6f789";
    private static final String PARAMETER = "arn:aws:ssm:" + HERE + "parameter/golden/windows";
    private static final String CONFIGURATION =
            "arn:aws:autoscaling:" + HERE + "launchConfiguration:8e3f:launchConfigurationName/web";

    private final List<DescribeImageReferencesRequest> asked = new ArrayList<>();
    private final ImageUses uses = new ImageUses(new Ec2(asked), new Groups());

    @Test
    void references_ofEveryKindAndOnEveryPage_areNamed() {
        assertThat(uses.of(IMAGE).orElseThrow().references())
                .containsExactlyInAnyOrder(INSTANCE, TEMPLATE, PARAMETER, CONFIGURATION);
    }

    @Test
    void launchTemplates_areSearchedInAllTheirVersions() {
        uses.of(IMAGE);

        assertThat(asked.getFirst().includeAllResourceTypes()).isTrue();
        assertThat(asked.getFirst().resourceTypes()).singleElement().satisfies(type -> {
            assertThat(type.resourceTypeAsString()).isEqualTo("ec2:LaunchTemplate");
            assertThat(type.resourceTypeOptions())
                    .containsExactly(ResourceTypeOption.builder()
                            .optionName("version-depth")
                            .optionValues("10000")
                            .build());
        });
    }

    @Test
    void sharing_withAccountsOrganizationsAndEverybody_isNamed() {
        assertThat(uses.of(IMAGE).orElseThrow().sharedWith())
                .containsExactly("210987654321", "arn:aws:organizations::1:organization/o-1", "all");
    }

    @Test
    void tagProtectionAndSnapshots_areRead() {
        var found = uses.of(IMAGE).orElseThrow();

        assertThat(found.build()).contains("b-1");
        assertThat(found.protection()).contains("enabled-with-cooldown");
        assertThat(found.snapshotIds()).containsExactly("snap-1");
    }

    private record Ec2(List<DescribeImageReferencesRequest> asked) implements Ec2Client {
        @Override
        public DescribeImagesResponse describeImages(DescribeImagesRequest request) {
            return DescribeImagesResponse.builder()
                    .images(Image.builder()
                            .imageId(IMAGE)
                            .deregistrationProtection("enabled-with-cooldown")
                            .tags(Tag.builder().key("kiln:build").value("b-1").build())
                            .blockDeviceMappings(BlockDeviceMapping.builder()
                                    .ebs(ebs -> ebs.snapshotId("snap-1"))
                                    .build())
                            .build())
                    .build();
        }

        @Override
        public DescribeImageReferencesResponse describeImageReferences(DescribeImageReferencesRequest request) {
            asked.add(request);
            return "next".equals(request.nextToken())
                    ? page(List.of(PARAMETER)).build()
                    : page(List.of(INSTANCE, TEMPLATE)).nextToken("next").build();
        }

        private static DescribeImageReferencesResponse.Builder page(List<String> arns) {
            return DescribeImageReferencesResponse.builder()
                    .imageReferences(arns.stream()
                            .map(arn -> ImageReference.builder()
                                    .imageId(IMAGE)
                                    .arn(arn)
                                    .build())
                            .toList());
        }

        @Override
        public DescribeImageAttributeResponse describeImageAttribute(DescribeImageAttributeRequest request) {
            return DescribeImageAttributeResponse.builder()
                    .launchPermissions(
                            LaunchPermission.builder().userId("210987654321").build(),
                            LaunchPermission.builder()
                                    .organizationArn("arn:aws:organizations::1:organization/o-1")
                                    .build(),
                            LaunchPermission.builder().group("all").build())
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private record Groups() implements AutoScalingClient {
        @Override
        public DescribeLaunchConfigurationsResponse describeLaunchConfigurations(
                DescribeLaunchConfigurationsRequest request) {
            return "next".equals(request.nextToken())
                    ? page(IMAGE, CONFIGURATION).build()
                    : page("ami-0fedcba9876543210", "arn:of:another")
                            .nextToken("next")
                            .build();
        }

        private static DescribeLaunchConfigurationsResponse.Builder page(String image, String arn) {
            return DescribeLaunchConfigurationsResponse.builder()
                    .launchConfigurations(LaunchConfiguration.builder()
                            .imageId(image)
                            .launchConfigurationARN(arn)
                            .build());
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
