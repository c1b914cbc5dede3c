package dev.kiln.cli;

import dev.kiln.recipe.Disk;
import dev.kiln.recipe.Drive;
import dev.kiln.recipe.Encryption;
import dev.kiln.recipe.Recipe;
import dev.kiln.recipe.Volume;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a recipe asks of volumes, a line each. */
final class DiskPreview {
    private DiskPreview() {}

    static List<String> of(Recipe recipe) {
        var lines = new ArrayList<String>();
        recipe.builder().volumes().forEach(volume -> lines.add(volume(volume) + ", on the builder and in the image"));
        recipe.image().volumes().forEach(volume -> lines.add(volume(volume) + ", of each machine of the image"));
        recipe.image().encryption().map(DiskPreview::encryption).ifPresent(lines::add);
        return List.copyOf(lines);
    }

    /** What becomes of the root volume of a machine that the recipe brings; empty when it is left as it is. */
    static Optional<String> ofBrought(Disk root) {
        return Optional.of(disk(root))
                .filter(words -> !root.asItIs())
                .map(words -> "its root volume is changed before the first step, and stays so: " + words.substring(2)
                        + root.sizeGiB()
                                .map(gib -> "; EC2 cannot shrink it again")
                                .orElse(""));
    }

    private static String volume(Volume volume) {
        return volume.device() + ": "
                + switch (volume) {
                    case Volume.Ebs ebs ->
                        ebs.snapshotId().map(id -> "from " + id).orElse("empty")
                                + disk(ebs.disk())
                                + ebs.drive().map(DiskPreview::drive).orElse("");
                    case Volume.InstanceStore store -> "instance store " + store.name();
                    case Volume.LeftOut leftOut -> "left out";
                };
    }

    private static String drive(Drive drive) {
        return ", drive " + drive.letter()
                + drive.label().map(label -> " (" + label + ")").orElse("");
    }

    private static String disk(Disk disk) {
        return disk.sizeGiB().map(gib -> ", " + gib + " GiB").orElse("")
                + disk.type().map(type -> ", " + type).orElse("")
                + disk.iops().map(iops -> ", " + iops + " IOPS").orElse("")
                + disk.throughput().map(rate -> ", " + rate + " MiB/s").orElse("");
    }

    /**
     * A machine of an encrypted image needs the key, and a type that can encrypt (EBS user guide, "EBS encryption").
     */
    private static String encryption(Encryption encryption) {
        Optional<String> key = encryption.kmsKey();
        String way = encryption.by() == Encryption.By.COPY ? "a copy, encrypted with " : "encrypted with ";
        return way + key.orElse("the account's key for EBS")
                + "; only types that support EBS encryption launch it"
                + (key.isPresent() ? ", and whoever launches it needs the key" : ", and it cannot be shared");
    }
}
