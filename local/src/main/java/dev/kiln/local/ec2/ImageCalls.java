package dev.kiln.local.ec2;

import dev.kiln.local.windows.WindowsDisk;
import software.amazon.awssdk.services.ec2.model.CreateImageRequest;
import software.amazon.awssdk.services.ec2.model.CreateImageResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSnapshotReturnCode;
import software.amazon.awssdk.services.ec2.model.DeregisterImageRequest;
import software.amazon.awssdk.services.ec2.model.DeregisterImageResponse;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SnapshotReturnCodes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The calls that make images and give them up. */
final class ImageCalls {
    static final Set<String> CREATE =
            Set.of("InstanceId", "Name", "Description", "NoReboot", "BlockDeviceMappings", "TagSpecifications");
    static final Set<String> DEREGISTER = Set.of("ImageId", "DeleteAssociatedSnapshots");
    private static final Set<ResourceType> TAGGED = Set.of(ResourceType.IMAGE, ResourceType.SNAPSHOT);
    private static final Set<InstanceStateName> IMAGEABLE =
            Set.of(InstanceStateName.RUNNING, InstanceStateName.STOPPING, InstanceStateName.STOPPED);

    private final Engine engine;
    private final Store store;
    private final ImageMaking making;

    private final QuotaCheck quotas;

    ImageCalls(Engine engine, Store store, ImageMaking making, QuotaCheck quotas) {
        this.quotas = quotas;
        this.engine = engine;
        this.store = store;
        this.making = making;
    }

    /** Takes the disks as they are at this instant, and afterwards reboots a running instance unless told not to. */
    CreateImageResponse create(CreateImageRequest request) {
        var name = ImageRules.name(Optional.ofNullable(request.name()));
        var description = ImageRules.description(Optional.ofNullable(request.description()));
        var tags = TagRules.atCreation(request.tagSpecifications(), TAGGED);
        var machine = source(request);
        var plan = ImageDevices.of(
                store.volumes().of(machine.facts()), machine.facts(), request.blockDeviceMappings(), store.snapshots());
        store.images().checkFree(name);
        quotas.checkImages();

        var image = image(machine, name, description, plan);
        store.images().add(image);
        store.tags().put(image.imageId(), tags.get(ResourceType.IMAGE));
        // A snapshot that the mapping names is there already, and stays as it is.
        made(image, plan).forEach(id -> store.tags().put(id, tags.get(ResourceType.SNAPSHOT)));
        making.begin(image);
        if (!Boolean.TRUE.equals(request.noReboot())) {
            machine.reboot();
        }
        return CreateImageResponse.builder().imageId(image.imageId()).build();
    }

    private static List<String> made(StoredImage image, ImageDevices.Plan plan) {
        var named = plan.added().stream()
                .flatMap(device -> device.snapshotId().stream())
                .toList();
        return image.snapshotIds().stream().filter(id -> !named.contains(id)).toList();
    }

    private Machine source(CreateImageRequest request) {
        var machine = store.instances()
                .existing(Optional.ofNullable(request.instanceId()).orElseThrow(() -> Ec2Errors.missing("instanceId")));
        if (!IMAGEABLE.contains(machine.state())) {
            throw Ec2Errors.invalidValue(
                    "Invalid value '%s' for instanceId. Instance is not in state 'running' or 'stopping' or 'stopped'"
                            .formatted(request.instanceId()));
        }
        return machine;
    }

    private StoredImage image(Machine machine, String name, String description, ImageDevices.Plan plan) {
        var facts = machine.facts();
        var imageId = engine.ids().next("ami");
        var devices = new ArrayList<ImageDevice>();
        for (StoredVolume volume : plan.snapshots()) {
            var root = volume.deviceName().equals(facts.rootDeviceName());
            var disk = root ? Optional.of(machine.guest().disk()) : Optional.<WindowsDisk>empty();
            var origin = "Created by CreateImage(%s) for %s".formatted(volume.instanceId(), imageId);
            var snapshot = StoredSnapshot.of(volume, origin, disk, engine);
            store.snapshots().add(snapshot);
            devices.add(ImageDevice.ebs(volume.deviceName(), volume.spec().from(snapshot.snapshotId())));
        }
        devices.addAll(plan.added());
        return new StoredImage(
                imageId,
                Account.ID,
                name,
                description,
                ImageState.PENDING,
                Optional.empty(),
                engine.now(),
                engine.foundAt(),
                Optional.of(facts.instanceId()),
                Optional.of(facts.imageId()),
                facts.rootDeviceName(),
                devices,
                ImageSettings.NONE,
                // An image boots as the machine does that it is made of, and that as its own image.
                store.images().find(facts.imageId()).map(StoredImage::firmware).orElse(Firmware.DEFAULT));
    }

    DeregisterImageResponse deregister(DeregisterImageRequest request) {
        var image = store.images()
                .existing(Optional.ofNullable(request.imageId()).orElseThrow(() -> Ec2Errors.missing("imageId")));
        if (!image.own()) {
            throw Ec2Errors.notYours("image:" + image.imageId());
        }
        image.settings().protection().ifPresent(protection -> {
            throw Ec2Errors.client(
                    "OperationNotPermitted",
                    "The image '" + image.imageId() + "' has deregistration protection (" + protection + ").");
        });
        store.images().deregister(image);
        engine.events().image(image.imageId(), "deregistered", "");
        var response = DeregisterImageResponse.builder().returnValue(true);
        if (Boolean.TRUE.equals(request.deleteAssociatedSnapshots())) {
            response.deleteSnapshotResults(deleteSnapshots(image));
        }
        return response.build();
    }

    private List<DeleteSnapshotReturnCode> deleteSnapshots(StoredImage image) {
        var results = new ArrayList<DeleteSnapshotReturnCode>();
        for (String id : image.snapshotIds()) {
            boolean shared = !store.images().using(id).isEmpty();
            if (!shared) {
                store.snapshots().delete(id);
            }
            results.add(DeleteSnapshotReturnCode.builder()
                    .snapshotId(id)
                    .returnCode(shared ? SnapshotReturnCodes.SKIPPED : SnapshotReturnCodes.SUCCESS)
                    .build());
        }
        return results;
    }
}
