package dev.kiln.seal;

import dev.kiln.recipe.Drive;
import dev.kiln.recipe.Recipe;
import dev.kiln.recipe.Volume;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A volume that is to be a drive on each machine of the image.
 *
 * @param device the name of its device, as EC2 maps it
 */
public record ImageDrive(String device, Drive drive) {
    /**
     * Those of a recipe: the drives of the builder that come into the image, and those that the image adds. None where
     * the launch agent is told nothing.
     */
    public static List<ImageDrive> of(Recipe recipe) {
        return switch (recipe.seal().method()) {
            case SYSPREP, SHUTDOWN -> told(recipe);
            case NONE -> List.of();
        };
    }

    private static List<ImageDrive> told(Recipe recipe) {
        Set<String> changed =
                recipe.image().volumes().stream().map(Volume::device).collect(Collectors.toSet());
        var ofBuilder = recipe.builder().volumes().stream().filter(volume -> !changed.contains(volume.device()));
        return Stream.concat(ofBuilder, recipe.image().volumes().stream())
                .flatMap(ImageDrive::of)
                .toList();
    }

    private static Stream<ImageDrive> of(Volume volume) {
        return switch (volume) {
            case Volume.Ebs ebs -> ebs.drive().stream().map(drive -> new ImageDrive(ebs.device(), drive));
            case Volume.InstanceStore store -> Stream.empty();
            case Volume.LeftOut leftOut -> Stream.empty();
        };
    }
}
