package dev.kiln.aws;

import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputResponse;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.ShutdownBehavior;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The instances that Kiln launches and ends: builders and verifiers. The only place that builds these EC2 requests. */
public final class Builders {
    /** What EC2 says of an instance. */
    public sealed interface View {
        /**
         * The instance exists.
         *
         * @param state EC2's name of its state
         * @param started when it was started last (EC2 API reference, {@code Instance.LaunchTime})
         */
        record Present(String state, String reason, Instant started) implements View {
            public boolean pending() {
                return "pending".equals(state);
            }

            public boolean running() {
                return "running".equals(state) || "pending".equals(state);
            }

            public boolean stopped() {
                return "stopped".equals(state);
            }

            public boolean gone() {
                return "terminated".equals(state) || "shutting-down".equals(state);
            }
        }

        /** EC2 does not know it: not yet, for some seconds after the launch, or no longer, an hour after its end. */
        record Unknown() implements View {}
    }

    /**
     * What the launch agent of a machine is given for its first start.
     *
     * @param keyPair the name of the key pair that a random password of the Administrator is encrypted for
     * @param userData the script that it runs
     */
    public record FirstStart(Optional<String> keyPair, Optional<String> userData) {
        /** Nobody reads the password, and nothing is run. */
        public static final FirstStart PLAIN = new FirstStart(Optional.empty(), Optional.empty());
    }

    /**
     * A launch; the same token with the same values launches nothing twice (EC2 developer guide, "Ensuring
     * idempotency").
     *
     * @param disks what its volumes are like
     */
    public record Launch(
            String clientToken,
            String imageId,
            String instanceType,
            String subnetId,
            String securityGroupId,
            String instanceProfile,
            Disks disks,
            FirstStart firstStart,
            SortedMap<String, String> tags) {}

    /** What EC2 answers for a machine that is not there, does not run, or cannot be pictured. */
    private static final Set<String> NO_CONSOLE = Set.of(
            "InvalidInstanceID.NotFound",
            "IncorrectInstanceState",
            "IncorrectState",
            "UnsupportedOperation",
            "InternalError");

    private final Ec2Client ec2;

