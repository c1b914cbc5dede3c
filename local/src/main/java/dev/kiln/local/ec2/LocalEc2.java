package dev.kiln.local.ec2;

import dev.kiln.local.event.EventSink;
import dev.kiln.local.request.Throttle;
import dev.kiln.local.time.RandomSource;
import dev.kiln.local.time.Timeline;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CopyImageRequest;
import software.amazon.awssdk.services.ec2.model.CopyImageResponse;
import software.amazon.awssdk.services.ec2.model.CreateImageRequest;
import software.amazon.awssdk.services.ec2.model.CreateImageResponse;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotsRequest;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotsResponse;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.DeleteKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVolumeRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVolumeResponse;
import software.amazon.awssdk.services.ec2.model.DeregisterImageRequest;
import software.amazon.awssdk.services.ec2.model.DeregisterImageResponse;
import software.amazon.awssdk.services.ec2.model.DescribeImageAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImageAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeImageReferencesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImageReferencesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesModificationsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesModificationsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;
import software.amazon.awssdk.services.ec2.model.DisableFastLaunchRequest;
import software.amazon.awssdk.services.ec2.model.DisableFastLaunchResponse;
import software.amazon.awssdk.services.ec2.model.EnableFastLaunchRequest;
import software.amazon.awssdk.services.ec2.model.EnableFastLaunchResponse;
import software.amazon.awssdk.services.ec2.model.EnableImageDeprecationRequest;
import software.amazon.awssdk.services.ec2.model.EnableImageDeprecationResponse;
import software.amazon.awssdk.services.ec2.model.EnableImageDeregistrationProtectionRequest;
import software.amazon.awssdk.services.ec2.model.EnableImageDeregistrationProtectionResponse;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputRequest;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputResponse;
import software.amazon.awssdk.services.ec2.model.GetConsoleScreenshotRequest;
import software.amazon.awssdk.services.ec2.model.GetConsoleScreenshotResponse;
import software.amazon.awssdk.services.ec2.model.GetPasswordDataRequest;
import software.amazon.awssdk.services.ec2.model.GetPasswordDataResponse;
import software.amazon.awssdk.services.ec2.model.ModifyImageAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyImageAttributeResponse;
import software.amazon.awssdk.services.ec2.model.ModifyVolumeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVolumeResponse;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesResponse;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesResponse;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * EC2 of a local account (123456789012, us-east-1), as far as Windows images are built with it.
 *
 * <p>Calls answer at once; what takes time happens as events of the timeline and is told to the event sink. Errors are
 * {@link software.amazon.awssdk.services.ec2.model.Ec2Exception}s with EC2's codes. A call that is not overridden here,
 * a request field that it could not honour and a filter that it does not know throw
 * {@link UnsupportedOperationException} and say which. Like the rest of an account it belongs to one thread.
 */
public final class LocalEc2 implements Ec2Client {
    private final Throttle throttle;
    private final Intake intake;
    private final QuotaCheck quotas;
    private final Store store;
    private final Hosts hosts;
    private final ImageMaking making;
    private final Records records;
    private final LaunchCalls launches;
    private final InstanceCalls instances;
    private final InstanceQueries instanceQueries;
    private final SubnetQueries subnets;
    private final TypeQueries types;
    private final VolumeCalls volumes;
    private final ModificationCalls modifications;
    private final KeyPairCalls keyPairs;
    private final InterfaceCalls interfaces;
    private final ImageCalls images;
    private final CopyCalls copies;
    private final FastLaunchCalls fastLaunches;
    private final ImageQueries imageQueries;
    private final ImageSettingCalls imageSettings;
    private final ImageUseQueries imageUses;
    private final SnapshotCalls snapshots;
    private final TagCalls tags;

