package dev.kiln.local.ec2;

import java.util.Optional;

/**
 * Which instances terminate instead of starting: asked once for every launch. RunInstances succeeds all the same; the
 * instance goes from pending to terminated and says why (EC2 user guide, "Instance terminates immediately").
 */
@FunctionalInterface
public interface LaunchFaults {
    /** Every instance starts. */
    LaunchFaults NONE = (imageId, instanceType) -> Optional.empty();

    /** What EC2 says of an encrypted volume whose key the launch was not allowed to use. */
    StoredReason KEY_REFUSED = new StoredReason("Client.InternalError", "Client.InternalError: Client error on launch");

    /**
     * The reason with which an instance terminates; empty when it starts.
     *
     * @param instanceType for example {@code m7i.large}
     */
    Optional<StoredReason> of(String imageId, String instanceType);
}
