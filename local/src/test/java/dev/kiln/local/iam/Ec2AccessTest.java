package dev.kiln.local.iam;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.CreateImageRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What calls of EC2 need, as the Service Authorization Reference has it. */
class Ec2AccessTest {
    private static final String OWN = "arn:aws:ec2:us-east-1:123456789012:";
    private static final String ROLE = "arn:aws:iam::123456789012:role/kiln-builder";

    private final Ec2Access access = new Ec2Access(new Ec2Resources() {
        @Override
        public Optional<SortedMap<String, String>> tags(String resourceId) {
            return resourceId.endsWith("-gone")
                    ? Optional.empty()
                    : Optional.of(new TreeMap<>(Map.of("kiln:role", "builder")));
        }

        @Override
        public List<String> snapshotsOf(String imageId) {
            return List.of("snap-1", "snap-2");
        }

        @Override
        public Optional<SortedMap<String, String>> keyPairTags(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<String> roleOf(String instanceProfile) {
            return Optional.of(instanceProfile).filter("kiln-builder"::equals).map(name -> ROLE);
        }
    });

    private static TagSpecification tagged(ResourceType type) {
        return TagSpecification.builder()
                .resourceType(type)
                .tags(Tag.builder().key("kiln:role").value("builder").build())
                .build();
    }

    private static RunInstancesRequest launch() {
        return RunInstancesRequest.builder()
                .imageId("ami-1")
                .subnetId("subnet-1")
                .securityGroupIds("sg-1")
                .instanceType("m7i.large")
                .iamInstanceProfile(p -> p.name("kiln-builder"))
                .tagSpecifications(tagged(ResourceType.INSTANCE), tagged(ResourceType.VOLUME))
                .build();
    }

    private static Stream<String> named(List<AccessRequest> requests) {
        return requests.stream().map(r -> r.action() + " " + r.resource());
    }

    private static List<String> value(List<AccessRequest> requests, String action, String resource, String key) {
        return requests.stream()
                .filter(r -> r.action().equals(action) && r.resource().equals(resource))
                .findFirst()
                .orElseThrow()
                .context()
                .values(ConditionKeys.normal(key));
    }

    @Test
    void runInstances_needsEveryResourceTheTagsAndTheRole() {
        assertThat(named(access.runInstances(launch())))
                .containsExactlyInAnyOrder(
                        "ec2:RunInstances arn:aws:ec2:us-east-1::image/ami-1",
                        "ec2:RunInstances " + OWN + "subnet/subnet-1",
                        "ec2:RunInstances " + OWN + "security-group/sg-1",
                        "ec2:RunInstances " + OWN + "instance/*",
                        "ec2:RunInstances " + OWN + "volume/*",
                        "ec2:RunInstances " + OWN + "network-interface/*",
                        "ec2:CreateTags " + OWN + "instance/*",
                        "ec2:CreateTags " + OWN + "volume/*",
                        "iam:PassRole " + ROLE);
    }

    @Test
    void runInstances_eachResource_hasTheTagsOfItsOwnSpecification() {
        var needed = access.runInstances(launch());

        assertThat(value(needed, "ec2:RunInstances", OWN + "volume/*", "aws:RequestTag/kiln:role"))
                .containsExactly("builder");
        assertThat(value(needed, "ec2:RunInstances", OWN + "network-interface/*", "aws:RequestTag/kiln:role"))
                .isEmpty();
        assertThat(value(needed, "ec2:CreateTags", OWN + "instance/*", "ec2:CreateAction"))
                .containsExactly("RunInstances");
        assertThat(value(needed, "ec2:CreateTags", OWN + "instance/*", "aws:TagKeys"))
                .containsExactly("kiln:role");
        assertThat(value(needed, "ec2:RunInstances", OWN + "instance/*", "ec2:InstanceProfile"))
                .containsExactly("arn:aws:iam::123456789012:instance-profile/kiln-builder");
        assertThat(value(needed, "iam:PassRole", ROLE, "iam:PassedToService")).containsExactly("ec2.amazonaws.com");
    }

    @Test
    void createImage_needsInstanceImageSnapshotAndTheirTags() {
        var needed = access.createImage(CreateImageRequest.builder()
                .instanceId("i-1")
                .tagSpecifications(tagged(ResourceType.IMAGE), tagged(ResourceType.SNAPSHOT))
                .build());

        assertThat(named(needed))
                .containsExactlyInAnyOrder(
                        "ec2:CreateImage " + OWN + "instance/i-1",
                        "ec2:CreateImage arn:aws:ec2:us-east-1::image/*",
                        "ec2:CreateImage arn:aws:ec2:us-east-1::snapshot/*",
                        "ec2:CreateTags arn:aws:ec2:us-east-1::image/*",
                        "ec2:CreateTags arn:aws:ec2:us-east-1::snapshot/*");
        assertThat(value(needed, "ec2:CreateImage", OWN + "instance/i-1", "aws:ResourceTag/kiln:role"))
                .containsExactly("builder");
    }

    @Test
    void createTags_later_hasTheTagsOfTheRequestAndOfTheResourceAndNoCreateAction() {
        var needed = access.createTags(CreateTagsRequest.builder()
                .resources("ami-1")
                .tags(Tag.builder().key("kiln:os").value("x").build())
                .build());

        String image = "arn:aws:ec2:us-east-1::image/ami-1";
        assertThat(value(needed, "ec2:CreateTags", image, "aws:TagKeys")).containsExactly("kiln:os");
        assertThat(value(needed, "ec2:CreateTags", image, "ec2:ResourceTag/kiln:role"))
                .containsExactly("builder");
        assertThat(value(needed, "ec2:CreateTags", image, "ec2:CreateAction")).isEmpty();
    }

    @Test
    void createTags_onAMachineAndWhatBelongsToIt_isDecidedByTheTagsOfEach() {
        var needed = access.createTags(CreateTagsRequest.builder()
                .resources("i-1", "vol-1", "eni-1")
                .tags(Tag.builder().key("kiln:build").value("b").build())
                .build());

        assertThat(named(needed))
                .containsExactly(
                        "ec2:CreateTags " + OWN + "instance/i-1",
                        "ec2:CreateTags " + OWN + "volume/vol-1",
                        "ec2:CreateTags " + OWN + "network-interface/eni-1");
        assertThat(value(needed, "ec2:CreateTags", OWN + "volume/vol-1", "aws:ResourceTag/kiln:role"))
                .containsExactly("builder");
    }

    @Test
    void deleteVolume_isDecidedByTheVolumesTags() {
        var needed = access.on("ec2:DeleteVolume", "vol-1");

        assertThat(value(needed, "ec2:DeleteVolume", OWN + "volume/vol-1", "aws:ResourceTag/kiln:role"))
                .containsExactly("builder");
    }

    @Test
    void createTags_onWhatThePipelineNeverTagsLater_isNotSupported() {
        var request = CreateTagsRequest.builder().resources("vpc-1").build();

        assertThatThrownBy(() -> access.createTags(request))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("vpc-1");
    }

    @Test
    void instance_thatEc2DoesNotKnow_isLeftToEc2() {
        assertThat(access.onAll("ec2:StopInstances", List.of("i-gone"))).isEmpty();
    }
}
