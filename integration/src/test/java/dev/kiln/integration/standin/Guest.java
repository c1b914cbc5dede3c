package dev.kiln.integration.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.guest.GuestResult;
import dev.kiln.json.PipelineJson;
import dev.kiln.local.windows.GuestCommand;

/** What a Windows Server 2022 on which everything succeeds prints when it runs one of Kiln's guest scripts. */
final class Guest {
    static final String OS = "Microsoft Windows Server 2022 Datacenter";
    static final String AGENT = "EC2Launch v2";

    private Guest() {}

    static String output(GuestCommand command) {
        var result = switch (command.script()) {
            case INVOKE_STEP ->
                outcome("done").put("exitCode", 0).put("reboots", 0).put("seconds", 31);
            case RESTART -> outcome("done").put("reboots", 1);
            case INSTALL_UPDATES -> updated();
            case CREATE_USERS, INITIALIZE_DISKS, EXTEND_DRIVE, CHECK_PASSWORD -> outcome("done");
            case SEAL -> sealed();
            case CHECK_BOOT -> passed(command);
        };
        return "Here a guest would tell what it does.\n" + GuestResult.MARK + PipelineJson.write(result) + "\n";
    }

    private static ObjectNode updated() {
        var result = outcome("done").put("rounds", 2).put("reboots", 1);
        result.putArray("installed").add("KB5070884");
        return result;
    }

    private static ObjectNode sealed() {
        var result = outcome("sealed").put("already", false);
        result.putArray("setupErrors");
        var facts = facts();
        facts.putArray("updates").add("KB5070884");
        facts.putArray("features").add("Web-Server");
        result.set("facts", facts);
        return result;
    }

    private static ObjectNode passed(GuestCommand command) {
        var result = outcome("passed");
        result.set("facts", facts().put("imageState", "IMAGE_STATE_COMPLETE").put("activated", true));
        var checks = result.putArray("checks");
        command.arguments()
                .path("checks")
                .forEach(check -> checks.addObject()
                        .put("name", check.path("name").asText())
                        .put("exitCode", 0)
                        .put("seconds", 1));
        return result;
    }

    private static ObjectNode facts() {
        return PipelineJson.MAPPER
                .createObjectNode()
                .put("agent", AGENT)
                .put("agentVersion", "2.3.5")
                .put("os", OS)
                .put("osVersion", "10.0.20348.4297")
                .put("ssmAgentVersion", "3.3.3050.0")
                .put("computerName", "EC2AMAZ-KILN001");
    }

    private static ObjectNode outcome(String word) {
        return PipelineJson.MAPPER.createObjectNode().put("outcome", word);
    }
}
