package dev.kiln.step;

import dev.kiln.aws.Tags;
import dev.kiln.aws.Volumes;
import dev.kiln.build.Plan;
import dev.kiln.error.AccessRefused;
import dev.kiln.error.ParentUnavailable;
import dev.kiln.error.QuotaExceeded;
import dev.kiln.error.RequestRefused;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Resource;
import dev.kiln.recipe.Disk;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes the root volume of a machine that the recipe brings what the recipe wants: a launch cannot, so the volume that
 * is there is modified. It takes seconds until that is in force, and hours until EC2 calls it completed, for which
 * nobody waits (EBS user guide, "Monitor the progress of Amazon EBS volume modifications"). What EC2 says of the volume
 * decides; the row says that this build asked for it, and keeps two invocations from doing so at once.
 */
final class RootVolume {
    private static final String KEY = "modification#";
    private static final String UNDER_WAY = "IncorrectModificationState";
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private final Ledger ledger;
    private final Volumes volumes;

    RootVolume(Ledger ledger, Volumes volumes) {
        this.ledger = ledger;
        this.volumes = volumes;
    }

    /**
     * Takes it as far as it goes now.
     *
     * @return what is waited for; empty when the volume is as the recipe wants it
     * @throws ParentUnavailable when it must not or cannot be changed; nothing was
     * @throws RequestRefused when EC2 refuses
     */
    Optional<Progress.Waiting> ready(Plan plan, String instance, Look look) {
        var asked = plan.recipe().image().rootVolume();
        if (asked.asItIs()) {
            return Optional.empty();
        }
        String device = plan.parent().rootDeviceName();
        var volume = volumes.attached(instance, device)
                .orElseThrow(
                        () -> new ParentUnavailable(
                                "EC2 shows no volume of " + instance + " as " + device
                                        + ", its root device, so it cannot be made what image.rootVolume says. Nothing was changed. Redrive when the instance has it, or take image.rootVolume out and upload the recipe again."));
        if (volume.phase() == Volumes.Phase.MODIFYING) {
            return underWay(instance, LOOK_AGAIN);
        }
        var rows = rows(look.held(), volume);
        if (volume.is(asked)) {
            rows.stream().filter(RootVolume::intended).forEach(row -> close(row, "found in force"));
            return Optional.empty();
        }
        requireAllowed(asked, volume, instance);
        return change(plan, asked, volume, instance, rows, look);
    }

    private Optional<Progress.Waiting> change(
            Plan plan, Disk asked, Volumes.View volume, String instance, List<Resource> rows, Look look) {
        var begun = rows.stream().filter(RootVolume::intended).findFirst();
        var ours =
                begun.isPresent() ? ledger.renew(begun.get(), look.now()) : intend(plan, volume, rows.size() + 1, look);
        return ours.isEmpty() ? underWay(instance, Ledger.INTENT_LIVES) : modify(ours.get(), asked, volume, instance);
    }

    private Optional<Resource> intend(Plan plan, Volumes.View volume, int number, Look look) {
        String key = KEY + volume.volumeId() + "#%03d".formatted(number);
        var attributes = new TreeMap<>(Map.of("before", words(volume)));
        var intent = ledger.intend(Resource.intended(plan.buildId(), key, look.now(), attributes));
        return Optional.of(intent).filter(Ledger.Intent::ours).map(Ledger.Intent::row);
    }

    private Optional<Progress.Waiting> modify(Resource row, Disk asked, Volumes.View volume, String instance) {
        try {
            volumes.modify(volume.volumeId(), asked);
        } catch (RequestRefused e) {
            close(row, "refused");
            if (e.code().equals(UNDER_WAY) && volume.phase() == Volumes.Phase.SETTLED) {
                // One has begun since the volume was looked at: perhaps the very same, by an invocation that was slow.
                return underWay(instance, LOOK_AGAIN);
            }
            throw refused(e, volume, instance);
        } catch (QuotaExceeded | AccessRefused e) {
            close(row, "refused");
            throw e;
        }
        close(row, "asked for");
        return underWay(instance, LOOK_AGAIN);
    }

    /** The machine belongs to somebody, and a volume that has grown stays so. */
    private static void requireAllowed(Disk asked, Volumes.View volume, String instance) {
        asked.sizeGiB().filter(size -> size < volume.sizeGiB()).ifPresent(size -> {
            throw new ParentUnavailable("The recipe wants a root volume of " + size + " GiB, and that of " + instance
                    + ", which it brings as its parent, has " + volume.sizeGiB() + " (" + volume.volumeId()
                    + "). EC2 cannot shrink a volume. Nothing was changed, and the instance is left as it is. To do: write at least "
                    + volume.sizeGiB() + " as image.rootVolume.size, or take it out, and upload the recipe again.");
        });
        if (volume.role().filter(MachineLaunch.BUILDER::equals).isEmpty()) {
            throw new ParentUnavailable(
                    "The root volume " + volume.volumeId() + " of " + instance + " does not carry the tag " + Tags.ROLE
                            + " = " + MachineLaunch.BUILDER
                            + ", and Kiln may modify no volume without it. Nothing was changed, and the instance is left as it is. To do: tag the volume (aws ec2 create-tags --resources "
                            + volume.volumeId() + " --tags Key=" + Tags.ROLE + ",Value=" + MachineLaunch.BUILDER
                            + "), then redrive.");
        }
    }

    private static RequestRefused refused(RequestRefused e, Volumes.View volume, String instance) {
        return new RequestRefused(
                e.code(),
                "EC2 does not make the root volume " + volume.volumeId() + " of " + instance
                        + " what the recipe wants. " + e.getMessage() + ". It is as it was: " + words(volume)
                        + ". Nothing else was done to the instance, which is left as it is. To do: EC2 modifies a volume again only when its last modification is completed, and only so often in 24 hours; wait for that, then redrive. If it refuses what is asked for, write in image.rootVolume what it takes, and upload the recipe again.");
    }

    private static String words(Volumes.View volume) {
        return volume.sizeGiB() + " GiB, " + volume.type()
                + volume.iops().map(iops -> ", " + iops + " IOPS").orElse("")
                + volume.throughput().map(rate -> ", " + rate + " MiB/s").orElse("");
    }

    /** What was asked for is no thing that a build holds, so a row is closed as soon as EC2 has answered. */
    private void close(Resource row, String end) {
        ledger.closed(row, Map.of(MachineLaunch.END, end));
    }

    private static List<Resource> rows(List<Resource> held, Volumes.View volume) {
        return held.stream()
                .filter(row -> row.key().startsWith(KEY + volume.volumeId() + "#"))
                .toList();
    }

    private static boolean intended(Resource row) {
        return row.state() == Resource.State.INTENDED;
    }

    private static Optional<Progress.Waiting> underWay(String instance, Duration lookAgain) {
        return Optional.of(new Progress.Waiting(instance, lookAgain));
    }
}
