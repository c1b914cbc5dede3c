package dev.kiln.local.windows;

import dev.kiln.local.ec2.Guest;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The way from a machine to instance metadata and KMS: over the gateway of its own subnet, and over no other (EC2 user
 * guide, "Unable to activate Windows").
 */
final class Gateway {
    private static final String METADATA = "169.254.169.254";
    /** The two addresses of KMS and that of instance metadata, the routes to which EC2Launch v1 makes and keeps. */
    private static final List<String> OF_FIRST_LAUNCH = List.of("169.254.169.250", "169.254.169.251", METADATA);

    private Gateway() {}

    /** That of the subnet that a machine is in, a /16: the first address (VPC user guide, "Subnet CIDR blocks"). */
    static String of(Guest.Hardware hardware) {
        String address = hardware.privateIpAddress();
        return address.substring(0, address.indexOf('.', address.indexOf('.') + 1)) + ".0.1";
    }

    /** The routes of a machine as EC2Launch v1 makes them anew. */
    static void keep(DiskChange change, Guest.Hardware hardware) {
        OF_FIRST_LAUNCH.forEach(address -> change.file(DiskPaths.PERSISTENT_ROUTES + address, of(hardware)));
    }

    /** The kept routes that lead out of the subnet, where nothing answers: their gateways by the addresses. */
    static SortedMap<String, String> wrong(WindowsDisk disk, Guest.Hardware hardware) {
        var wrong = new TreeMap<String, String>();
        disk.files().forEach((path, gateway) -> {
            if (path.startsWith(DiskPaths.PERSISTENT_ROUTES) && !gateway.equals(of(hardware))) {
                wrong.put(path.substring(DiskPaths.PERSISTENT_ROUTES.length()), gateway);
            }
        });
        return wrong;
    }

    /** Whether instance metadata answers, as far as a kept route decides it. */
    static boolean reachesMetadata(WindowsDisk disk, Guest.Hardware hardware) {
        return !wrong(disk, hardware).containsKey(METADATA);
    }
}
