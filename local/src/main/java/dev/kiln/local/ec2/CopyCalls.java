package dev.kiln.local.ec2;

import dev.kiln.aws.Digests;
import software.amazon.awssdk.services.ec2.model.CopyImageRequest;
import software.amazon.awssdk.services.ec2.model.CopyImageResponse;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.ResourceType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * CopyImage within the one region of the account (EC2 API reference, CopyImage; EC2 user guide, "How Amazon EC2 AMI
 * copy works"). Tags, launch permissions and what the owner has told EC2 of the image are not copied. Whether a key can
 * be used shows when the copy is made, not before.
 */
final class CopyCalls {
    static final Set<String> COPY = Set.of(
            "ClientToken",
            "SourceImageId",
            "SourceRegion",
            "Name",
            "Description",
            "Encrypted",
            "KmsKeyId",
            "TagSpecifications");
    private static final Set<ResourceType> TAGGED = Set.of(ResourceType.IMAGE, ResourceType.SNAPSHOT);

    private final Engine engine;
    private final Store store;
    private final ImageMaking making;
    private final QuotaCheck quotas;
    private final SortedMap<String, Ec2State.CopyToken> byToken = new TreeMap<>();

    CopyCalls(Engine engine, Store store, ImageMaking making, QuotaCheck quotas) {
        this.engine = engine;
        this.store = store;
        this.making = making;
        this.quotas = quotas;
    }

    SortedMap<String, Ec2State.CopyToken> tokens() {
        return byToken;
    }

    CopyImageResponse copy(CopyImageRequest request) {
        var earlier = Optional.ofNullable(request.clientToken()).map(token -> byToken.get(token));
        if (earlier.isPresent()) {
            return answer(earlier.get(), request);
        }
        var source = source(request);
        var name = ImageRules.name(Optional.ofNullable(request.name()));
        var description = ImageRules.description(Optional.ofNullable(request.description()));
        var tags = TagRules.atCreation(request.tagSpecifications(), TAGGED);
        if (request.kmsKeyId() != null && !Boolean.TRUE.equals(request.encrypted())) {
            throw Ec2Errors.client(
                    "InvalidParameterDependency", "The parameter KmsKeyId requires the parameter Encrypted to be set.");
        }
        store.images().checkFree(name);
        quotas.checkImages();

        var image = image(source, name, description, request);
        store.images().add(image);
        store.tags().put(image.imageId(), tags.get(ResourceType.IMAGE));
        image.snapshotIds().forEach(id -> store.tags().put(id, tags.get(ResourceType.SNAPSHOT)));
        making.begin(image);
        Optional.ofNullable(request.clientToken())
                .ifPresent(token -> byToken.put(token, new Ec2State.CopyToken(hash(request), image.imageId())));
        return CopyImageResponse.builder().imageId(image.imageId()).build();
    }

    private static CopyImageResponse answer(Ec2State.CopyToken earlier, CopyImageRequest request) {
        if (!earlier.requestHash().equals(hash(request))) {
            throw Ec2Errors.client(
                    "IdempotentParameterMismatch",
                    "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).");
        }
        return CopyImageResponse.builder().imageId(earlier.imageId()).build();
    }

    private StoredImage source(CopyImageRequest request) {
        var region = Optional.ofNullable(request.sourceRegion()).orElseThrow(() -> Ec2Errors.missing("SourceRegion"));
        if (!region.equals(Account.REGION)) {
            throw new UnsupportedOperationException("a local account has no other region than " + Account.REGION
                    + ", so it does not copy from " + region);
        }
        var source = store.images()
                .launchable(Optional.ofNullable(request.sourceImageId())
                        .orElseThrow(() -> Ec2Errors.missing("SourceImageId")));
        if (!source.own()) {
            throw Ec2Errors.client(
                    "InvalidRequest", "Images with EC2 BillingProduct codes cannot be copied to another AWS account");
        }
        return source;
    }

    private StoredImage image(StoredImage source, String name, String description, CopyImageRequest request) {
        var imageId = engine.ids().next("ami");
        var devices = new ArrayList<ImageDevice>();
        source.devices().forEach(device -> devices.add(device(device, imageId, source.imageId(), request)));
        return new StoredImage(
                imageId,
                Account.ID,
                name,
                description,
                ImageState.PENDING,
                Optional.empty(),
                engine.now(),
                engine.foundAt(),
                Optional.empty(),
                Optional.of(source.imageId()),
                source.rootDeviceName(),
                devices,
                ImageSettings.NONE,
                source.firmware());
    }

    private ImageDevice device(ImageDevice device, String imageId, String sourceId, CopyImageRequest request) {
        return device.snapshotId()
                .flatMap(store.snapshots()::find)
                .map(snapshot -> {
                    var key = Optional.ofNullable(request.kmsKeyId()).or(snapshot::kmsKeyId);
                    boolean encrypted = snapshot.encrypted() || Boolean.TRUE.equals(request.encrypted());
                    var description = "Copied for DestinationAmi %s from SourceAmi %s for SourceSnapshot %s."
                            .formatted(imageId, sourceId, snapshot.snapshotId());
                    var copy = snapshot.copied(description, encrypted, key, engine);
                    store.snapshots().add(copy);
                    var spec =
                            device.ebs().orElseThrow().from(copy.snapshotId()).encrypted(encrypted, key);
                    return ImageDevice.ebs(device.deviceName(), spec);
                })
                .orElse(device);
    }

    private static String hash(CopyImageRequest request) {
        return Digests.sha256(request.toString().getBytes(StandardCharsets.UTF_8));
    }
}
