package dev.kiln.local.windows;

import java.util.ArrayList;
import java.util.List;

/** Why a machine must not be generalized: what Sysprep stumbles over, and what does not belong into an image. */
final class Preflight {
    private static final String ADMINISTRATOR = "Administrator";
    /** How often one installation can be generalized (Microsoft, "Sysprep (Generalize) a Windows installation"). */
    private static final int MOST_GENERALIZATIONS = 1001;

    private Preflight() {}

    /** The reasons, as the guest script words them; none when the machine is ready for its image by a method. */
    static List<String> reasons(WindowsDisk disk, String method) {
        var reasons = new ArrayList<String>();
        if (!disk.complete()) {
            reasons.add("Windows Setup is in " + disk.imageState() + ", not in " + WindowsDisk.COMPLETE);
        }
        if (method.equals("none")) {
            return reasons;
        }
        boolean inDomain =
                disk.file(DiskPaths.DOMAIN).filter(domain -> !domain.isBlank()).isPresent();
        if (method.equals("shutdown")) {
            if (inDomain) {
                reasons.add(
                        "the machine is in a domain, and every machine of the image would be the same member of it");
            }
            return reasons;
        }
        disk.profiles().stream()
                .filter(profile -> !profile.equals(ADMINISTRATOR))
                .forEach(profile -> reasons.add("the user profile C:\\Users\\" + profile
                        + " would be part of the image; remove it with its user"));
        disk.userAppx()
                .forEach(name -> reasons.add("the package " + name
                        + " is installed for a user only; remove it with Remove-AppxPackage -AllUsers"));
        if (inDomain) {
            reasons.add("the machine is in a domain, and Sysprep would take it out");
        }
        if (disk.sysprepCount() >= MOST_GENERALIZATIONS) {
            reasons.add("Windows can be generalized no more (its rearm count is used up); start from a younger parent");
        }
        return reasons;
    }
}
