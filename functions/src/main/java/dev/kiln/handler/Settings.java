package dev.kiln.handler;

import java.util.List;
import java.util.Map;

/** What the deployment tells the handlers, by environment variables. */
public record Settings(
        String deployment,
        String ledgerTable,
        String lineageTable,
        List<String> subnetIds,
        String securityGroupId,
        String instanceProfile) {
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
                required(environment, "KILN_INSTANCE_PROFILE"));
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
