package dev.kiln.local.deployment;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A function as it is deployed.
 *
 * @param name for example {@code kiln-Prepare}
 * @param arn of its alias, by which alone it is called
 * @param handler the class
 * @param environment its variables, exactly
 * @param memoryMiB what it gets
 * @param role the ARN of the role that it acts in
 * @param async how Lambda tries events again
 */
public record FunctionSpec(
        String name,
        String arn,
        String handler,
        SortedMap<String, String> environment,
        Duration timeout,
        int memoryMiB,
        String role,
        AsyncSpec async) {
    public FunctionSpec {
        environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    }
}