    public Builders(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    /**
     * Launches one instance, or answers the one that an earlier call with this token launched.
     *
     * @return empty when that one has been terminated since: the token is spent
     */
    public Optional<String> launch(Launch launch) {
        var request = request(launch);
        return AwsCall.unless(
                        Set.of("IdempotentInstanceTerminated"),
                        "RunInstances (" + launch.instanceType() + " in " + launch.subnetId() + ")",
                        () -> ec2.runInstances(request))
                .map(answer -> answer.instances().getFirst().instanceId());
    }

    /**
     * Asks whether EC2 would grant a launch, and launches nothing. Whether there is room and quota only a launch can
     * tell (EC2 API reference, RunInstances, {@code DryRun}).
     *
     * @throws dev.kiln.error.PipelineException as the launch itself would
     */
    public void rehearse(Launch launch) {
        var request = request(launch).toBuilder().dryRun(true).build();
        AwsCall.unless(
                Set.of("DryRunOperation"),
                "RunInstances (" + launch.instanceType() + " in " + launch.subnetId() + ", dry run)",
                () -> ec2.runInstances(request));
    }

    /** The instance that was launched with a tag of this value; a launch carries its tags from the first moment. */
    public Optional<String> launched(String tag, String value) {
        var filter = Filter.builder().name("tag:" + tag).values(value).build();
        return AwsCall.of(
                        "DescribeInstances (" + tag + " " + value + ")",
                        () -> ec2.describeInstances(r -> r.filters(filter)))
                .reservations()
                .stream()
                .flatMap(r -> r.instances().stream())
                .map(Instance::instanceId)
                .findFirst();
    }

    private static RunInstancesRequest request(Launch launch) {
        var request = RunInstancesRequest.builder()
                .clientToken(launch.clientToken())
                .imageId(launch.imageId())
                .instanceType(launch.instanceType())
                .subnetId(launch.subnetId())
                .securityGroupIds(launch.securityGroupId())
                .iamInstanceProfile(p -> p.name(launch.instanceProfile()))
                .minCount(1)
                .maxCount(1)
                // A shutdown inside the guest must never destroy the builder.
                .instanceInitiatedShutdownBehavior(ShutdownBehavior.STOP)
                .metadataOptions(o -> o.httpTokens(HttpTokensState.REQUIRED).httpPutResponseHopLimit(1))
                .tagSpecifications(tagSpecifications(launch.tags()));
        launch.firstStart().keyPair().ifPresent(request::keyName);
        launch.firstStart().userData().map(Builders::encoded).ifPresent(request::userData);
        var devices = launch.disks().ofLaunch();
        return (devices.isEmpty() ? request : request.blockDeviceMappings(devices)).build();
    }

    private static String encoded(String script) {
        return Base64.getEncoder().encodeToString(script.getBytes(StandardCharsets.UTF_8));
    }

    private static List<TagSpecification> tagSpecifications(SortedMap<String, String> tags) {
        return Stream.of(ResourceType.INSTANCE, ResourceType.VOLUME, ResourceType.NETWORK_INTERFACE)
                .map(type -> Tags.specification(type, tags))
                .toList();
    }

    /** Looks at an instance. */
    public View view(String instanceId) {
        return instance(instanceId).map(Builders::view).orElseGet(View.Unknown::new);
    }

    private static View view(Instance instance) {
        return new View.Present(
                instance.state().nameAsString(),
                instance.stateReason() == null
                        ? ""
                        : instance.stateReason().code() + ": "
                                + instance.stateReason().message(),
                Optional.ofNullable(instance.launchTime()).orElse(Instant.EPOCH));
    }

    /**
     * Looks at many instances, with one call for {@value Batches#SIZE}.
     *
     * @return those that EC2 knows, by their ids
     */
    public Map<String, View> views(Collection<String> instanceIds) {
        var views = new TreeMap<String, View>();
        for (var batch : Batches.of(instanceIds)) {
            // A filter, because of one id that EC2 does not know it would answer nothing of the others.
            var known = Filter.builder().name("instance-id").values(batch).build();
            AwsCall.of(
                            "DescribeInstances (" + batch.size() + " ids)",
                            () -> ec2.describeInstancesPaginator(r -> r.filters(known)).reservations().stream()
                                    .flatMap(reservation -> reservation.instances().stream())
                                    .toList())
                    .forEach(instance -> views.put(instance.instanceId(), view(instance)));
        }
        return views;
    }

    /**
     * A running instance that somebody prepared.
     *
     * @param imageId the image that it was launched from
     * @param role the value of its tag {@link Tags#ROLE}, if it carries one
     */
    public record Running(String imageId, String rootDeviceName, Optional<String> role) {}

    /** Looks at an instance that somebody prepared; empty unless it runs. */
    public Optional<Running> running(String instanceId) {
        return instance(instanceId)
                .filter(i -> "running".equals(i.state().nameAsString()))
                .map(i -> new Running(i.imageId(), i.rootDeviceName(), role(i)));
    }

    private static Optional<String> role(Instance instance) {
        return Optional.ofNullable(Tags.read(instance.tags()).get(Tags.ROLE));
    }

    private Optional<Instance> instance(String instanceId) {
        return AwsCall.unless(
                        Set.of("InvalidInstanceID.NotFound"),
                        "DescribeInstances (" + instanceId + ")",
                        () -> ec2.describeInstances(r -> r.instanceIds(instanceId)))
                .flatMap(answer -> answer.reservations().stream()
                        .flatMap(r -> r.instances().stream())
                        .findFirst());
    }

    /** The subnet of an instance; empty when EC2 does not know it, or it has ended. */
    public Optional<String> subnet(String instanceId) {
        return instance(instanceId).map(Instance::subnetId);
    }

    /** The EBS volumes of an instance, by the names of their devices; none when EC2 does not know it. */
    public SortedMap<String, String> volumes(String instanceId) {
        var volumes = new TreeMap<String, String>();
        instance(instanceId).stream()
                .flatMap(instance -> instance.blockDeviceMappings().stream())
                .filter(mapping -> mapping.ebs() != null)
                .forEach(mapping ->
                        volumes.put(mapping.deviceName(), mapping.ebs().volumeId()));
        return volumes;
    }

    /** What stands on the console of an instance; empty where EC2 gives nothing. */
    public String console(String instanceId) {
        return AwsCall.unless(
                        NO_CONSOLE,
                        "GetConsoleOutput (" + instanceId + ")",
                        () -> ec2.getConsoleOutput(r -> r.instanceId(instanceId).latest(true)))
                .map(GetConsoleOutputResponse::output)
                .map(encoded -> new String(Base64.getMimeDecoder().decode(encoded), StandardCharsets.UTF_8))
                .orElse("");
    }

    /** A picture of the console of a running instance, as JPEG; empty where EC2 gives none. */
    public Optional<byte[]> screenshot(String instanceId) {
        return AwsCall.unless(
                        NO_CONSOLE,
                        "GetConsoleScreenshot (" + instanceId + ")",
                        () -> ec2.getConsoleScreenshot(r -> r.instanceId(instanceId)))
                .flatMap(answer -> Optional.ofNullable(answer.imageData()))
                .map(encoded -> Base64.getMimeDecoder().decode(encoded));
    }

    /**
     * Whether EC2 has the password that the launch agent gave the Administrator, encrypted for the key pair of the
     * launch. It may come up to 15 minutes after the launch (EC2 API reference, GetPasswordData).
     */
    public boolean hasPassword(String instanceId) {
        return !AwsCall.of(
                        "GetPasswordData (" + instanceId + ")",
                        () -> ec2.getPasswordData(r -> r.instanceId(instanceId)))
                .passwordData()
                .isBlank();
    }

    /** Asks an instance to shut down and answers the state that EC2 reports; asking a stopped one changes nothing. */
    public String stop(String instanceId) {
        return AwsCall.of("StopInstances (" + instanceId + ")", () -> ec2.stopInstances(r -> r.instanceIds(instanceId)))
                .stoppingInstances()
                .getFirst()
                .currentState()
                .nameAsString();
    }

    /**
     * Starts a stopped instance.
     *
     * @return false when its state does not allow it now: it is still stopping, for example
     */
    public boolean start(String instanceId) {
        return AwsCall.unless(
                        Set.of("IncorrectInstanceState"),
                        "StartInstances (" + instanceId + ")",
                        () -> ec2.startInstances(r -> r.instanceIds(instanceId)))
                .isPresent();
    }

    /** Terminates an instance and answers the state that EC2 reports; a repetition changes nothing. */
    public String terminate(String instanceId) {
        return AwsCall.unless(
                        Set.of("InvalidInstanceID.NotFound"),
                        "TerminateInstances (" + instanceId + ")",
                        () -> ec2.terminateInstances(r -> r.instanceIds(instanceId)))
                .map(answer ->
                        answer.terminatingInstances().getFirst().currentState().nameAsString())
                // Asked for long after its end, EC2 no longer knows it; right after a launch nobody terminates.
                .orElse("terminated");
    }

    /** A token of at most 64 ASCII characters for a launch that the key names. */
    public static String clientToken(String key) {
        return Digests.sha256(key.getBytes(StandardCharsets.UTF_8)).substring(0, 40);
    }
}
