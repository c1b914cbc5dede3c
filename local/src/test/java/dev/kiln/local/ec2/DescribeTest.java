package dev.kiln.local.ec2;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.Tag;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static dev.kiln.local.ec2.Ec2Lab.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Filters, owners and pages of the Describe calls. */
class DescribeTest {
    private static final String PARENT_NAME = "Windows_Server-2022-English-Full-Base-2026.02.11";

    private final Ec2Lab lab = new Ec2Lab();

    @Test
    void instances_byStateAndTag_areThoseForWhichAllFiltersHold() {
        var stopped = lab.stopped();
        var runs = lab.running();
        var other = lab.running();
        lab.ec2.createTags(r -> r.resources(stopped, runs).tags(tag("kiln:build", "b1")));

        assertThat(instances(filter("tag:kiln:build", "b1"), filter("instance-state-name", "running", "pending")))
                .containsExactly(runs);
        assertThat(instances(filter("tag-key", "kiln:*"))).containsExactly(stopped, runs);
        assertThat(instances(filter("instance-id", other))).containsExactly(other);
        assertThat(instances(filter("image-id", Ec2Lab.PARENT))).containsExactly(stopped, runs, other);
    }

    private List<String> instances(Filter... filters) {
        return ids(lab.ec2.describeInstances(r -> r.filters(filters)).reservations().stream());
    }

    private static List<String> ids(Stream<Reservation> reservations) {
        return reservations
                .flatMap(r -> r.instances().stream())
                .map(Instance::instanceId)
                .toList();
    }

    @Test
    void filter_thatIsNotKnown_isRefusedByName() {
        assertThatThrownBy(() -> instances(filter("hypervisor", "xen")))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("hypervisor");
    }

    @Test
    void instances_inPages_areAllSeenOnce() {
        var launched = new ArrayList<String>();
        for (int i = 0; i < 12; i++) {
            launched.add(lab.running());
        }

        assertThat(ids(lab.ec2.describeInstancesPaginator(r -> r.maxResults(5)).stream()
                        .flatMap(page -> page.reservations().stream())))
                .isEqualTo(launched);
        assertThat(lab.ec2.calls()).containsEntry("ec2:DescribeInstances", 3);
    }

    @Test
    void instances_pagesThatEc2DoesNotGive_areRefused() {
        assertThat(code(() -> lab.ec2.describeInstances(r -> r.maxResults(4)))).isEqualTo("InvalidParameterValue");
        assertThat(code(() -> lab.ec2.describeInstances(r -> r.maxResults(5).nextToken("?"))))
                .isEqualTo("InvalidParameterValue");
        assertThat(code(() -> lab.ec2.describeInstances(r -> r.maxResults(5).instanceIds("i-00000000000000001"))))
                .isEqualTo("InvalidParameterCombination");
    }

    @ParameterizedTest
    @CsvSource({
        "Windows_Server-2022-English-Full-Base-*, true",
        "Windows_Server-202?-*, true",
        "windows_server-2022-*, false",
        "Windows_Server-2022, false",
        "Windows_Server-2022-English-Full-Base-2026.02.11, true",
        "Windows_Server-2022-English-Full-Base-2026x02x11, false",
        "Windows_Server\\-2022*, true",
        "Windows_Server\\*, false"
    })
    void images_byNamePattern_matchAsEc2Does(String pattern, boolean matches) {
        assertThat(images("amazon", filter("name", pattern)).contains(Ec2Lab.PARENT))
                .isEqualTo(matches);
    }

    @Test
    void images_byOwner_areOnlyTheirs() {
        var own = lab.availableImage("mine");

        assertThat(images("self")).containsExactly(own);
        assertThat(images("123456789012")).containsExactly(own);
        assertThat(images("amazon")).containsExactly(Ec2Lab.PARENT);
        assertThat(images("801119661308")).containsExactly(Ec2Lab.PARENT);
        assertThat(images("self", filter("name", "mine"))).containsExactly(own);
        assertThat(images("self", filter("name", "mine"), filter("state", "pending")))
                .isEmpty();
        assertThat(images("self", filter("name", PARENT_NAME))).isEmpty();
    }