    /**
     * The service of one account, with nothing in it but what Amazon publishes.
     *
     * @param timeline the account's clock and scheduler
     * @param random draws ids and delays
     * @param events hears of every change, at the instant it happens
     * @param guests makes what runs inside an instance
     * @param network what instances are launched into
     * @param catalogue the images that Amazon publishes
     * @param media the snapshots that Amazon publishes
     */
    public LocalEc2(
            Timeline timeline,
            RandomSource random,
            EventSink events,
            Guest.Factory guests,
            Network network,
            List<PublicImage> catalogue,
            List<PublicSnapshot> media) {
        var ids = new Ids(random.fork("ec2 ids"));
        var engine = new Engine(timeline, random.fork("ec2 delays"), ids, new Ec2Events(events, ids));
        this.throttle = new Throttle(timeline);
        this.intake = new Intake(throttle);
        this.store = Store.empty(engine);
        this.quotas = new QuotaCheck(store);
        catalogue.forEach(image -> Catalogue.publish(image, store));
        media.forEach(snapshot -> Catalogue.publish(snapshot, store));
        this.hosts = new Hosts(engine, store, guests);
        var snapshotMaking = new SnapshotMaking(engine, store);
        this.making = new ImageMaking(engine, store, snapshotMaking);
        this.fastLaunches = new FastLaunchCalls(engine, store);
        this.copies = new CopyCalls(engine, store, making, quotas);
        var addresses = new Addresses(network);
        var tokens = new LaunchTokens(store.instances());
        var modifying = new VolumeModifying(engine, store);
        this.records = new Records(engine, store, addresses, tokens, hosts, making, snapshotMaking, modifying, copies);
        this.launches = new LaunchCalls(engine, store, network, addresses, hosts, tokens, quotas);
        this.instances = new InstanceCalls(store.instances(), hosts, quotas);
        this.instanceQueries = new InstanceQueries(engine, store);
        this.subnets = new SubnetQueries(network, store.instances());
        this.types = new TypeQueries(network);
        this.volumes = new VolumeCalls(store);
        this.modifications = new ModificationCalls(engine, store, modifying);
        this.keyPairs = new KeyPairCalls(engine, store);
        this.interfaces = new InterfaceCalls(store);
        this.images = new ImageCalls(engine, store, making, quotas);
        this.imageQueries = new ImageQueries(store);
        this.imageUses = new ImageUseQueries(store);
        this.imageSettings = new ImageSettingCalls(engine, store.images());
        this.snapshots = new SnapshotCalls(engine, store, snapshotMaking);
        this.tags = new TagCalls(store);
    }

    /**
     * How often each action was called since this object was made, refused calls included; for example
     * ec2:RunInstances.
     */
    public SortedMap<String, Integer> calls() {
        return intake.calls();
    }

    /** Everything that the account keeps, to be put on file. Changes nothing. */
    public Ec2State state() {
        return records.write();
    }

    /**
     * Takes up an account from file. Running guests run on, and what was under way is planned anew.
     *
     * @throws IllegalStateException when this account is not fresh
     */
    public void restore(Ec2State state) {
        records.takeUp(state);
    }

    /** Whether calls beyond EC2's rates fail with {@code RequestLimitExceeded}, from now on; at first they do not. */
    public void throttling(boolean on) {
        throttle.turn(on);
    }

    /** Decides from now on how much the account may have. */
    public void quotas(Quotas newQuotas) {
        quotas.quotas(newQuotas);
    }

    /** Decides from now on which zones have room. */
    public void capacity(Capacity capacity) {
        hosts.capacity(capacity);
    }

    /** Decides from now on which instances terminate instead of starting. */
    public void launchFaults(LaunchFaults faults) {
        hosts.faults(faults);
    }

    /** Decides from now on what stays behind when an instance ends. */
    public void leftovers(Leftovers leftovers) {
        hosts.leftovers(leftovers);
    }

    /** Decides from now on which pending images fail. */
    public void imageFaults(ImageFaults faults) {
        making.faults(faults);
    }

    /** The guest of an instance, for as long as EC2 remembers the instance. */
    public Optional<Guest> guest(String instanceId) {
        return store.instances().find(instanceId).map(Machine::guest);
    }

    /** The snapshots of an image; none if there is no such image. */
    public List<String> snapshotsOf(String imageId) {
        return store.images().find(imageId).map(StoredImage::snapshotIds).orElseGet(List::of);
    }

    /** The tags of a key pair, by its name; empty if there is none. */
    public Optional<SortedMap<String, String>> keyPairTags(String name) {
        return store.keyPairs().find(name).map(pair -> store.tags().of(pair.keyPairId()));
    }

    /** The state of fast launches of an image of the account; empty when nobody asked for them. */
    public Optional<String> fastLaunch(String imageId) {
        return store.images().find(imageId).flatMap(image -> image.settings().fastLaunch());
    }

