package dev.kiln.local.ec2;

/**
 * Which volumes and network interfaces stay behind when their instance ends, although they should go with it: asked
 * once for each. EC2 deletes them by itself, and now and then it does not.
 */
@FunctionalInterface
public interface Leftovers {
    /** Everything goes with its instance, unless the launch asked for something else. */
    Leftovers NONE = resourceId -> false;

    /** Whether a volume ({@code vol-…}) or a network interface ({@code eni-…}) stays. */
    boolean stays(String resourceId);
}
