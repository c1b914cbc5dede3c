package dev.kiln.infra.config;

import dev.kiln.schedule.Schedule;

import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What holds where {@code kiln.yaml} says nothing. The schema tells the same to editors. */
final class ConfigDefaults {
    static final String PREFIX = "kiln";
    static final String CIDR = "10.77.0.0/24";
    static final boolean NAT = true;
    static final int LOG_RETENTION_DAYS = 90;
    static final Schedule REBUILD = new Schedule.Monthly(LocalTime.of(6, 0), "UTC");
    static final List<String> PARENT_PARAMETERS = List.of("/aws/service/ami-windows-latest/*", "/kiln/*");

    static final KilnConfig CONFIG = new KilnConfig(
            PREFIX,
            new NetworkConfig.Own(CIDR, NAT, !NAT),
            KilnConfig.Processor.ARM64,
            LOG_RETENTION_DAYS,
            REBUILD,
            true,
            new KilnConfig.AlarmConfig(Optional.empty(), Optional.empty()),
            new KilnConfig.NotificationConfig(Optional.empty()),
            PARENT_PARAMETERS,
            true,
            true,
            new TreeMap<>());

    private ConfigDefaults() {}
}
