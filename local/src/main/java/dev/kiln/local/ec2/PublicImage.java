package dev.kiln.local.ec2;

import dev.kiln.local.windows.WindowsDisk;

import java.time.Instant;

/** An image that Amazon publishes in the local account. */
public record PublicImage(
        String imageId, String name, String description, Instant creationDate, int rootVolumeGiB, WindowsDisk disk) {}
