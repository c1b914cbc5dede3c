package dev.kiln.infra.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.recipe.Locations;
import dev.kiln.recipe.Mistake;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a configuration must keep to beyond its schema. */
final class ConfigRules {
    private final JsonNode values;
    private final Locations locations;

    ConfigRules(JsonNode values, Locations locations) {
        this.values = values;
        this.locations = locations;
    }

    List<Mistake> mistakes() {
        return Stream.of(retention(), oneNetwork(), reachable(), oneTopic())
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Mistake> retention() {
        int days = values.path("logRetentionDays").asInt(ConfigDefaults.LOG_RETENTION_DAYS);
        return LogDays.KNOWN.contains(days)
                ? Optional.empty()
                : mistake(
                        "logRetentionDays",
                        "CloudWatch cannot keep logs for " + days + " days.",
                        "Write one of "
                                + LogDays.KNOWN.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ".");
    }

    private Optional<Mistake> oneNetwork() {
        var network = values.path("network");
        return Stream.of("cidr", "nat", "endpoints")
                .filter(field -> network.has("vpcId") && network.has(field))
                .findFirst()
                .flatMap(field -> mistake(
                        "network." + field,
                        "This describes a VPC of Kiln's own, but vpcId names one that is there.",
                        "Take one of them out."));
    }

    private Optional<Mistake> reachable() {
        var network = values.path("network");
        return network.path("nat").asBoolean(ConfigDefaults.NAT)
                        || network.path("endpoints").asBoolean(true)
                ? Optional.empty()
                : mistake(
                        "network.endpoints",
                        "Without NAT and without endpoints nothing reaches a builder.",
                        "Write true for one of them.");
    }

    private Optional<Mistake> oneTopic() {
        var alarms = values.path("alarms");
        return alarms.has("email") && alarms.has("topicArn")
                ? mistake(
                        "alarms.email",
                        "The topic is yours, so who subscribes to it is not configured here.",
                        "Take email or topicArn out.")
                : Optional.empty();
    }

    private Optional<Mistake> mistake(String field, String problem, String mend) {
        return Optional.of(locations.mistake(field, problem, mend));
    }
}
