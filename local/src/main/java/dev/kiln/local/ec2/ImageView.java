package dev.kiln.local.ec2;

import software.amazon.awssdk.services.ec2.model.ArchitectureValues;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.HypervisorType;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageTypeValues;
import software.amazon.awssdk.services.ec2.model.VirtualizationType;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Images as EC2 describes them. */
final class ImageView {
    private static final DateTimeFormatter CREATION_DATE = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final TagStore tags;

    ImageView(TagStore tags) {
        this.tags = tags;
    }

    Image of(StoredImage image) {
        var owner = image.own() ? Account.ID : Account.AMAZON_ALIAS;
        var view = Image.builder()
                .imageId(image.imageId())
                .imageLocation(owner + "/" + image.name())
                .ownerId(image.ownerId())
                .name(image.name())
                .state(image.state())
                .creationDate(CREATION_DATE.format(image.createdAt()))
                .publicLaunchPermissions(!image.own())
                .rootDeviceName(image.rootDeviceName())
                .rootDeviceType(DeviceType.EBS)
                .blockDeviceMappings(
                        image.devices().stream().map(ImageView::device).toList())
                .tags(tags.list(image.imageId()));
        if (!image.own()) {
            view.imageOwnerAlias(Account.AMAZON_ALIAS);
        }
        if (!image.description().isEmpty()) {
            view.description(image.description());
        }
        image.reason().ifPresent(r -> view.stateReason(InstanceView.reason(r)));
        image.sourceInstanceId().ifPresent(view::sourceInstanceId);
        image.sourceImageId().ifPresent(source -> view.sourceImageId(source).sourceImageRegion(Account.REGION));
        image.settings().imdsSupport().ifPresent(view::imdsSupport);
        image.settings().deprecatedAt().map(CREATION_DATE::format).ifPresent(view::deprecationTime);
        image.settings().protection().ifPresent(view::deregistrationProtection);
        image.firmware().bootMode().ifPresent(view::bootMode);
        image.firmware().tpmSupport().ifPresent(view::tpmSupport);
        return windows(view).build();
    }

    private static Image.Builder windows(Image.Builder image) {
        return image.architecture(ArchitectureValues.X86_64)
                .imageType(ImageTypeValues.MACHINE)
                // On the wire it is in lower case, which the SDK has no constant for.
                .platform("windows")
                .platformDetails("Windows")
                .usageOperation("RunInstances:0002")
                .virtualizationType(VirtualizationType.HVM)
                .hypervisor(HypervisorType.XEN)
                .enaSupport(true);
    }

    private static BlockDeviceMapping device(ImageDevice device) {
        var view = BlockDeviceMapping.builder().deviceName(device.deviceName());
        device.virtualName().ifPresent(view::virtualName);
        device.ebs().ifPresent(spec -> view.ebs(ebs(spec)));
        return view.build();
    }

    private static EbsBlockDevice ebs(EbsSpec spec) {
        var view = EbsBlockDevice.builder()
                .volumeSize(spec.sizeGiB())
                .volumeType(spec.volumeType())
                .encrypted(spec.encrypted())
                .deleteOnTermination(spec.deleteOnTermination());
        spec.snapshotId().ifPresent(view::snapshotId);
        spec.iops().ifPresent(view::iops);
        spec.throughput().ifPresent(view::throughput);
        return view.build();
    }
}
