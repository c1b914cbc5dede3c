package dev.kiln.local.ec2;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an instance was launched as; none of it changes.
 *
 * @param instanceProfile the name of its instance profile
 * @param userData decoded; empty when there is none
 * @param publicKey of the key pair that it was launched with, which may have been deleted since
 * @param endsWithGuest whether a shutdown inside the guest terminates it, instead of stopping it
 * @param volumeIds its volumes, in the order of the block device mapping
 * @param instanceStores the instance store volumes of its block device mapping, by their devices
 * @param visibleAt from when on EC2 finds it by its id
 */
public record InstanceFacts(
        String instanceId,
        String reservationId,
        String imageId,
        String instanceType,
        String subnetId,
        String zone,
        List<String> securityGroupIds,
        Optional<String> instanceProfile,
        String privateIpAddress,
        String networkInterfaceId,
        String userData,
        Optional<String> keyName,
        Optional<String> publicKey,
        boolean endsWithGuest,
        MetadataService metadata,
        Optional<String> clientToken,
        String rootDeviceName,
        List<String> volumeIds,
        SortedMap<String, String> instanceStores,
        Instant visibleAt) {
    public InstanceFacts {
        // A file that was written before there were key pairs has none.
        keyName = Optional.ofNullable(keyName).orElseGet(Optional::empty);
        publicKey = Optional.ofNullable(publicKey).orElseGet(Optional::empty);
        securityGroupIds = List.copyOf(securityGroupIds);
        volumeIds = List.copyOf(volumeIds);
        // A file of an earlier version says nothing of them.
        instanceStores = Collections.unmodifiableSortedMap(Optional.ofNullable(instanceStores)
                .<SortedMap<String, String>>map(TreeMap::new)
                .orElseGet(TreeMap::new));
    }

    /**
     * The settings of the instance metadata service, in EC2's words.
     *
     * @param httpTokens {@code required} or {@code optional}
     * @param hopLimit 1 to 64
     * @param httpEndpoint {@code enabled} or {@code disabled}
     * @param instanceTags {@code enabled} or {@code disabled}
     */
    public record MetadataService(String httpTokens, int hopLimit, String httpEndpoint, String instanceTags) {}

    /** The machine as its guest sees it, with the volumes that hang on it now. */
    Guest.Hardware hardware(List<StoredVolume> attached) {
        var volumes = new TreeMap<String, String>();
        attached.forEach(volume -> volumes.put(volume.deviceName(), volume.volumeId()));
        int root = attached.stream()
                .filter(volume -> volume.deviceName().equals(rootDeviceName))
                .mapToInt(volume -> volume.spec().sizeGiB())
                .findFirst()
                .orElse(0);
        return new Guest.Hardware(
                instanceId, privateIpAddress, imageId, instanceProfile.isPresent(), userData, volumes, root);
    }
}
