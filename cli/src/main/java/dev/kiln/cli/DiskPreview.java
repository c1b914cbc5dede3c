package dev.kiln.cli;

import dev.kiln.recipe.Disk;
import dev.kiln.recipe.Drive;
import dev.kiln.recipe.Parent;
import dev.kiln.recipe.Recipe;
import dev.kiln.recipe.Volume;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a recipe asks of volumes, and what becomes of their encryption, a line each. */
final class DiskPreview {
    private DiskPreview() {}

    /** {@code parentEncrypted} are the devices of the parent's encrypted volumes. */
    static List<String> of(Recipe recipe, List<String> parentEncrypted) {
        var lines = new ArrayList<String>();
        recipe.builder().volumes().forEach(volume -> lines.add(volume(volume) + ", on the builder and in the image"));
        recipe.image().volumes().forEach(volume -> lines.add(volume(volume) + ", of each machine of the image"));
        encryption(recipe, parentEncrypted).ifPresent(lines::add);
        return List.copyOf(lines);
    }

    private static Optional<String> encryption(Recipe recipe, List<String> parentEncrypted) {
        var asked = recipe.image().encryption();
        if (asked.isPresent()) {
            return asked.map(EncryptionWords::asked);
        }
        if (recipe.parent() instanceof Parent.RunningInstance) {
            return Optional.of(EncryptionWords.ofMachine());
        }
        return parentEncrypted.isEmpty() ? Optional.empty() : Optional.of(EncryptionWords.inherited(parentEncrypted));
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
}
