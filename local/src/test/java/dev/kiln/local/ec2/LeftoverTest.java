package dev.kiln.local.ec2;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Volume;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import static dev.kiln.local.ec2.Ec2Lab.code;
import static dev.kiln.local.ec2.Ec2Lab.device;
import static dev.kiln.local.ec2.Ec2Lab.launch;
import static org.assertj.core.api.Assertions.assertThat;

/** Volumes and network interfaces: they go with their instance, or outlive it and are deleted by themselves. */
class LeftoverTest {
    private final Ec2Lab lab = new Ec2Lab();

    private void terminate(String id) {
        lab.ec2.terminateInstances(r -> r.instanceIds(id));
        lab.pass(Duration.ofMinutes(5));
    }

    private List<NetworkInterface> interfaces(Consumer<DescribeNetworkInterfacesRequest.Builder> request) {
        return lab.ec2.describeNetworkInterfaces(request).networkInterfaces();
    }

    private static Filter filter(String name, String... values) {
        return Filter.builder().name(name).values(values).build();
    }

    @Test
    void networkInterface_ofAnInstance_isInUseAndHasItsTags() {
        String id = lab.running(launch().tagSpecifications(Ec2Lab.tags(ResourceType.NETWORK_INTERFACE, "kiln:role")));

        assertThat(interfaces(r -> r.filters(filter("attachment.instance-id", id), filter("tag:kiln:role", "1"))))
                .singleElement()
                .satisfies(i -> {
                    assertThat(i.statusAsString()).isEqualTo("in-use");
                    assertThat(i.networkInterfaceId())
                            .isEqualTo(lab.instance(id)
                                    .networkInterfaces()
                                    .getFirst()
                                    .networkInterfaceId());
                    assertThat(i.subnetId()).isEqualTo("subnet-a");
                    assertThat(i.attachment().deleteOnTermination()).isTrue();
                });
    }

    @Test
    void networkInterface_ofATerminatedInstance_isGone() {
        String id = lab.running();
        String eni = lab.instance(id).networkInterfaces().getFirst().networkInterfaceId();

        terminate(id);

        assertThat(interfaces(r -> {})).isEmpty();
        assertThat(lab.ec2.tags(eni)).isEmpty();
        assertThat(code(() -> interfaces(r -> r.networkInterfaceIds(eni))))
                .isEqualTo("InvalidNetworkInterfaceID.NotFound");
    }

    @Test
    void whatStaysBehind_isAvailableWithItsTags_andCanBeDeleted() {
        lab.ec2.leftovers(resourceId -> true);
        String id = lab.running(launch().tagSpecifications(
                        Ec2Lab.tags(ResourceType.NETWORK_INTERFACE, "kiln:role"),
                        Ec2Lab.tags(ResourceType.VOLUME, "kiln:role")));

        terminate(id);

        var eni = interfaces(r -> r.filters(filter("tag-key", "kiln:role"))).getFirst();
        var volume = lab.ec2.describeVolumes().volumes().getFirst();
        assertThat(eni.statusAsString()).isEqualTo("available");
        assertThat(volume.stateAsString()).isEqualTo("available");
        assertThat(volume.tags()).hasSize(1);
        lab.ec2.deleteNetworkInterface(r -> r.networkInterfaceId(eni.networkInterfaceId()));
        lab.ec2.deleteVolume(r -> r.volumeId(volume.volumeId()));
        assertThat(interfaces(r -> {})).isEmpty();
        assertThat(lab.ec2.describeVolumes().volumes()).isEmpty();
        assertThat(lab.ec2.tags(volume.volumeId())).isEmpty();
    }

    @Test
    void delete_ofWhatHangsOnAnInstance_isRefused() {
        String id = lab.running();
        var eni = lab.instance(id).networkInterfaces().getFirst().networkInterfaceId();
        var volume = lab.ec2.describeVolumes().volumes().getFirst().volumeId();

        assertThat(code(() -> lab.ec2.deleteNetworkInterface(r -> r.networkInterfaceId(eni))))
                .isEqualTo("InvalidParameterValue");
        assertThat(code(() -> lab.ec2.deleteVolume(r -> r.volumeId(volume)))).isEqualTo("VolumeInUse");
        assertThat(interfaces(r -> {})).hasSize(1);
        assertThat(lab.ec2.describeVolumes().volumes()).hasSize(1);
    }

    @Test
    void delete_ofWhatIsNotThere_saysSo() {
        assertThat(code(() -> lab.ec2.deleteVolume(r -> r.volumeId("vol-0123456789abcdef0"))))
                .isEqualTo("InvalidVolume.NotFound");
        assertThat(code(() -> lab.ec2.deleteNetworkInterface(r -> r.networkInterfaceId("eni-0123456789abcdef0"))))
                .isEqualTo("InvalidNetworkInterfaceID.NotFound");
        assertThat(code(() -> lab.ec2.deleteNetworkInterface(r -> r.networkInterfaceId("eni-x"))))
                .isEqualTo("InvalidNetworkInterfaceId.Malformed");
    }

    @Test
    void volumeThatIsNotDeletedOnTermination_outlivesItsInstanceAlone() {
        String id = lab.running(launch().blockDeviceMappings(
                        device("/dev/sda1", ebs -> {}),
                        device("xvdf", ebs -> ebs.volumeSize(10).deleteOnTermination(false))));

        terminate(id);

        assertThat(lab.ec2.describeVolumes().volumes()).extracting(Volume::size).containsExactly(10);
        assertThat(interfaces(r -> {})).isEmpty();
    }

    @Test
    void whatStaysBehind_isOnFile() {
        lab.ec2.leftovers(resourceId -> resourceId.startsWith("eni-"));
        terminate(lab.running());
        String living = lab.running();

        var later = new Ec2Lab(lab.timeline.instant());
        later.ec2.restore(lab.ec2.state());

        assertThat(later.ec2.describeNetworkInterfaces().networkInterfaces())
                .containsExactlyInAnyOrderElementsOf(interfaces(r -> {}));
        assertThat(later.ec2
                        .describeNetworkInterfaces(r -> r.filters(filter("attachment.instance-id", living)))
                        .networkInterfaces())
                .hasSize(1);
    }

    @Test
    void screenshot_isToldApartByState() {
        assertThat(Base64.getDecoder()
                        .decode(lab.ec2
                                .getConsoleScreenshot(r -> r.instanceId(lab.running()))
                                .imageData()))
                .as("the first bytes of a JPEG")
                .startsWith(0xFF, 0xD8, 0xFF);
        assertThat(code(() -> lab.ec2.getConsoleScreenshot(r -> r.instanceId(lab.stopped()))))
                .isEqualTo("IncorrectInstanceState");
    }

    @Test
    void describeInstances_ofAHundredIds_answersThemAll() {
        List<String> ids = Stream.generate(lab::launched).limit(100).toList();
        lab.pass(Duration.ofMinutes(1));

        assertThat(lab.ec2.describeInstances(r -> r.instanceIds(ids)).reservations())
                .hasSize(100);
    }
}
