package dev.kiln.local.ec2;

import java.time.Instant;

/** A snapshot that Amazon publishes in the local account, for everybody to make volumes from. */
public record PublicSnapshot(String snapshotId, String description, int sizeGiB, Instant startedAt) {}
