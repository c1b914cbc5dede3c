package dev.kiln.aws;

import dev.kiln.recipe.Disk;
import dev.kiln.recipe.Encryption;
import dev.kiln.recipe.Recipe;
import dev.kiln.recipe.Volume;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The volumes of a machine or an image, and how EC2 maps them (EC2 API reference, BlockDeviceMapping). What the parent
 * or the builder brings comes by itself, and is changed by the name of its device.
 *
 * @param rootDevice the name of the root volume's device
 */
public record Disks(String rootDevice, Disk root, List<Volume> volumes, Optional<Encryption> encryption) {
    public Disks {
        volumes = List.copyOf(volumes);
    }

    /** Those of a builder. */
    public static Disks ofBuilder(String rootDevice, Recipe recipe) {
        return new Disks(
                rootDevice,
                recipe.image().rootVolume(),
                recipe.builder().volumes(),
                recipe.image().encryptionBy(Encryption.By.LAUNCH));
    }

    /** Those of an image that is made of a builder. */
    public static Disks ofImage(String rootDevice, Recipe recipe) {
        return new Disks(
                rootDevice,
                recipe.image().rootVolume(),
                recipe.image().volumes(),
                recipe.image().encryption());
    }

    /** As the image has them that a machine is launched from. */
    public static Disks asTheyAre(String rootDevice) {
        return new Disks(rootDevice, Disk.AS_IT_IS, List.of(), Optional.empty());
    }

    /**
     * What a launch asks for. The volumes of a builder go with it, whatever a machine of the image does with its own.
     */
    List<BlockDeviceMapping> ofLaunch() {
        var mappings = new ArrayList<BlockDeviceMapping>();
        if (encryption.isPresent() || !root.equals(Disk.AS_IT_IS)) {
            mappings.add(mapping(rootDevice, ebs(root).deleteOnTermination(true).build()));
        }
        volumes.forEach(volume -> mappings.add(mapping(volume, Optional.of(true))));
        return List.copyOf(mappings);
    }

    /** What making an image asks for: of a volume that is there only whether it goes with its machine. */
    List<BlockDeviceMapping> ofImage() {
        var mappings = new ArrayList<BlockDeviceMapping>();
        root.deleteOnTermination()
                .map(deleted -> EbsBlockDevice.builder().deleteOnTermination(deleted))
                .map(ebs -> mapping(rootDevice, ebs.build()))
                .ifPresent(mappings::add);
        volumes.forEach(volume -> mappings.add(mapping(volume, Optional.empty())));
        return List.copyOf(mappings);
    }

    private BlockDeviceMapping mapping(Volume volume, Optional<Boolean> deleted) {
        return switch (volume) {
            case Volume.Ebs ebs -> {
                var device = ebs(ebs.disk())
                        .deleteOnTermination(
                                deleted.or(ebs.disk()::deleteOnTermination).orElse(true));
                ebs.snapshotId().ifPresent(device::snapshotId);
                yield mapping(ebs.device(), device.build());
            }
            case Volume.InstanceStore store ->
                BlockDeviceMapping.builder()
                        .deviceName(store.device())
                        .virtualName(store.name())
                        .build();
            case Volume.LeftOut leftOut ->
                BlockDeviceMapping.builder()
                        .deviceName(leftOut.device())
                        .noDevice("")
                        .build();
        };
    }

    private static BlockDeviceMapping mapping(String device, EbsBlockDevice ebs) {
        return BlockDeviceMapping.builder().deviceName(device).ebs(ebs).build();
    }

    private EbsBlockDevice.Builder ebs(Disk disk) {
        var ebs = EbsBlockDevice.builder();
        disk.sizeGiB().ifPresent(ebs::volumeSize);
        disk.type().ifPresent(ebs::volumeType);
        disk.iops().ifPresent(ebs::iops);
        disk.throughput().ifPresent(ebs::throughput);
        encryption.ifPresent(asked -> {
            ebs.encrypted(true);
            asked.kmsKey().ifPresent(ebs::kmsKeyId);
        });
        return ebs;
    }
}
