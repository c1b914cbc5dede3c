package dev.kiln.recipe;

import com.fasterxml.jackson.annotation.JsonCreator;

import java.util.Optional;

/**
 * What an EBS volume is like. What is empty is as the snapshot has it that the volume is made from, or else as EC2 has
 * it.
 *
 * @param sizeGiB in GiB; never less than that of the snapshot
 * @param type for example {@code gp3}
 * @param iops of gp3, io1 and io2
 * @param throughput of gp3, in MiB/s
 * @param deleteOnTermination whether a volume of a machine that is launched from the image goes with it
 */
public record Disk(
        Optional<Integer> sizeGiB,
        Optional<String> type,
        Optional<Integer> iops,
        Optional<Integer> throughput,
        Optional<Boolean> deleteOnTermination) {
    /** A plan of an earlier version has the size of the root volume alone, as a number. */
    @JsonCreator
    static Disk of(int sizeGiB) {
        return new Disk(Optional.of(sizeGiB), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Whether nothing is asked of the volume itself. */
    public boolean asItIs() {
        return sizeGiB.isEmpty() && type.isEmpty() && iops.isEmpty() && throughput.isEmpty();
    }

    /** Nothing is asked for. */
    public static final Disk AS_IT_IS =
            new Disk(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
