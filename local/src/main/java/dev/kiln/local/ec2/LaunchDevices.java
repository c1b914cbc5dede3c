package dev.kiln.local.ec2;

import dev.kiln.local.request.RequestFields;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The block devices of a launch: those of the image, changed as the call asks. */
final class LaunchDevices {
    private LaunchDevices() {}

    /** The volumes to make, by device name, in the order of the image. */
    static Map<String, EbsSpec> of(StoredImage image, List<BlockDeviceMapping> asked, Snapshots snapshots) {
        var volumes = new LinkedHashMap<String, EbsSpec>();
        image.devices().forEach(device -> device.ebs().ifPresent(spec -> volumes.put(device.deviceName(), spec)));
        namedOnce(asked).forEach((name, mapping) -> change(image, volumes, name, mapping, snapshots));
        return volumes;
    }

    /**
     * The instance store volumes of the mapping, by device name. Nothing is made for them: an image keeps nothing of
     * them.
     */
    static SortedMap<String, String> instanceStores(StoredImage image, List<BlockDeviceMapping> asked) {
        var stores = new TreeMap<String, String>();
        image.devices()
                .forEach(device -> device.virtualName().ifPresent(name -> stores.put(device.deviceName(), name)));
        return changed(stores, asked);
    }

    /** The instance store volumes that are left and added when these mappings are asked for. */
    static SortedMap<String, String> changed(SortedMap<String, String> stores, List<BlockDeviceMapping> asked) {
        var changed = new TreeMap<>(stores);
        asked.forEach(mapping -> {
            changed.remove(mapping.deviceName());
            if (mapping.noDevice() == null && mapping.virtualName() != null) {
                changed.put(mapping.deviceName(), mapping.virtualName());
            }
        });
        return changed;
    }

    /** The mappings by device name. */
    static Map<String, BlockDeviceMapping> namedOnce(List<BlockDeviceMapping> asked) {
        var byName = new TreeMap<String, BlockDeviceMapping>();
        for (BlockDeviceMapping mapping : asked) {
            var name = Optional.ofNullable(mapping.deviceName()).orElseThrow(() -> Ec2Errors.missing("deviceName"));
            RequestFields.refuseOthers(
                    "BlockDeviceMapping " + name, mapping, Set.of("DeviceName", "Ebs", "NoDevice", "VirtualName"));
            if (byName.put(name, mapping) != null) {
                throw mistake("Multiple mappings for device " + name);
            }
        }
        return byName;
    }

    private static void change(
            StoredImage image,
            Map<String, EbsSpec> volumes,
            String name,
            BlockDeviceMapping mapping,
            Snapshots snapshots) {
        if (mapping.noDevice() != null) {
            if (name.equals(image.rootDeviceName())) {
                throw mistake("The root device " + name + " cannot be suppressed");
            }
            volumes.remove(name);
        } else if (mapping.ebs() != null) {
            volumes.put(name, EbsRules.volume(name, Optional.ofNullable(volumes.get(name)), mapping.ebs(), snapshots));
        } else if (mapping.virtualName() == null) {
            throw mistake("Device " + name + " needs one of ebs, virtualName and noDevice");
        }
    }

    static RuntimeException mistake(String message) {
        return Ec2Errors.client("InvalidBlockDeviceMapping", message);
    }
}
