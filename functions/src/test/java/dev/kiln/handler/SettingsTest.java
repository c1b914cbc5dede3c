package dev.kiln.handler;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SettingsTest {
    @Test
    void of_missingVariable_isNamed() {
        assertThatThrownBy(() -> Settings.of(Map.of(
                        "POWERTOOLS_SERVICE_NAME",
                        "kiln",
                        "KILN_LEDGER_TABLE",
                        "ledger",
                        "KILN_LINEAGE_TABLE",
                        "lineage")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the environment variable KILN_SUBNET_IDS is not set; deploy the pipeline again");
    }

    @Test
    void of_subnets_areSeparatedByCommas() {
        var settings = Settings.of(Map.of(
                "POWERTOOLS_SERVICE_NAME", "kiln",
                "KILN_LEDGER_TABLE", "ledger",
                "KILN_LINEAGE_TABLE", "lineage",
                "KILN_SUBNET_IDS", "subnet-a,subnet-b",
                "KILN_SECURITY_GROUP_ID", "sg-1",
                "KILN_INSTANCE_PROFILE", "kiln-builder"));

        assertThat(settings.subnetIds()).isEqualTo(List.of("subnet-a", "subnet-b"));
    }
}
