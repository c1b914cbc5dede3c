package dev.kiln.local.ec2;

import dev.kiln.local.windows.WindowsDisk;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

/** RunInstances, for one instance a call. */
final class LaunchCalls {
    static final Set<String> FIELDS = Set.of(
            "BlockDeviceMappings",
            "ClientToken",
            "EbsOptimized",
            "IamInstanceProfile",
            "ImageId",
            "InstanceInitiatedShutdownBehavior",
            "InstanceType",
            "KeyName",
            "MaxCount",
            "MetadataOptions",
            "MinCount",
            "SecurityGroupIds",
            "SubnetId",
            "TagSpecifications",
            "UserData");
    private static final Set<ResourceType> TAGGED =
            Set.of(ResourceType.INSTANCE, ResourceType.VOLUME, ResourceType.NETWORK_INTERFACE);
    private final Engine engine;
    private final Store store;
    private final Addresses addresses;
    private final Hosts hosts;
    private final LaunchTokens tokens;
    private final LaunchRules rules;
    private final InstanceView view;

    private final QuotaCheck quotas;

    LaunchCalls(
            Engine engine,
            Store store,
            Network network,
            Addresses addresses,
            Hosts hosts,
            LaunchTokens tokens,
            QuotaCheck quotas) {
        this.engine = engine;
        this.store = store;
        this.addresses = addresses;
        this.hosts = hosts;
        this.tokens = tokens;
        this.quotas = quotas;
        this.rules = new LaunchRules(network);
        this.view = new InstanceView(store);
    }

    RunInstancesResponse run(RunInstancesRequest request) {
        LaunchRules.checkForm(request);
        var zone = rules.zone(request);
        var earlier = Intake.dryRun(request) ? Optional.<Machine>empty() : tokens.earlier(zone, request);
        var machine = earlier.orElseGet(() -> launch(request, zone));
        return RunInstancesResponse.builder()
                .reservationId(machine.facts().reservationId())
                .ownerId(Account.ID)
                .instances(view.of(machine))
                .build();
    }

    private Machine launch(RunInstancesRequest request, String zone) {
        var image = store.images()
                .launchable(Optional.ofNullable(request.imageId()).orElseThrow(() -> Ec2Errors.missing("ImageId")));
        var key = Optional.ofNullable(request.keyName()).map(store.keyPairs()::existing);
        var devices = LaunchDevices.of(image, request.blockDeviceMappings(), store.snapshots());
        var tags = TagRules.atCreation(request.tagSpecifications(), TAGGED);
        endDryRun(request);
        var facts = facts(request, zone, image, devices, key);
        quotas.checkProcessors(List.of(request.instanceTypeAsString()));
        hosts.checkCapacity(zone, request.instanceTypeAsString());

        makeVolumes(facts, devices);
        tag(facts, tags);
        tokens.remember(zone, request, facts.instanceId());
        var machine = hosts.add(facts, InstanceLife.pending(engine.now()), disk(image));
        machine.launch(hosts.fault(facts));
        return machine;
    }

    /** A dry run has looked at permissions and parameters; whether there is room only a launch can tell. */
    private void endDryRun(RunInstancesRequest request) {
        if (Intake.dryRun(request)) {
            rules.securityGroups(request);
            rules.instanceProfile(request);
            throw Ec2Errors.dryRun();
        }
    }

    private InstanceFacts facts(
            RunInstancesRequest request,
            String zone,
            StoredImage image,
            Map<String, EbsSpec> devices,
            Optional<StoredKeyPair> key) {
        return new InstanceFacts(
                engine.ids().next("i"),
                engine.ids().next("r"),
                image.imageId(),
                request.instanceTypeAsString(),
                request.subnetId(),
                zone,
                rules.securityGroups(request),
                rules.instanceProfile(request),
                addresses.next(request.subnetId()),
                engine.ids().next("eni"),
                LaunchRules.userData(request),
                key.map(StoredKeyPair::name),
                key.map(StoredKeyPair::publicKey),
                LaunchRules.endsWithGuest(request),
                LaunchRules.metadata(request),
                Optional.ofNullable(request.clientToken()),
                image.rootDeviceName(),
                devices.keySet().stream().map(name -> engine.ids().next("vol")).toList(),
                LaunchDevices.instanceStores(image, request.blockDeviceMappings()),
                engine.foundAt());
    }

    private void makeVolumes(InstanceFacts facts, Map<String, EbsSpec> devices) {
        var ids = facts.volumeIds().iterator();
        devices.forEach((name, spec) ->
                store.volumes().add(StoredVolume.attached(ids.next(), facts, name, spec, engine.now())));
    }

    private void tag(InstanceFacts facts, Map<ResourceType, SortedMap<String, String>> tags) {
        tag(List.of(facts.instanceId()), tags.get(ResourceType.INSTANCE));
        tag(facts.volumeIds(), tags.get(ResourceType.VOLUME));
        tag(List.of(facts.networkInterfaceId()), tags.get(ResourceType.NETWORK_INTERFACE));
    }

    private void tag(List<String> ids, SortedMap<String, String> tags) {
        ids.forEach(id -> store.tags().put(id, tags));
    }

    private WindowsDisk disk(StoredImage image) {
        return Stream.of(image.rootSnapshotId())
                .flatMap(Optional::stream)
                .flatMap(id -> store.snapshots().find(id).stream())
                .flatMap(snapshot -> snapshot.disk().stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no disk for " + image.imageId()));
    }
}
