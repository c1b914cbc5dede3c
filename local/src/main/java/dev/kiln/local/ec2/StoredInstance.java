package dev.kiln.local.ec2;

import dev.kiln.local.windows.WindowsDisk;

import java.util.Optional;

/**
 * An instance on file, with its root volume at that instant.
 *
 * @param activity what the guest was at; empty in files from before it was kept, in which it counts as running
 */
public record StoredInstance(
        InstanceFacts facts, InstanceLife life, WindowsDisk disk, Optional<Guest.Activity> activity) {}
