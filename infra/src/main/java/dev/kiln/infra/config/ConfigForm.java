package dev.kiln.infra.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.infra.config.KilnConfig.AlarmConfig;
import dev.kiln.infra.config.KilnConfig.NotificationConfig;
import dev.kiln.infra.config.KilnConfig.Processor;
import dev.kiln.schedule.Schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes a configuration of values that keep to the schema. */
final class ConfigForm {
    private final JsonNode values;
    private final Optional<Schedule> rebuild;

    /** @param rebuild the schedule, if one is written */
    ConfigForm(JsonNode values, Optional<Schedule> rebuild) {
        this.values = values;
        this.rebuild = rebuild;
    }

    KilnConfig config() {
        return new KilnConfig(
                values.path("prefix").asText(ConfigDefaults.PREFIX),
                network(values.path("network")),
                processor(),
                values.path("logRetentionDays").asInt(ConfigDefaults.LOG_RETENTION_DAYS),
                rebuild.orElse(ConfigDefaults.REBUILD),
                values.path("retireImages").asBoolean(true),
                new AlarmConfig(text(values.path("alarms"), "email"), text(values.path("alarms"), "topicArn")),
                new NotificationConfig(text(values.path("notifications"), "email")),
                values.has("parentParameters")
                        ? texts(values.path("parentParameters"))
                        : ConfigDefaults.PARENT_PARAMETERS,
                values.path("protect").asBoolean(true),
                values.path("reserveConcurrency").asBoolean(true),
                tags());
    }

    private static NetworkConfig network(JsonNode network) {
        if (network.has("vpcId")) {
            return new NetworkConfig.Brought(
                    network.path("vpcId").asText(), texts(network.path("subnetIds")), text(network, "securityGroupId"));
        }
        boolean nat = network.path("nat").asBoolean(ConfigDefaults.NAT);
        return new NetworkConfig.Own(
                network.path("cidr").asText(ConfigDefaults.CIDR),
                nat,
                network.path("endpoints").asBoolean(!nat));
    }

    private Processor processor() {
        String label = values.path("architecture").asText(Processor.ARM64.label());
        return Arrays.stream(Processor.values())
                .filter(p -> p.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private SortedMap<String, String> tags() {
        var tags = new TreeMap<String, String>();
        values.path("tags")
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        return tags;
    }

    private static Optional<String> text(JsonNode around, String field) {
        return Optional.ofNullable(around.get(field)).map(JsonNode::asText);
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
