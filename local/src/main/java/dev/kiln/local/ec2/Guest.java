package dev.kiln.local.ec2;

import dev.kiln.local.windows.WindowsDisk;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The operating system inside one instance, as the hypervisor sees it.
 *
 * <p>EC2 powers it on and asks it to shut down; the guest tells its {@link Host} when it has gone down. A guest reboot
 * stays inside the guest: EC2 does not notice, as documented ("no event for a guest reboot").
 */
public interface Guest {
    /** Power comes on: the machine boots from its disk. Called for a launch and for every StartInstances. */
    void powerOn();

    /** What a guest with power is at. */
    enum Activity {
        /** It works as far as its disk lets it. */
        RUNNING,
        /** It works, and its SSM agent is online, whatever has become of its disk since it booted. */
        ONLINE,
        /** It boots, or is about to boot again. */
        BOOTING,
        /** It goes through Setup, which a generalized disk begins with. */
        SETUP
    }

    /** What the guest is at, for the file. */
    Activity activity();

    /** The account was loaded from file: the machine goes on with what it was at, without another boot. */
    void resume(Activity activity);

    /**
     * ACPI shutdown, as StopInstances and a CreateImage with reboot send it. The guest answers with
     * {@link Host#poweredOff}.
     */
    void shutDown();

    /** Power is cut, as a forced stop or a termination does. The guest runs no further and does not answer. */
    void cutPower();

    /**
     * The instance is being terminated, or has been: nobody comes back to this machine. Power has gone before. Called
     * from {@code shutting-down} on, and again when a terminated instance is taken up from file.
     */
    void discard();

    /** The root volume is so large from now on. Its partitions are as they were. */
    void rootVolumeIs(int sizeGiB);

    /** The state of the root volume at this instant. */
    WindowsDisk disk();

    /** The text that GetConsoleOutput shows. */
    String consoleOutput();

    /**
     * The random password that the launch agent has given the Administrator of this very machine, of which it tells
     * EC2; empty while there is none.
     */
    Optional<String> randomPassword();

    /** What the guest may tell the hypervisor. */
    interface Host {
        /**
         * The guest went down.
         *
         * @param initiatedInside true when a command inside the guest shut it down, which with shutdown behaviour
         *     {@code terminate} destroys the instance
         */
        void poweredOff(boolean initiatedInside);
    }

    /**
     * What a guest knows of the instance that it runs in.
     *
     * @param volumes its EBS volumes by the names of their devices, each of which is a disk with that serial number
     * @param rootGiB how large its root volume is; 0 for an instance that has come to its end and has none
     */
    record Hardware(
            String instanceId,
            String privateIpAddress,
            String imageId,
            boolean instanceProfile,
            String userData,
            SortedMap<String, String> volumes,
            int rootGiB) {
        /** The root volume of most images that Amazon publishes. */
        private static final int USUAL_GIB = 30;

        public Hardware {
            volumes = Collections.unmodifiableSortedMap(new TreeMap<>(volumes));
        }

        /** One with a root volume of the usual size. */
        public Hardware(
                String instanceId,
                String privateIpAddress,
                String imageId,
                boolean instanceProfile,
                String userData,
                SortedMap<String, String> volumes) {
            this(instanceId, privateIpAddress, imageId, instanceProfile, userData, volumes, USUAL_GIB);
        }

        /** One with a root volume alone. */
        public Hardware(
                String instanceId, String privateIpAddress, String imageId, boolean instanceProfile, String userData) {
            this(instanceId, privateIpAddress, imageId, instanceProfile, userData, new TreeMap<>());
        }

        /** The same with a root volume of another size. */
        public Hardware withRoot(int sizeGiB) {
            return new Hardware(instanceId, privateIpAddress, imageId, instanceProfile, userData, volumes, sizeGiB);
        }
    }

    /** Builds the guest for an instance; the SSM service remembers it by instance id. */
    interface Factory {
        Guest create(Hardware hardware, WindowsDisk rootVolume, Host host);
    }
}
