package dev.kiln.local.windows;

import dev.kiln.local.ec2.Guest;

import java.util.Optional;

/** The way from a machine to instance metadata and KMS: over the gateway of its own subnet, and over no other. */
final class Gateway {
    private Gateway() {}

    /** That of the subnet that a machine is in. Here every subnet has its first address for it. */
    static String of(Guest.Hardware hardware) {
        String address = hardware.privateIpAddress();
        return address.substring(0, address.lastIndexOf('.')) + ".1";
    }

    /** Where the kept route leads, if it leads out of the subnet: then nothing answers there. */
    static Optional<String> wrong(WindowsDisk disk, Guest.Hardware hardware) {
        return disk.file(DiskPaths.METADATA_GATEWAY).filter(kept -> !kept.equals(of(hardware)));
    }
}
