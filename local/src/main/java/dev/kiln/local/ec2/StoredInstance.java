package dev.kiln.local.ec2;

import dev.kiln.local.windows.WindowsDisk;

/** An instance on file, with its root volume at that instant. */
public record StoredInstance(InstanceFacts facts, InstanceLife life, WindowsDisk disk) {}
