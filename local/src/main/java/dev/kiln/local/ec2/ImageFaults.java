package dev.kiln.local.ec2;

import java.util.Optional;

/** Which images fail to be made: asked at the instant when an image would become available. */
@FunctionalInterface
public interface ImageFaults {
    /** Every image succeeds. */
    ImageFaults NONE = imageName -> Optional.empty();

    /** The reason with which an image fails; empty when it becomes available. */
    Optional<StoredReason> of(String imageName);
}
