package dev.kiln.seal;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Server roles that may not work any more on machines of a generalized image (Microsoft, "Sysprep support for server
 * roles", in its column for Windows Server 2012, the last one that it has). Roles that are not named there are taken to
 * be supported.
 */
final class UnsupportedRoles {
    /** What Microsoft calls each, by the name of its feature in Windows. */
    static final SortedMap<String, String> ALL = Collections.unmodifiableSortedMap(new TreeMap<>(Map.of(
            "AD-Certificate", "Active Directory Certificate Services",
            "AD-Domain-Services", "Active Directory Domain Services",
            "ADFS-Federation", "Active Directory Federation Services",
            "ADLDS", "Active Directory Lightweight Directory Services",
            "ADRMS", "Active Directory Rights Management Services",
            "DHCP", "DHCP Server",
            "Fax", "Fax Server")));

    private UnsupportedRoles() {}
}
