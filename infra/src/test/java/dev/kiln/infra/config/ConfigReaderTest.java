package dev.kiln.infra.config;

import dev.kiln.json.PipelineJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConfigReaderTest {
    private static KilnConfig read(String text) {
        return new ConfigReader().read(text, "kiln.yaml");
    }

    @Test
    void theExample_saysWhatHoldsWithoutIt() throws IOException {
        assertThat(read(Files.readString(Path.of("kiln.example.yaml")))).isEqualTo(ConfigReader.defaults());
    }

    @Test
    void theDefaultsOfTheSchema_areThoseThatHold() throws IOException {
        var schema = PipelineJson.tree(Files.readString(Path.of("kiln.schema.json")));
        var written = PipelineJson.MAPPER.createObjectNode();
        schema.path("properties").properties().stream()
                .filter(field -> field.getValue().has("default"))
                .forEach(field -> written.set(field.getKey(), field.getValue().get("default")));
        var network = written.putObject("network");
        schema.at("/properties/network/properties").properties().stream()
                .filter(field -> field.getValue().has("default"))
                .forEach(field -> network.set(field.getKey(), field.getValue().get("default")));

        assertThat(read(PipelineJson.write(written)))
                .as("an editor shows the defaults of the schema")
                .isEqualTo(ConfigReader.defaults());
    }

    @Test
    void anEmptyFile_isTheDefault() {
        assertThat(read("# nothing yet\n")).isEqualTo(ConfigReader.defaults());
    }

    @Test
    void oneField_changesNothingElse() {
        var config = read("prefix: team-b");

        assertThat(config.prefix()).isEqualTo("team-b");
        assertThat(config.network()).isEqualTo(ConfigReader.defaults().network());
        assertThat(config.rebuild()).isEqualTo(ConfigReader.defaults().rebuild());
    }

    @Test
    void withoutNat_endpointsAreThere() {
        assertThat(read("network: {nat: false}").network())
                .isEqualTo(new NetworkConfig.Own("10.77.0.0/24", false, true));
    }

    @Test
    void whoeverIsToBeToldOfBuilds_isNotToldOfAlarms() {
        var config = read("notifications: {email: builders@example.com}");

        assertThat(config.notifications().email()).contains("builders@example.com");
        assertThat(config.alarms().email()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    prefix: Kiln                       | 1:9  | prefix              | "Kiln" is not a prefix. Write at most 20 of a-z
                    prefix: a-                         | 1:9  | prefix              | "a-" is not a prefix.
                    prefx: kiln                        | 1:1  | prefx               | There is no field "prefx" here. Did you mean "prefix"?
                    architecture: arm                  | 1:15 | architecture        | "arm" is not known here. Write one of arm64, x86_64.
                    logRetentionDays: 45               | 1:19 | logRetentionDays    | CloudWatch cannot keep logs for 45 days. Write one of 1, 3, 5, 7, 14, 30, 60
                    logRetentionDays: long             | 1:19 | logRetentionDays    | This must be a whole number
                    schedule: patchTuesday+15          | 1:11 | schedule            | A day that lies 15 days after Patch Tuesday is not in every month.
                    schedule: weekly                   | 1:11 | schedule            | "weekly" is not a schedule. Write monthly, patchTuesday
                    schedule: cron(0 6 1 * * *)        | 1:11 | schedule            | Day of month and day of week cannot both be chosen
                    schedule: cron(0 25 1 * ? *)       | 1:11 | schedule            | "25" is not allowed as hours.
                    schedule: cron(0 6)                | 1:11 | schedule            | A cron expression of EventBridge has six fields.
                    schedule: {when: monthly, timeZone: Berlin} | 1:37 | schedule.timeZone | "Berlin" is not a time zone. Write an IANA name
                    network: {nat: false, endpoints: false} | 1:34 | network.endpoints | Without NAT and without endpoints nothing reaches a builder.
                    network: {vpcId: vpc-0123456789abcdef0} | 1:11 | network.vpcId   | "vpcId" belongs to "subnetIds", which is not here.
                    network: {vpcId: vpc-1, subnetIds: [subnet-0123456789abcdef0]} | 1:18 | network.vpcId | "vpc-1" is not a VPC id.
                    network: {nat: true, vpcId: vpc-0123456789abcdef0, subnetIds: [subnet-0123456789abcdef0]} | 1:16 | network.nat | This describes a VPC of Kiln's own
                    alarms: {email: nobody}            | 1:17 | alarms.email        | "nobody" is not an e-mail address.
                    notifications: {email: nobody}     | 1:24 | notifications.email | "nobody" is not an e-mail address.
                    protect: sometimes                 | 1:10 | protect             | This must be true or false, but it is text. Write true or false, without quotes.
                    tags: {'aws:x': y}                 | 1:8  | tags.aws:x          | "aws:x" is not a key of a tag.
                    """)
    void aMistake_isNamedWithItsLineItsFieldAndTheMend(String text, String place, String field, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(InvalidConfig.class)
                .hasMessageStartingWith("kiln.yaml:" + place + ": " + field + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void allMistakes_areToldAtOnce() {
        assertThatThrownBy(() -> read("prefix: Kiln\narchitecture: arm\n"))
                .message()
                .hasLineCount(2);
    }

    @Test
    void textThatIsNotYaml_isToldWithItsLine() {
        assertThatThrownBy(() -> read("prefix: kiln\n\tnetwork:\n"))
                .hasMessageStartingWith("kiln.yaml:2:1: This is not YAML:");
    }

    @Test
    void aFileThatIsNotThere_isNamed() {
        assertThatThrownBy(() -> new ConfigReader().read(Optional.of(Path.of("elsewhere.yaml"))))
                .isInstanceOf(InvalidConfig.class)
                .hasMessageContaining("elsewhere.yaml")
                .hasMessageContaining("kiln.config");
    }
}
