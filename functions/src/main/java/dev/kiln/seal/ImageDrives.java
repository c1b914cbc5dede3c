package dev.kiln.seal;

import dev.kiln.recipe.Recipe;
import dev.kiln.recipe.Seal;
import dev.kiln.recipe.Volume;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The drives that each machine of the image is to have.
 *
 * @param drives those that the launch agent is told of; none when it is told nothing
 * @param added how many volumes the machines of the image have and the builder has not: Windows gives them letters, too
 */
public record ImageDrives(List<ImageDrive> drives, int added) {
    public static final ImageDrives NONE = new ImageDrives(List.of(), 0);

    public ImageDrives {
        drives = List.copyOf(drives);
    }

    /** Those of a recipe: the drives of the builder that come into the image, and those that the image adds. */
    public static ImageDrives of(Recipe recipe) {
        return switch (recipe.seal().method()) {
            case SYSPREP, SHUTDOWN -> told(recipe);
            case NONE -> NONE;
        };
    }

    private static ImageDrives told(Recipe recipe) {
        var ofImage = recipe.image().volumes();
        Set<String> changed = ofImage.stream().map(Volume::device).collect(Collectors.toSet());
        var carried = recipe.builder().volumes().stream()
                .filter(volume -> !changed.contains(volume.device()))
                .flatMap(volume -> drive(volume, true).stream());
        var added = ofImage.stream().flatMap(volume -> drive(volume, false).stream());
        return new ImageDrives(Stream.concat(carried, added).toList(), (int)
                ofImage.stream().filter(ImageDrives::there).count());
    }

    private static Optional<ImageDrive> drive(Volume volume, boolean carried) {
        return switch (volume) {
            case Volume.Ebs ebs -> ebs.drive().map(drive -> new ImageDrive(ebs.device(), drive, carried));
            case Volume.InstanceStore store -> Optional.empty();
            case Volume.LeftOut leftOut -> Optional.empty();
        };
    }

    private static boolean there(Volume volume) {
        return switch (volume) {
            case Volume.Ebs ebs -> true;
            case Volume.InstanceStore store -> true;
            case Volume.LeftOut leftOut -> false;
        };
    }

    public boolean isEmpty() {
        return drives.isEmpty();
    }

    /**
     * For the guest scripts that make drives of the builder's volumes, and that seal; none when there are no drives.
     */
    public SortedMap<String, Object> arguments(Seal seal) {
        var arguments = new TreeMap<String, Object>();
        if (!isEmpty()) {
            arguments.put("method", seal.method().word());
            arguments.put("drives", lines(true));
            arguments.put("addedDrives", lines(false));
            arguments.put("addedVolumes", added);
        }
        return arguments;
    }

    private List<String> lines(boolean carried) {
        return drives.stream()
                .filter(drive -> drive.carried() == carried)
                .map(ImageDrive::line)
                .toList();
    }
}