    @Test
    void images_byPlatformArchitectureAndDevice_areFound() {
        assertThat(images(
                        "amazon",
                        filter("platform", "windows"),
                        filter("architecture", "x86_64"),
                        filter("root-device-type", "ebs"),
                        filter("state", "available")))
                .containsExactly(Ec2Lab.PARENT);
    }

    private List<String> images(String owner, Filter... filters) {
        return lab.ec2.describeImages(r -> r.owners(owner).filters(filters)).images().stream()
                .map(Image::imageId)
                .toList();
    }

    @Test
    void image_ofAmazon_isDescribedAsPublished() {
        assertThat(lab.describedImage(Ec2Lab.PARENT)).satisfies(image -> {
            assertThat(image.ownerId()).isEqualTo("801119661308");
            assertThat(image.imageOwnerAlias()).isEqualTo("amazon");
            assertThat(image.name()).isEqualTo(PARENT_NAME);
            assertThat(image.creationDate()).isEqualTo("2026-02-11T20:15:00.000Z");
            assertThat(image.publicLaunchPermissions()).isTrue();
            assertThat(image.blockDeviceMappings().getFirst().ebs().volumeSize())
                    .isEqualTo(30);
        });
    }

    @Test
    void images_unknown_areNotFound() {
        assertThat(code(() -> lab.describedImage("ami-00000000000000009"))).isEqualTo("InvalidAMIID.NotFound");
        assertThat(code(() -> lab.describedImage("ami-xyz"))).isEqualTo("InvalidAMIID.Malformed");
    }

    @Test
    void image_newlyMade_isHiddenFromEveryCallUntilEc2FindsIt() {
        int hidden = 0;
        for (int i = 0; i < 20; i++) {
            var id = lab.image(lab.stopped(), "image " + i);
            hidden += images("self", filter("name", "image " + i)).isEmpty() ? 1 : 0;
            assertThat(lab.describedImageOf(id).stateAsString()).isEqualTo("pending");
        }
        assertThat(hidden).isPositive();
    }

    @Test
    void snapshots_byOwnerTagAndVolume_areFound() {
        var image = lab.availableImage("mine");
        var id =
                lab.describedImage(image).blockDeviceMappings().getFirst().ebs().snapshotId();
        lab.ec2.createTags(r -> r.resources(id).tags(tag("k", "v")));

        assertThat(lab.ec2.describeSnapshots(r -> r.ownerIds("self")).snapshots())
                .extracting(s -> s.snapshotId())
                .containsExactly(id);
        assertThat(lab.ec2
                        .describeSnapshots(r -> r.filters(filter("tag:k", "v"), filter("status", "completed")))
                        .snapshots())
                .hasSize(1);
        assertThat(lab.ec2
                        .describeSnapshots(
                                r -> r.filters(filter("description", "Created by CreateImage(*) for " + image)))
                        .snapshots())
                .hasSize(1);
    }

    @Test
    void volumes_ofAnInstance_areFoundByIt() {
        var id = lab.running();
        lab.running();

        assertThat(lab.ec2
                        .describeVolumes(r -> r.filters(filter("attachment.instance-id", id)))
                        .volumes())
                .singleElement()
                .satisfies(v -> assertThat(v.stateAsString()).isEqualTo("in-use"));
    }

    @Test
    void volume_thatOutlivesItsInstance_isAvailable() {
        var id = lab.running(
                Ec2Lab.launch().blockDeviceMappings(Ec2Lab.device("/dev/sda1", e -> e.deleteOnTermination(false))));

        lab.ec2.terminateInstances(r -> r.instanceIds(id));
        lab.pass(Duration.ofMinutes(2));

        assertThat(lab.ec2.describeVolumes().volumes())
                .singleElement()
                .satisfies(v -> assertThat(v.stateAsString()).isEqualTo("available"));
    }

    private static Filter filter(String name, String... values) {
        return Filter.builder().name(name).values(values).build();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
