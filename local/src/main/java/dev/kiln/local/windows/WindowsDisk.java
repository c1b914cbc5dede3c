package dev.kiln.local.windows;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the root volume of a Windows machine holds, as far as building images depends on it. Immutable: a snapshot is a
 * reference.
 *
 * @param release for example {@code Windows Server 2022 Datacenter}
 * @param build for example {@code 20348.4294}
 * @param imageState the registry value {@code HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Setup\State!ImageState}
 * @param launchAgent which of Amazon's launch agents is installed, for example {@code EC2Launch v2}
 * @param launchAgentVersion its version
 * @param ssmAgentVersion the version of the SSM agent
 * @param machineSid the machine's security identifier; a new one is made when a generalized disk boots
 * @param computerName the computer's name
 * @param sysprepCount how often the disk has been generalized
 * @param firstBootPending whether the launch agent treats the next boot as the first after Sysprep
 * @param pendingReboot whether Windows waits for a restart
 * @param activated whether Windows reached the KMS server
 * @param profiles user profiles by name
 * @param userAppx packages installed for one user but not provisioned for all
 * @param features installed roles and features
 * @param updates installed updates by KB number
 * @param files what else is written on the disk: text files by path (settings of the agent, logs, markers; see
 *     {@link DiskPaths}) and registry values by {@code HKLM\\KEY!name}
 */
public record WindowsDisk(
        String release,
        String build,
        String imageState,
        String launchAgent,
        String launchAgentVersion,
        String ssmAgentVersion,
        String machineSid,
        String computerName,
        int sysprepCount,
        boolean firstBootPending,
        boolean pendingReboot,
        boolean activated,
        List<String> profiles,
        List<String> userAppx,
        SortedSet<String> features,
        SortedSet<String> updates,
        SortedMap<String, String> files) {
    public static final String COMPLETE = "IMAGE_STATE_COMPLETE";
    public static final String UNDEPLOYABLE = "IMAGE_STATE_UNDEPLOYABLE";
    public static final String GENERALIZED = "IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE";

    public WindowsDisk {
        profiles = List.copyOf(profiles);
        userAppx = List.copyOf(userAppx);
        features = Collections.unmodifiableSortedSet(new TreeSet<>(features));
        updates = Collections.unmodifiableSortedSet(new TreeSet<>(updates));
        files = Collections.unmodifiableSortedMap(new TreeMap<>(Map.copyOf(files)));
    }

    /** Begins a changed copy. */
    public DiskChange change() {
        return new DiskChange(this);
    }

    /** The text of a file, or the value in the registry. */
    public Optional<String> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /** Whether Windows Setup has come to its end, so that the machine works as usual. */
    public boolean complete() {
        return COMPLETE.equals(imageState);
    }

    /** Whether the next boot specializes the machine. */
    public boolean generalized() {
        return GENERALIZED.equals(imageState);
    }

    /** The version as Windows names it, for example {@code 10.0.20348.4294}. Server 2012 R2 is 6.3. */
    public String osVersion() {
        return (build.startsWith("9600.") ? "6.3." : "10.0.") + build;
    }
}