    /** The tags of an instance, a volume, a network interface, an image or a snapshot; empty if there is none. */
    public Optional<SortedMap<String, String>> tags(String resourceId) {
        boolean known = store.instances().find(resourceId).isPresent()
                || store.volumes().find(resourceId).isPresent()
                || store.interfaces().find(resourceId).isPresent()
                || store.images().find(resourceId).isPresent()
                || store.snapshots().find(resourceId).isPresent();
        return known ? Optional.of(store.tags().of(resourceId)) : Optional.empty();
    }

    @Override
    public RunInstancesResponse runInstances(RunInstancesRequest request) {
        intake.acceptToCheck("RunInstances", request, LaunchCalls.FIELDS);
        return launches.run(request);
    }

    @Override
    public DescribeInstancesResponse describeInstances(DescribeInstancesRequest request) {
        intake.accept("DescribeInstances", request, InstanceQueries.DESCRIBE);
        return instanceQueries.describe(request);
    }

    @Override
    public DescribeSubnetsResponse describeSubnets(DescribeSubnetsRequest request) {
        intake.accept("DescribeSubnets", request, SubnetQueries.DESCRIBE);
        return subnets.describe(request);
    }

    @Override
    public DescribeInstanceTypesResponse describeInstanceTypes(DescribeInstanceTypesRequest request) {
        intake.accept("DescribeInstanceTypes", request, TypeQueries.TYPES);
        return types.describe(request);
    }

    @Override
    public DescribeInstanceTypeOfferingsResponse describeInstanceTypeOfferings(
            DescribeInstanceTypeOfferingsRequest request) {
        intake.accept("DescribeInstanceTypeOfferings", request, TypeQueries.OFFERINGS);
        return types.offerings(request);
    }

    @Override
    public StartInstancesResponse startInstances(StartInstancesRequest request) {
        intake.accept("StartInstances", request, InstanceCalls.START);
        return instances.start(request);
    }

    @Override
    public StopInstancesResponse stopInstances(StopInstancesRequest request) {
        intake.accept("StopInstances", request, InstanceCalls.STOP);
        return instances.stop(request);
    }

    @Override
    public TerminateInstancesResponse terminateInstances(TerminateInstancesRequest request) {
        intake.accept("TerminateInstances", request, InstanceCalls.TERMINATE);
        return instances.terminate(request);
    }

    @Override
    public GetConsoleOutputResponse getConsoleOutput(GetConsoleOutputRequest request) {
        intake.accept("GetConsoleOutput", request, InstanceQueries.CONSOLE);
        return instanceQueries.consoleOutput(request);
    }

    @Override
    public GetConsoleScreenshotResponse getConsoleScreenshot(GetConsoleScreenshotRequest request) {
        intake.accept("GetConsoleScreenshot", request, InstanceQueries.SCREENSHOT);
        return instanceQueries.consoleScreenshot(request);
    }

    @Override
    public GetPasswordDataResponse getPasswordData(GetPasswordDataRequest request) {
        intake.accept("GetPasswordData", request, KeyPairCalls.PASSWORD);
        return keyPairs.password(request);
    }

    @Override
    public CreateKeyPairResponse createKeyPair(CreateKeyPairRequest request) {
        intake.accept("CreateKeyPair", request, KeyPairCalls.CREATE);
        return keyPairs.create(request);
    }

    @Override
    public DeleteKeyPairResponse deleteKeyPair(DeleteKeyPairRequest request) {
        intake.accept("DeleteKeyPair", request, KeyPairCalls.DELETE);
        return keyPairs.delete(request);
    }

    @Override
    public DescribeKeyPairsResponse describeKeyPairs(DescribeKeyPairsRequest request) {
        intake.accept("DescribeKeyPairs", request, KeyPairCalls.DESCRIBE);
        return keyPairs.describe(request);
    }

    @Override
    public DescribeVolumesResponse describeVolumes(DescribeVolumesRequest request) {
        intake.accept("DescribeVolumes", request, VolumeCalls.DESCRIBE);
        return volumes.describe(request);
    }

    @Override
    public DeleteVolumeResponse deleteVolume(DeleteVolumeRequest request) {
        intake.accept("DeleteVolume", request, VolumeCalls.DELETE);
        return volumes.delete(request);
    }

    @Override
    public ModifyVolumeResponse modifyVolume(ModifyVolumeRequest request) {
        intake.accept("ModifyVolume", request, ModificationCalls.MODIFY);
        return modifications.modify(request);
    }

    @Override
    public DescribeVolumesModificationsResponse describeVolumesModifications(
            DescribeVolumesModificationsRequest request) {
        intake.accept("DescribeVolumesModifications", request, ModificationCalls.DESCRIBE);
        return modifications.describe(request);
    }

