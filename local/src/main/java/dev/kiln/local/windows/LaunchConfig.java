package dev.kiln.local.windows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.json.PipelineJson;

/** The settings of EC2Launch v1: one JSON object (EC2 user guide, "Configure EC2Launch"). */
final class LaunchConfig {
    /** What AWS's images come with. */
    static final String AS_SHIPPED = """
            {"setComputerName":false,"setMonitorAlwaysOn":true,"setWallpaper":true,"addDnsSuffixList":true,\
            "extendBootVolumeSize":true,"handleUserData":true,"adminPasswordType":"Random","adminPassword":""}
            """;

    private static final String PASSWORD_TYPE = "adminPasswordType";
    private static final String PASSWORD = "adminPassword";
    private static final String DO_NOTHING = "DoNothing";

    private final ObjectNode fields;

    private LaunchConfig(ObjectNode fields) {
        this.fields = fields;
    }

    /** The settings on a disk; empty settings when the file is missing or holds something else. */
    static LaunchConfig on(WindowsDisk disk) {
        return new LaunchConfig(disk.file(DiskPaths.LAUNCH_CONFIG)
                .map(PipelineJson::tree)
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .orElseGet(PipelineJson.MAPPER::createObjectNode));
    }

    /** {@code Random}, {@code Specify} or {@code DoNothing}. */
    String passwordType() {
        return fields.path(PASSWORD_TYPE).asText(DO_NOTHING);
    }

    /** In clear text; empty when there is none. */
    String password() {
        return fields.path(PASSWORD).asText("");
    }

    boolean handlesUserData() {
        return fields.path("handleUserData").asBoolean(false);
    }

    /** The text with a field set. */
    String with(String field, String value) {
        return PipelineJson.write(fields.deepCopy().put(field, value));
    }

    /** As the agent leaves the settings after a first boot: the password that is set now stays, and stands nowhere. */
    String afterFirstBoot() {
        return PipelineJson.write(
                fields.deepCopy().put(PASSWORD_TYPE, DO_NOTHING).put(PASSWORD, ""));
    }
}
