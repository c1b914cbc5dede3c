package dev.kiln.local.ec2;

import dev.kiln.local.request.RequestFields;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.VolumeType;

import java.util.Optional;
import java.util.Set;

/** How a volume of a launch comes about: what the image says, and what the call says over it. */
final class EbsRules {
    private static final Set<String> FIELDS = Set.of(
            "DeleteOnTermination",
            "Iops",
            "SnapshotId",
            "VolumeSize",
            "VolumeType",
            "KmsKeyId",
            "Throughput",
            "Encrypted");
    private static final int LARGEST_GIB = 65_536;
    private static final int LEAST_THROUGHPUT = 125;
    private static final int MOST_THROUGHPUT = 2000;
    private static final Set<VolumeType> WITH_IOPS = Set.of(VolumeType.GP3, VolumeType.IO1, VolumeType.IO2);

    private EbsRules() {}

    /**
     * The volume for a device.
     *
     * @param inImage what the image has there, if anything
     */
    static EbsSpec volume(String deviceName, Optional<EbsSpec> inImage, EbsBlockDevice asked, Snapshots snapshots) {
        RequestFields.refuseOthers("BlockDeviceMapping " + deviceName, asked, FIELDS);
        var other = Optional.ofNullable(asked.snapshotId())
                .filter(id -> !inImage.flatMap(EbsSpec::snapshotId).equals(Optional.of(id)))
                .map(id -> EbsSpec.of(snapshots.existing(id)));
        return volume(other.or(() -> inImage), asked);
    }

    /** A volume that is there, as a modification makes it; what is not asked for stays. */
    static EbsSpec modified(EbsSpec now, EbsBlockDevice asked) {
        return volume(Optional.of(now), asked);
    }

    private static EbsSpec volume(Optional<EbsSpec> inImage, EbsBlockDevice asked) {
        var type = type(inImage, asked);
        checkPerformance(type, asked);
        return new EbsSpec(
                inImage.flatMap(EbsSpec::snapshotId),
                size(inImage, asked),
                type.toString(),
                Optional.ofNullable(asked.iops())
                        .or(() -> inherited(type, inImage).flatMap(EbsSpec::iops)),
                Optional.ofNullable(asked.throughput())
                        .or(() -> inherited(type, inImage).flatMap(EbsSpec::throughput)),
                encrypted(inImage, asked),
                Optional.ofNullable(asked.kmsKeyId()).or(() -> inImage.flatMap(EbsSpec::kmsKeyId)),
                Optional.ofNullable(asked.deleteOnTermination())
                        .orElseGet(
                                () -> inImage.map(EbsSpec::deleteOnTermination).orElse(true)));
    }

    /** Figures of the image's volume count only as long as the type stays. */
    private static Optional<EbsSpec> inherited(VolumeType type, Optional<EbsSpec> inImage) {
        return inImage.filter(spec -> spec.volumeType().equals(type.toString()));
    }

    private static VolumeType type(Optional<EbsSpec> inImage, EbsBlockDevice asked) {
        if (asked.volumeType() == VolumeType.UNKNOWN_TO_SDK_VERSION) {
            throw Ec2Errors.invalidValue(
                    "Value (" + asked.volumeTypeAsString() + ") for parameter volumeType is invalid.");
        }
        return Optional.ofNullable(asked.volumeType())
                .or(() -> inImage.map(spec -> VolumeType.fromValue(spec.volumeType())))
                .orElse(VolumeType.GP2);
    }

    private static int size(Optional<EbsSpec> inImage, EbsBlockDevice asked) {
        int size = Optional.ofNullable(asked.volumeSize())
                .or(() -> inImage.map(EbsSpec::sizeGiB))
                .orElseThrow(() -> Ec2Errors.missing("size or snapshotId"));
        inImage.filter(spec -> size < spec.sizeGiB()).ifPresent(spec -> {
            throw Ec2Errors.client(
                    "InvalidBlockDeviceMapping",
                    "Volume of size %dGB is smaller than snapshot '%s', expect size >= %dGB"
                            .formatted(size, spec.snapshotId().orElse(""), spec.sizeGiB()));
        });
        if (size < 1 || size > LARGEST_GIB) {
            throw Ec2Errors.invalidValue("Volume size must be between 1 and " + LARGEST_GIB + " GiB: " + size);
        }
        return size;
    }

    private static void checkPerformance(VolumeType type, EbsBlockDevice asked) {
        if (asked.iops() != null && !WITH_IOPS.contains(type)) {
            throw Ec2Errors.invalidCombination("The parameter iops is not supported for " + type + " volumes.");
        }
        if (asked.throughput() == null) {
            return;
        }
        if (type != VolumeType.GP3) {
            throw Ec2Errors.invalidCombination("The parameter throughput is not supported for " + type + " volumes.");
        }
        if (asked.throughput() < LEAST_THROUGHPUT || asked.throughput() > MOST_THROUGHPUT) {
            throw Ec2Errors.invalidValue("Throughput must be between %d and %d MiB/s: %d"
                    .formatted(LEAST_THROUGHPUT, MOST_THROUGHPUT, asked.throughput()));
        }
    }

    /** A volume from an encrypted snapshot is encrypted, whatever the call says. */
    private static boolean encrypted(Optional<EbsSpec> inImage, EbsBlockDevice asked) {
        boolean askedFor = Boolean.TRUE.equals(asked.encrypted());
        if (asked.kmsKeyId() != null && !askedFor) {
            throw Ec2Errors.client(
                    "InvalidParameterDependency", "The parameter KmsKeyId requires the parameter Encrypted to be set.");
        }
        return askedFor || inImage.map(EbsSpec::encrypted).orElse(false);
    }
}
