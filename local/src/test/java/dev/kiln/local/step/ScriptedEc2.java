package dev.kiln.local.step;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateImageRequest;
import software.amazon.awssdk.services.ec2.model.CreateImageResponse;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesResponse;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesResponse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * EC2 as one test wants it: images by name, one state for every instance, and a record of the calls that change
 * something.
 */
// The SDK's builders take generic varargs of consumers, which no caller can write without this warning.
@SuppressWarnings("unchecked")
final class ScriptedEc2 implements Ec2Client {
    final List<String> changes = new ArrayList<>();
    final Map<String, Image> imagesByName = new LinkedHashMap<>();
    final List<CreateImageRequest> creates = new ArrayList<>();
    InstanceStateName instanceState = InstanceStateName.RUNNING;
    String firstImage = "ami-1";
    boolean loseTheAnswerOfCreateImage;
    final List<RunInstancesRequest> launches = new ArrayList<>();
    boolean loseTheAnswerOfRunInstances;
    int launchesWithoutCapacity;

    @Override
    public RunInstancesResponse runInstances(RunInstancesRequest request) {
        launches.add(request);
        instanceState = InstanceStateName.PENDING;
        if (launches.size() <= launchesWithoutCapacity) {
            throw answer("InsufficientInstanceCapacity", "We currently do not have sufficient capacity");
        }
        if (loseTheAnswerOfRunInstances) {
            loseTheAnswerOfRunInstances = false;
            throw SdkClientException.create("connection reset");
        }
        return RunInstancesResponse.builder()
                .instances(i -> i.instanceId("i-" + request.clientToken()))
                .build();
    }

    private static AwsServiceException answer(String code, String message) {
        return Ec2Exception.builder()
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .build();
    }

    @Override
    public DescribeInstancesResponse describeInstances(DescribeInstancesRequest request) {
        if (request.hasFilters()) {
            return launchedWith(request.filters().getFirst().values().getFirst());
        }
        return DescribeInstancesResponse.builder()
                .reservations(r -> r.instances(
                        i -> i.instanceId(request.instanceIds().getFirst()).state(s -> s.name(instanceState))))
                .build();
    }

    /** The instance whose launch carried a tag of this value, whether its answer arrived or not. */
    private DescribeInstancesResponse launchedWith(String tagValue) {
        var found = launches.stream()
                .skip(launchesWithoutCapacity)
                .filter(l -> l.tagSpecifications().getFirst().tags().stream()
                        .anyMatch(t -> t.value().equals(tagValue)))
                .map(l -> Instance.builder().instanceId("i-" + l.clientToken()).build())
                .limit(1)
                .toList();
        return DescribeInstancesResponse.builder()
                .reservations(r -> r.instances(found))
                .build();
    }

    @Override
    public StopInstancesResponse stopInstances(StopInstancesRequest request) {
        changes.add("stop " + request.instanceIds().getFirst());
        instanceState = InstanceStateName.STOPPING;
        return StopInstancesResponse.builder()
                .stoppingInstances(s -> s.currentState(c -> c.name(instanceState)))
                .build();
    }

    @Override
    public TerminateInstancesResponse terminateInstances(TerminateInstancesRequest request) {
        changes.add("terminate " + request.instanceIds().getFirst());
        instanceState = instanceState == InstanceStateName.SHUTTING_DOWN
                ? InstanceStateName.TERMINATED
                : InstanceStateName.SHUTTING_DOWN;
        return TerminateInstancesResponse.builder()
                .terminatingInstances(t -> t.currentState(c -> c.name(instanceState)))
                .build();
    }

    @Override
    public CreateImageResponse createImage(CreateImageRequest request) {
        if (imagesByName.containsKey(request.name())) {
            throw answer("InvalidAMIName.Duplicate", "AMI name " + request.name() + " is already in use");
        }
        creates.add(request);
        put(
                request.name(),
                firstImage,
                "pending",
                request.tagSpecifications().getFirst().tags().stream()
                        .filter(t -> t.key().equals("kiln:build"))
                        .findFirst()
                        .orElseThrow()
                        .value());
        if (loseTheAnswerOfCreateImage) {
            loseTheAnswerOfCreateImage = false;
            throw SdkClientException.create("connection reset");
        }
        return CreateImageResponse.builder().imageId(firstImage).build();
    }

    @Override
    public DescribeImagesResponse describeImages(DescribeImagesRequest request) {
        var found = imagesByName.values().stream()
                .filter(i -> request.imageIds().contains(i.imageId())
                        || request.filters().stream().anyMatch(f -> f.values().contains(i.name())))
                .toList();
        return DescribeImagesResponse.builder().images(found).build();
    }

    void put(String name, String imageId, String state, String build) {
        imagesByName.put(
                name,
                Image.builder()
                        .name(name)
                        .imageId(imageId)
                        .state(state)
                        .tags(t -> t.key("kiln:build").value(build))
                        .blockDeviceMappings(
                                m -> m.deviceName("/dev/sda1").ebs(e -> e.snapshotId("snap-of-" + imageId)))
                        .build());
    }

    @Override
    public String serviceName() {
        return "ec2";
    }

    @Override
    public void close() {}
}