    @Override
    public DescribeNetworkInterfacesResponse describeNetworkInterfaces(DescribeNetworkInterfacesRequest request) {
        intake.accept("DescribeNetworkInterfaces", request, InterfaceCalls.DESCRIBE);
        return interfaces.describe(request);
    }

    @Override
    public DeleteNetworkInterfaceResponse deleteNetworkInterface(DeleteNetworkInterfaceRequest request) {
        intake.accept("DeleteNetworkInterface", request, InterfaceCalls.DELETE);
        return interfaces.delete(request);
    }

    @Override
    public CreateImageResponse createImage(CreateImageRequest request) {
        intake.accept("CreateImage", request, ImageCalls.CREATE);
        return images.create(request);
    }

    @Override
    public CopyImageResponse copyImage(CopyImageRequest request) {
        intake.accept("CopyImage", request, CopyCalls.COPY);
        return copies.copy(request);
    }

    @Override
    public EnableFastLaunchResponse enableFastLaunch(EnableFastLaunchRequest request) {
        intake.accept("EnableFastLaunch", request, FastLaunchCalls.ENABLE);
        return fastLaunches.enable(request);
    }

    @Override
    public DisableFastLaunchResponse disableFastLaunch(DisableFastLaunchRequest request) {
        intake.accept("DisableFastLaunch", request, FastLaunchCalls.DISABLE);
        return fastLaunches.disable(request);
    }

    @Override
    public DescribeImagesResponse describeImages(DescribeImagesRequest request) {
        intake.accept("DescribeImages", request, ImageQueries.DESCRIBE);
        return imageQueries.describe(request);
    }

    @Override
    public DeregisterImageResponse deregisterImage(DeregisterImageRequest request) {
        intake.accept("DeregisterImage", request, ImageCalls.DEREGISTER);
        return images.deregister(request);
    }

    @Override
    public ModifyImageAttributeResponse modifyImageAttribute(ModifyImageAttributeRequest request) {
        intake.accept("ModifyImageAttribute", request, ImageSettingCalls.ATTRIBUTE);
        return imageSettings.modify(request);
    }

    @Override
    public EnableImageDeprecationResponse enableImageDeprecation(EnableImageDeprecationRequest request) {
        intake.accept("EnableImageDeprecation", request, ImageSettingCalls.DEPRECATION);
        return imageSettings.deprecate(request);
    }

    @Override
    public EnableImageDeregistrationProtectionResponse enableImageDeregistrationProtection(
            EnableImageDeregistrationProtectionRequest request) {
        intake.accept("EnableImageDeregistrationProtection", request, ImageSettingCalls.PROTECTION);
        return imageSettings.protect(request);
    }

    @Override
    public DescribeImageReferencesResponse describeImageReferences(DescribeImageReferencesRequest request) {
        intake.accept("DescribeImageReferences", request, ImageUseQueries.REFERENCES);
        return imageUses.references(request);
    }

    @Override
    public DescribeImageAttributeResponse describeImageAttribute(DescribeImageAttributeRequest request) {
        intake.accept("DescribeImageAttribute", request, ImageUseQueries.ATTRIBUTE);
        return imageUses.attribute(request);
    }

    @Override
    public DescribeSnapshotsResponse describeSnapshots(DescribeSnapshotsRequest request) {
        intake.accept("DescribeSnapshots", request, SnapshotCalls.DESCRIBE);
        return snapshots.describe(request);
    }

    @Override
    public CreateSnapshotsResponse createSnapshots(CreateSnapshotsRequest request) {
        intake.accept("CreateSnapshots", request, SnapshotCalls.CREATE);
        return snapshots.create(request);
    }

    @Override
    public DeleteSnapshotResponse deleteSnapshot(DeleteSnapshotRequest request) {
        intake.accept("DeleteSnapshot", request, SnapshotCalls.DELETE);
        return snapshots.delete(request);
    }

    @Override
    public CreateTagsResponse createTags(CreateTagsRequest request) {
        intake.accept("CreateTags", request, TagCalls.FIELDS);
        return tags.create(request);
    }

    @Override
    public DeleteTagsResponse deleteTags(DeleteTagsRequest request) {
        intake.accept("DeleteTags", request, TagCalls.FIELDS);
        return tags.delete(request);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Does nothing: there is no connection to close. */
    @Override
    public void close() {}
}
