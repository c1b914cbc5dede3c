package dev.kiln.local.ec2;

/** Whether a zone has room for an instance: asked for every launch and every start. */
@FunctionalInterface
public interface Capacity {
    /** There is always room. */
    Capacity UNLIMITED = (zone, instanceType) -> true;

    /**
     * Answers for one instance; false makes the call fail with {@code InsufficientInstanceCapacity}.
     *
     * @param zone for example {@code us-east-1a}
     * @param instanceType for example {@code m7i.large}
     */
    boolean has(String zone, String instanceType);
}
