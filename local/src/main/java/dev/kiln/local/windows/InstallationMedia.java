package dev.kiln.local.windows;

import dev.kiln.aws.Digests;
import dev.kiln.local.ec2.PublicSnapshot;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The snapshots with the installation media of Windows that Amazon publishes, for components that its images do not
 * hold (EC2 user guide, "Add optional Windows Server components to Amazon EC2 Windows instances"). Each region has ids
 * of its own; those here are made up. What is on the media is not modelled.
 */
public final class InstallationMedia {
    private static final int SIZE_GIB = 6;
    private static final int ID_DIGITS = 17;
    private static final Instant PUBLISHED = Instant.parse("2026-01-15T20:00:00Z");

    private InstallationMedia() {}

    /** One for each release. */
    public static List<PublicSnapshot> catalogue() {
        return Stream.of(WindowsRelease.values())
                .map(release -> "Windows " + release.year() + " English Installation Media")
                .map(description -> new PublicSnapshot(id(description), description, SIZE_GIB, PUBLISHED))
                .toList();
    }

    private static String id(String description) {
        return "snap-"
                + Digests.sha256(description.getBytes(StandardCharsets.UTF_8)).substring(0, ID_DIGITS);
    }
}
