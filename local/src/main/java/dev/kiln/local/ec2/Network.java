package dev.kiln.local.ec2;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What exists around the instances of a local account.
 *
 * @param zoneBySubnetId the subnets with their availability zone, for example {@code us-east-1a}
 * @param securityGroupIds the security groups
 * @param instanceProfiles the names of the instance profiles
 */
public record Network(
        SortedMap<String, String> zoneBySubnetId,
        SortedSet<String> securityGroupIds,
        SortedSet<String> instanceProfiles) {
    public Network {
        zoneBySubnetId = Collections.unmodifiableSortedMap(new TreeMap<>(zoneBySubnetId));
        securityGroupIds = Collections.unmodifiableSortedSet(new TreeSet<>(securityGroupIds));
        instanceProfiles = Collections.unmodifiableSortedSet(new TreeSet<>(instanceProfiles));
    }

    Optional<String> zone(String subnetId) {
        return Optional.ofNullable(zoneBySubnetId.get(subnetId));
    }

    /** The position of a subnet, from 0; the second number of its addresses. */
    int position(String subnetId) {
        return zoneBySubnetId.headMap(subnetId).size();
    }
}
