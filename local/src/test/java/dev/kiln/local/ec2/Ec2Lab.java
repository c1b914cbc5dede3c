package dev.kiln.local.ec2;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.json.PipelineJson;
import dev.kiln.local.time.RandomSource;
import dev.kiln.local.time.Timeline;
import dev.kiln.local.windows.WindowsDisk;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** An account with scripted guests, and the few things that most tests do in it. */
final class Ec2Lab {
    static final Instant START = Instant.parse("2026-03-11T09:00:00Z");
    static final String PARENT = "ami-0f00000000000cafe";
    static final Network NETWORK = new Network(
            new TreeMap<>(Map.of("subnet-a", "us-east-1a", "subnet-b", "us-east-1b", "subnet-b2", "us-east-1b")),
            new TreeSet<>(List.of("sg-builders")),
            new TreeSet<>(List.of("kiln-builder")));

    final Timeline timeline;
    final List<JsonNode> events = new ArrayList<>();
    final LocalEc2 ec2;
    private final Map<String, ScriptedGuest> guests = new TreeMap<>();

    Ec2Lab() {
        this(START);
    }

    Ec2Lab(Instant start) {
        this.timeline = new Timeline(start);
        this.ec2 = new LocalEc2(
                timeline,
                new RandomSource(7),
                (source, detailType, resources, detail) -> {
                    var event = PipelineJson.MAPPER.createObjectNode();
                    event.put("source", source).put("detail-type", detailType).put("resource", resources.getFirst());
                    events.add(event.set("detail", detail));
                },
                this::guest,
                NETWORK,
                List.of(new PublicImage(
                        PARENT,
                        "Windows_Server-2022-English-Full-Base-2026.02.11",
                        "Microsoft Windows Server 2022 Full Locale English AMI provided by Amazon",
                        Instant.parse("2026-02-11T20:15:00Z"),
                        30,
                        disk("WIN-PARENT"))),
                List.of());
    }

    private Guest guest(Guest.Hardware hardware, WindowsDisk disk, Guest.Host host) {
        var guest = new ScriptedGuest(timeline, hardware, disk, host);
        guests.put(hardware.instanceId(), guest);
        return guest;
    }

    /** A volume of a launch. */
    static BlockDeviceMapping device(String name, Consumer<EbsBlockDevice.Builder> ebs) {
        return BlockDeviceMapping.builder().deviceName(name).ebs(ebs).build();
    }

    /** One tag for everything of a type that a call makes. */
    static TagSpecification tags(ResourceType type, String key) {
        return TagSpecification.builder()
                .resourceType(type)
                .tags(Tag.builder().key(key).value("1").build())
                .build();
    }

    static WindowsDisk disk(String computerName) {
        return new WindowsDisk(
                "Windows Server 2022 Datacenter",
                "20348.4294",
                WindowsDisk.COMPLETE,
                "EC2Launch v2",
                "2.0.2081.0",
                "3.3.2299.0",
                "S-1-5-21-1",
                computerName,
                0,
                false,
                false,
                true,
                List.of("Administrator"),
                List.of(),
                new TreeSet<>(),
                new TreeSet<>(List.of("KB5000001")),
                new TreeMap<>(Map.of("C:\\marker.txt", "x")));
    }

    ScriptedGuest guest(String instanceId) {
        return guests.get(instanceId);
    }

    /** A launch that EC2 accepts. */
    static RunInstancesRequest.Builder launch() {
        return RunInstancesRequest.builder()
                .imageId(PARENT)
                .instanceType("m7i.large")
                .subnetId("subnet-a")
                .securityGroupIds("sg-builders")
                .minCount(1)
                .maxCount(1);
    }

    /** The id of an instance that has just been launched; EC2 may not find it yet. */
    String launched() {
        return launched(launch());
    }

    String launched(RunInstancesRequest.Builder request) {
        return ec2.runInstances(request.build()).instances().getFirst().instanceId();
    }

    /** The id of an instance that runs. */
    String running() {
        return running(launch());
    }

    String running(RunInstancesRequest.Builder request) {
        var id = launched(request);
        pass(Duration.ofMinutes(1));
        return id;
    }

    String stopped() {
        var id = running();
        ec2.stopInstances(r -> r.instanceIds(id));
        pass(Duration.ofMinutes(2));
        return id;
    }

    String image(String instanceId, String name) {
        return ec2.createImage(r -> r.instanceId(instanceId).name(name).noReboot(true))
                .imageId();
    }

    String availableImage(String name) {
        var id = image(stopped(), name);
        pass(Duration.ofMinutes(20));
        return id;
    }

    void pass(Duration duration) {
        timeline.runTo(timeline.instant().plus(duration));
    }

    Instance instance(String id) {
        return ec2.describeInstances(r -> r.instanceIds(id))
                .reservations()
                .getFirst()
                .instances()
                .getFirst();
    }

    String state(String id) {
        return instance(id).state().nameAsString();
    }

    Image describedImage(String id) {
        return ec2.describeImages(r -> r.imageIds(id)).images().getFirst();
    }

    /** An image as soon as EC2 finds it. */
    Image describedImageOf(String id) {
        pass(Duration.ofSeconds(4));
        return describedImage(id);
    }

    Snapshot describedSnapshot(String id) {
        return ec2.describeSnapshots(r -> r.snapshotIds(id)).snapshots().getFirst();
    }

    /** The details of all events of a kind, in the order in which they were told. */
    List<JsonNode> details(String detailType) {
        return events.stream()
                .filter(e -> e.path("detail-type").asText().equals(detailType))
                .map(e -> e.path("detail"))
                .toList();
    }

    List<String> statesTold(String instanceId) {
        return details("EC2 Instance State-change Notification").stream()
                .filter(d -> d.path("instance-id").asText().equals(instanceId))
                .map(d -> d.path("state").asText())
                .toList();
    }

    static Ec2Exception error(ThrowingCallable call) {
        return catchThrowableOfType(Ec2Exception.class, call);
    }

    static String code(ThrowingCallable call) {
        return error(call).awsErrorDetails().errorCode();
    }
}
