package dev.kiln.handler;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the deployment tells the handlers, by environment variables. */
public record Settings(
        String deployment,
        String ledgerTable,
        String lineageTable,
        List<String> subnetIds,
        String securityGroupId,
        String instanceProfile,
        Optional<String> notificationTopicArn,
        Optional<String> evidenceBucket) {
    public Settings {
        subnetIds = List.copyOf(subnetIds);
    }

    /**
     * Reads the environment.
     *
     * @throws IllegalStateException names the variable that is missing: the deployment is wrong, not the build
     */
    public static Settings of(Map<String, String> environment) {
        return new Settings(
                required(environment, "POWERTOOLS_SERVICE_NAME"),
                required(environment, "KILN_LEDGER_TABLE"),
                required(environment, "KILN_LINEAGE_TABLE"),
                List.of(required(environment, "KILN_SUBNET_IDS").split(",", -1)),
                required(environment, "KILN_SECURITY_GROUP_ID"),
                required(environment, "KILN_INSTANCE_PROFILE"),
                optional(environment, "KILN_NOTIFICATION_TOPIC_ARN"),
                optional(environment, "KILN_RECIPE_BUCKET"));
    }

    /** A variable that only some functions have. */
    private static Optional<String> optional(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /**
     * A variable of the environment.
     *
     * @throws IllegalStateException if it is not set; the message names it
     */
    static String required(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        if (value.isBlank()) {
            throw new IllegalStateException(
                    "the environment variable " + name + " is not set; deploy the pipeline again");
        }
        return value;
    }
}
