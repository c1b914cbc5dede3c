package dev.kiln.build;

import java.util.Optional;

/**
 * The one image that a build starts from.
 *
 * @param imageId the image; for a running instance the one that it was launched from
 * @param imageName its name
 * @param rootDeviceName its name of the root volume
 * @param chosenBy how the recipe named it, for people
 * @param instanceId the running instance that the recipe brings; then nothing is launched and nothing terminated
 */
public record PinnedParent(
        String imageId, String imageName, String rootDeviceName, String chosenBy, Optional<String> instanceId) {}
