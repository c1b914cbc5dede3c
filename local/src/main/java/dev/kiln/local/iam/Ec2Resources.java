package dev.kiln.local.iam;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** What a decision about EC2's resources needs to know of them. */
public interface Ec2Resources {
    /**
     * The tags of an instance, a volume, a network interface, an image or a snapshot; empty if there is no such
     * resource.
     */
    Optional<SortedMap<String, String>> tags(String resourceId);

    /** The tags of a key pair, by its name; empty if there is none. */
    Optional<SortedMap<String, String>> keyPairTags(String name);

    /** The snapshots of an image; none if there is no such image. */
    List<String> snapshotsOf(String imageId);

    /** The ARN of the role in an instance profile; empty if there is no such profile. */
    Optional<String> roleOf(String instanceProfile);
}
