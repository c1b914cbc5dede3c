package dev.kiln.local.windows;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A copy of a disk that is being changed; {@link #done} makes it a disk. */
public final class DiskChange {
    private final WindowsDisk before;
    private String build;
    private String launchAgentVersion;
    private String ssmAgentVersion;
    private String imageState;
    private String machineSid;
    private String computerName;
    private int sysprepCount;
    private boolean firstBootPending;
    private boolean pendingReboot;
    private boolean activated;
    private final List<String> profiles;
    private final List<String> userAppx;
    private final SortedSet<String> features;
    private final SortedSet<String> updates;
    private final SortedMap<String, String> files;

    DiskChange(WindowsDisk before) {
        this.before = before;
        this.build = before.build();
        this.launchAgentVersion = before.launchAgentVersion();
        this.ssmAgentVersion = before.ssmAgentVersion();
        this.imageState = before.imageState();
        this.machineSid = before.machineSid();
        this.computerName = before.computerName();
        this.sysprepCount = before.sysprepCount();
        this.firstBootPending = before.firstBootPending();
        this.pendingReboot = before.pendingReboot();
        this.activated = before.activated();
        this.profiles = new ArrayList<>(before.profiles());
        this.userAppx = new ArrayList<>(before.userAppx());
        this.features = new TreeSet<>(before.features());
        this.updates = new TreeSet<>(before.updates());
        this.files = new TreeMap<>(before.files());
    }

    /** The changed disk. */
    public WindowsDisk done() {
        return new WindowsDisk(
                before.release(),
                build,
                imageState,
                before.launchAgent(),
                launchAgentVersion,
                ssmAgentVersion,
                machineSid,
                computerName,
                sysprepCount,
                firstBootPending,
                pendingReboot,
                activated,
                profiles,
                userAppx,
                features,
                updates,
                files);
    }

    public DiskChange build(String value) {
        build = value;
        return this;
    }

    public DiskChange launchAgentVersion(String value) {
        launchAgentVersion = value;
        return this;
    }

    public DiskChange ssmAgentVersion(String value) {
        ssmAgentVersion = value;
        return this;
    }

    public DiskChange imageState(String value) {
        imageState = value;
        return this;
    }

    public DiskChange machineSid(String value) {
        machineSid = value;
        return this;
    }

    public DiskChange computerName(String value) {
        computerName = value;
        return this;
    }

    public DiskChange sysprepCount(int value) {
        sysprepCount = value;
        return this;
    }

    public DiskChange firstBootPending(boolean value) {
        firstBootPending = value;
        return this;
    }

    public DiskChange pendingReboot(boolean value) {
        pendingReboot = value;
        return this;
    }

    public DiskChange activated(boolean value) {
        activated = value;
        return this;
    }

    /** Adds user profiles; one that exists stays as it is. */
    public DiskChange profiles(Collection<String> more) {
        more.stream().filter(name -> !profiles.contains(name)).forEach(profiles::add);
        return this;
    }

    /** Removes user profiles. */
    public DiskChange withoutProfiles(Collection<String> less) {
        profiles.removeAll(less);
        return this;
    }

    /** Adds packages that are installed for one user only; one that exists stays as it is. */
    public DiskChange userAppx(Collection<String> more) {
        more.stream().filter(name -> !userAppx.contains(name)).forEach(userAppx::add);
        return this;
    }

    /** Adds roles and features. */
    public DiskChange features(Collection<String> more) {
        features.addAll(more);
        return this;
    }

    /** Adds updates by KB number. */
    public DiskChange updates(Collection<String> more) {
        updates.addAll(more);
        return this;
    }

    /** Writes a file, or sets a value in the registry. */
    public DiskChange file(String path, String text) {
        files.put(path, text);
        return this;
    }

    /** Appends a line to a file. */
    public DiskChange line(String path, String line) {
        files.merge(path, line + "\n", String::concat);
        return this;
    }

    /** Deletes a file if it exists. */
    public DiskChange delete(String path) {
        files.remove(path);
        return this;
    }

    /** Deletes a folder with everything in it. */
    public DiskChange deleteFolder(String path) {
        files.keySet().removeIf(file -> file.startsWith(path));
        return this;
    }
}
