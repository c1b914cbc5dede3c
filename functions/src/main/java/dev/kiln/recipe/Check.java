package dev.kiln.recipe;

import java.time.Duration;

/** PowerShell 5.1 that must exit with 0 on a machine launched from the image. */
public record Check(String name, String script, Duration timeout) {}
