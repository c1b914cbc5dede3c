package dev.kiln.infra.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.recipe.CronExpression;
import dev.kiln.recipe.Locations;
import dev.kiln.recipe.Mistake;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a configuration must keep to beyond its schema. */
final class ConfigRules {
    private static final String EXAMPLE = "cron(0 6 1 * ? *)";

    private final JsonNode values;
    private final Locations locations;

    ConfigRules(JsonNode values, Locations locations) {
        this.values = values;
        this.locations = locations;
    }

    List<Mistake> mistakes() {
        return Stream.of(retention(), zone(), cron(), oneNetwork(), reachable(), oneTopic())
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

    /** Names of the IANA database only: EventBridge takes no offsets such as +01:00. */
    private Optional<Mistake> zone() {
        String zone = values.path("timeZone").asText(ConfigDefaults.TIME_ZONE);
        return ZoneId.getAvailableZoneIds().contains(zone)
                ? Optional.empty()
                : mistake(
                        "timeZone",
                        "\"" + zone + "\" is not a time zone.",
                        "Write an IANA name, for example Europe/Berlin.");
    }

    private Optional<Mistake> cron() {
        String schedule = values.path("schedule").asText("");
        if (!schedule.startsWith("cron(")) {
            return Optional.empty();
        }
        var cron = CronExpression.of(schedule.substring("cron(".length(), schedule.length() - 1));
        if (cron.isEmpty()) {
            return mistake(
                    "schedule",
                    "A cron expression of EventBridge has six fields.",
                    "Write minutes, hours, day of month, month, day of week and year, for example " + EXAMPLE + ".");
        }
        var unreadable = cron.get().unreadable().stream().findFirst();
        if (unreadable.isPresent()) {
            return unreadable.flatMap(field -> mistake(
                    "schedule",
                    "\"" + field.written() + "\" is not allowed as " + field.name() + ".",
                    "EventBridge takes " + field.allowed() + ", and ranges, lists and steps of them."));
        }
        return cron.get().hasOneDay()
                ? Optional.empty()
                : mistake(
                        "schedule",
                        "Day of month and day of week cannot both be chosen, nor both be left open.",
                        "Write ? for exactly one of them, for example " + EXAMPLE + ".");
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
