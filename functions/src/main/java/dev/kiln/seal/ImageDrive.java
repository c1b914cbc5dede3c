package dev.kiln.seal;

import dev.kiln.recipe.Drive;

/**
 * A volume that is to be a drive on each machine of the image.
 *
 * @param device the name of its device, as EC2 maps it
 * @param carried whether it comes from the builder, where it can be looked at; otherwise the image adds it
 */
public record ImageDrive(String device, Drive drive, boolean carried) {
    /** For guest scripts: letter, device and, if there is one, label. A command of SSM has no room for more. */
    String line() {
        return drive.letter() + " " + device
                + drive.label().map(label -> " " + label).orElse("");
    }
}
