package dev.kiln.lineage;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One step as it was run for an image.
 *
 * @param kind powershell, script, restart, windowsUpdate or users
 * @param payloadHashes SHA-256 of the script and its files by their path in the recipe; of an inline script by
 *     {@code inline}
 * @param duration of the attempt that succeeded
 * @param commandIds of all attempts, the last one succeeded
 * @param result what the machine said about it, as JSON
 */
public record StepRecord(
        String name,
        String kind,
        SortedMap<String, String> payloadHashes,
        Duration duration,
        List<String> commandIds,
        String result) {
    public StepRecord {
        payloadHashes = Collections.unmodifiableSortedMap(new TreeMap<>(payloadHashes));
        commandIds = List.copyOf(commandIds);
    }
}
