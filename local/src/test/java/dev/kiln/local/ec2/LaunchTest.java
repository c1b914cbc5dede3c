package dev.kiln.local.ec2;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.Stream;

import static dev.kiln.local.ec2.Ec2Lab.code;
import static dev.kiln.local.ec2.Ec2Lab.device;
import static dev.kiln.local.ec2.Ec2Lab.error;
import static dev.kiln.local.ec2.Ec2Lab.launch;
import static dev.kiln.local.ec2.Ec2Lab.tags;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What RunInstances takes, what it refuses, and what comes of it. */
class LaunchTest {
    private final Ec2Lab lab = new Ec2Lab();

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("InvalidAMIID.NotFound", launch().imageId("ami-00000000000000009")),
                Arguments.of("InvalidAMIID.Malformed", launch().imageId("windows")),
                Arguments.of("InvalidSubnetID.NotFound", launch().subnetId("subnet-z")),
                Arguments.of("VPCIdNotSpecified", launch().subnetId(null)),
                Arguments.of("InvalidGroup.NotFound", launch().securityGroupIds("sg-z")),
                Arguments.of("InvalidParameterValue", launch().iamInstanceProfile(p -> p.name("nobody"))),
                Arguments.of("InvalidKeyPair.NotFound", launch().keyName("mine")),
                Arguments.of("InvalidParameterValue", launch().instanceType("m7i.enormous")),
                Arguments.of("InvalidParameterValue", launch().instanceType("m7g.large")),
                Arguments.of("MissingParameter", launch().minCount(null)),
                Arguments.of("InvalidParameterValue", launch().minCount(2)),
                Arguments.of("InvalidParameterValue", launch().clientToken("t".repeat(65))),
                Arguments.of("InvalidParameterValue", launch().metadataOptions(m -> m.httpPutResponseHopLimit(65))),
                Arguments.of("InvalidParameterValue", launch().userData(base64("x".repeat(16_385)))),
                Arguments.of("InvalidParameterValue", launch().userData("<powershell>")),
                Arguments.of("InvalidParameterValue", launch().tagSpecifications(tags(ResourceType.IMAGE, "a"))),
                Arguments.of("InvalidParameterValue", launch().tagSpecifications(tags(ResourceType.INSTANCE, "aws:a"))),
                Arguments.of(
                        "InvalidParameterCombination",
                        launch().blockDeviceMappings(device("/dev/sda1", e -> e.throughput(500)))),
                Arguments.of("MissingParameter", launch().blockDeviceMappings(device("xvdf", e -> e.encrypted(true)))));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void launch_withAMistake_isRefusedWithEc2sCodeAndLaunchesNothing(String code, RunInstancesRequest.Builder request) {
        assertThat(error(() -> lab.launched(request)))
                .returns(code, e -> e.awsErrorDetails().errorCode())
                .returns(400, e -> e.statusCode());
        assertThat(lab.events).isEmpty();
    }

    static Stream<Arguments> unsupported() {
        return Stream.of(
                Arguments.of("InstanceMarketOptions", launch().instanceMarketOptions(m -> m.marketType("spot"))),
                Arguments.of("HibernationOptions", launch().hibernationOptions(h -> h.configured(true))),
                Arguments.of("LaunchTemplate", launch().launchTemplate(t -> t.launchTemplateName("x"))),
                Arguments.of("Placement", launch().placement(p -> p.groupName("x"))),
                Arguments.of("DisableApiTermination", launch().disableApiTermination(true)),
                Arguments.of("more than one instance", launch().maxCount(2)));
    }

    @ParameterizedTest
    @MethodSource("unsupported")
    void launch_withAFieldThatCannotBeHonoured_saysWhich(String field, RunInstancesRequest.Builder request) {
        assertThatThrownBy(() -> lab.launched(request))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining(field);
    }

    @Test
    void launch_dryRun_answersAsEc2DoesAndLaunchesNothing() {
        assertThat(error(() -> lab.launched(launch().dryRun(true))))
                .returns("DryRunOperation", e -> e.awsErrorDetails().errorCode())
                .returns(412, e -> e.statusCode());
        assertThat(lab.events).isEmpty();
    }

    @Test
    void launch_dryRunOfWhatWouldBeRefused_isRefusedAsTheLaunchWouldBe() {
        assertThat(error(() -> lab.launched(launch().dryRun(true).imageId("ami-00000000000000000"))))
                .returns("InvalidAMIID.NotFound", e -> e.awsErrorDetails().errorCode());
        assertThat(error(() -> lab.launched(launch().dryRun(true).securityGroupIds("sg-00000000000000000"))))
                .returns("InvalidGroup.NotFound", e -> e.awsErrorDetails().errorCode());
    }

    @Test
    void launch_rootVolumeSmallerThanTheSnapshot_isRefusedInEc2sWords() {
        assertThat(error(() -> lab.launched(launch().blockDeviceMappings(device("/dev/sda1", e -> e.volumeSize(20))))))
                .hasMessageContaining("Volume of size 20GB is smaller than snapshot 'snap-0f00000000000cafe',"
                        + " expect size >= 30GB")
                .returns("InvalidBlockDeviceMapping", e -> e.awsErrorDetails().errorCode());
    }

    @Test
    void launch_withVolumes_makesThemAndShowsThem() {
        var id = lab.running(launch().blockDeviceMappings(
                        device("/dev/sda1", e -> e.volumeSize(60)), device("xvdf", e -> e.volumeSize(10))));

        var devices = lab.instance(id).blockDeviceMappings();

        assertThat(devices).extracting(d -> d.deviceName()).containsExactly("/dev/sda1", "xvdf");
        assertThat(devices)
                .extracting(d -> lab.ec2
                        .describeVolumes(r -> r.volumeIds(d.ebs().volumeId()))
                        .volumes()
                        .getFirst()
                        .size())
                .containsExactly(60, 10);
    }

    @Test
    void launch_isDescribedAsItWasAskedFor() {
        var id = lab.running(launch().iamInstanceProfile(p -> p.name("kiln-builder"))
                .metadataOptions(m -> m.httpTokens(HttpTokensState.REQUIRED).httpPutResponseHopLimit(2)));

        assertThat(lab.instance(id)).satisfies(i -> {
            assertThat(i.imageId()).isEqualTo(Ec2Lab.PARENT);
            assertThat(i.instanceTypeAsString()).isEqualTo("m7i.large");
            assertThat(i.platformAsString()).isEqualTo("windows");
            assertThat(i.subnetId()).isEqualTo("subnet-a");
            assertThat(i.placement().availabilityZone()).isEqualTo("us-east-1a");
            assertThat(i.privateIpAddress()).startsWith("10.0.0.");
            assertThat(i.securityGroups()).extracting(g -> g.groupId()).containsExactly("sg-builders");
            assertThat(i.iamInstanceProfile().arn())
                    .isEqualTo("arn:aws:iam::123456789012:instance-profile/kiln-builder");
            assertThat(i.metadataOptions().httpTokensAsString()).isEqualTo("required");
            assertThat(i.metadataOptions().httpPutResponseHopLimit()).isEqualTo(2);
            assertThat(i.launchTime()).isEqualTo(Ec2Lab.START);
        });
    }

    @Test
    void launch_givesTheGuestItsDiskAndItsHardware() {
        var id = lab.launched(launch().userData(base64("<powershell>hi</powershell>")));

        assertThat(lab.guest(id).disk.computerName()).isEqualTo("WIN-PARENT");
        assertThat(lab.guest(id).hardware)
                .returns(id, Guest.Hardware::instanceId)
                .returns(Ec2Lab.PARENT, Guest.Hardware::imageId)
                .returns(false, Guest.Hardware::instanceProfile)
                .returns("<powershell>hi</powershell>", Guest.Hardware::userData);
    }

    @Test
    void launch_tagsInstanceVolumeAndInterface() {
        var id = lab.running(launch().tagSpecifications(
                        tags(ResourceType.INSTANCE, "i"),
                        tags(ResourceType.VOLUME, "v"),
                        tags(ResourceType.NETWORK_INTERFACE, "n")));

        var instance = lab.instance(id);

        assertThat(instance.tags()).extracting(Tag::key).containsExactly("i");
        assertThat(lab.ec2.describeVolumes().volumes().getFirst().tags())
                .extracting(Tag::key)
                .containsExactly("v");
        assertThat(lab.ec2.state().tags())
                .containsKey(instance.networkInterfaces().getFirst().networkInterfaceId());
    }

    @Test
    void token_repeatedWithTheSameParameters_answersTheSameInstance() {
        var first = lab.launched(launch().clientToken("t"));
        lab.pass(Duration.ofMinutes(1));

        var second = lab.ec2
                .runInstances(launch().clientToken("t").build())
                .instances()
                .getFirst();

        assertThat(second.instanceId()).isEqualTo(first);
        assertThat(second.state().nameAsString()).isEqualTo("running");
        assertThat(lab.statesTold(first)).containsOnlyOnce("pending");
    }

    @Test
    void token_repeatedWithOtherParameters_isAMismatch() {
        lab.launched(launch().clientToken("t"));

        assertThat(code(() -> lab.launched(launch().clientToken("t").instanceType("m6i.large"))))
                .isEqualTo("IdempotentParameterMismatch");
        assertThat(code(() -> lab.launched(launch().clientToken("t").userData(base64("x")))))
                .isEqualTo("IdempotentParameterMismatch");
    }

    @Test
    void token_ofATerminatedInstance_cannotBeUsedAgainEvenWhenThatIsForgotten() {
        var id = lab.running(launch().clientToken("t"));
        lab.ec2.terminateInstances(r -> r.instanceIds(id));
        lab.pass(Duration.ofMinutes(2));

        assertThat(code(() -> lab.launched(launch().clientToken("t")))).isEqualTo("IdempotentInstanceTerminated");
        lab.pass(Duration.ofDays(1));
        assertThat(code(() -> lab.launched(launch().clientToken("t")))).isEqualTo("IdempotentInstanceTerminated");
    }

    @Test
    void token_inAnotherZone_launchesAnotherInstance() {
        var first = lab.launched(launch().clientToken("t"));

        assertThat(lab.launched(launch().clientToken("t").subnetId("subnet-b"))).isNotEqualTo(first);
    }

    @Test
    void token_inAnotherSubnetOfTheZone_isAMismatch() {
        lab.launched(launch().clientToken("t").subnetId("subnet-b"));

        assertThat(code(() -> lab.launched(launch().clientToken("t").subnetId("subnet-b2"))))
                .isEqualTo("IdempotentParameterMismatch");
    }

    @Test
    void launch_noCapacity_isAServerErrorAndDoesNotUseUpTheToken() {
        lab.ec2.capacity((zone, type) -> !zone.equals("us-east-1a"));
        assertThat(error(() -> lab.launched(launch().clientToken("t"))))
                .returns(
                        "InsufficientInstanceCapacity", e -> e.awsErrorDetails().errorCode())
                .returns(500, e -> e.statusCode());
        assertThat(lab.launched(launch().subnetId("subnet-b"))).startsWith("i-");

        lab.ec2.capacity(Capacity.UNLIMITED);

        assertThat(lab.launched(launch().clientToken("t").instanceType("m6i.large")))
                .startsWith("i-");
    }

    @Test
    void start_noCapacity_leavesTheInstanceStopped() {
        var id = lab.stopped();
        lab.ec2.capacity((zone, type) -> false);

        assertThat(code(() -> lab.ec2.startInstances(r -> r.instanceIds(id))))
                .isEqualTo("InsufficientInstanceCapacity");
        assertThat(lab.state(id)).isEqualTo("stopped");
    }

    @Test
    void launch_fromAPendingImage_isRefused() {
        var image = lab.image(lab.stopped(), "not yet");
        lab.pass(Duration.ofSeconds(4));

        assertThat(error(() -> lab.launched(launch().imageId(image))))
                .hasMessageContaining("is currently pending and may not be used for this operation")
                .returns("InvalidAMIID.Unavailable", e -> e.awsErrorDetails().errorCode());
    }

    @Test
    void calls_areCountedByActionWhateverTheirOutcome() {
        lab.launched();
        assertThat(code(() -> lab.launched(launch().imageId("x")))).isNotEmpty();
        lab.ec2.describeInstances();

        assertThat(lab.ec2.calls()).containsEntry("ec2:RunInstances", 2).containsEntry("ec2:DescribeInstances", 1);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
