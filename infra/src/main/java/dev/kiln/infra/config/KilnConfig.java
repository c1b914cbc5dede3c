package dev.kiln.infra.config;

import dev.kiln.schedule.Schedule;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a deployment may choose, read from {@code kiln.yaml}; every field has a default.
 *
 * @param prefix begins every name, so that several deployments live side by side in one account
 * @param network where builders run
 * @param processor of the functions; builders take theirs from the recipe
 * @param logRetentionDays how long CloudWatch keeps logs; one of the numbers that it knows
 * @param rebuild when recipes without a schedule of their own are built again
 * @param retireImages whether images that recipes no longer keep are retired every day
 * @param alarms whom alarms tell
 * @param notifications whom builds that have failed tell
 * @param parentParameters names of SSM parameters that recipes may name as parents, {@code *} at the end allowed
 * @param protect whether what holds data outlives the deployment
 * @param reserveConcurrency whether functions that a storm would hurt have concurrency of their own
 * @param tags on everything that can carry one
 */
public record KilnConfig(
        String prefix,
        NetworkConfig network,
        Processor processor,
        int logRetentionDays,
        Schedule rebuild,
        boolean retireImages,
        AlarmConfig alarms,
        NotificationConfig notifications,
        List<String> parentParameters,
        boolean protect,
        boolean reserveConcurrency,
        SortedMap<String, String> tags) {
    public KilnConfig {
        parentParameters = List.copyOf(parentParameters);
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    /** Of the functions' machines. */
    public enum Processor {
        ARM64("arm64"),
        X86_64("x86_64");

        private final String label;

        Processor(String label) {
            this.label = label;
        }

        /** As it is written in the configuration. */
        public String label() {
            return label;
        }
    }

    /**
     * Whom alarms tell.
     *
     * @param email an address that subscribes to Kiln's own topic, after a confirmation
     * @param topicArn an existing topic to use instead
     */
    public record AlarmConfig(Optional<String> email, Optional<String> topicArn) {}

    /**
     * Whom builds that have failed tell.
     *
     * @param email an address that subscribes to Kiln's topic, after a confirmation
     */
    public record NotificationConfig(Optional<String> email) {}
}
