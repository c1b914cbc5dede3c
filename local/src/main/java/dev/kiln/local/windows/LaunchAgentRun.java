package dev.kiln.local.windows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.json.PipelineJson;

import java.util.ArrayList;
import java.util.List;

/**
 * What Amazon's launch agent does at one start of the machine.
 *
 * @param disk as the agent leaves it
 * @param console what it writes to the serial port
 * @param startsSsm whether the SSM agent is on
 */
record LaunchAgentRun(WindowsDisk disk, List<String> console, boolean startsSsm) {
    static final String EC2LAUNCH_V2 = "EC2Launch v2";
    static final String EC2LAUNCH_V1 = "EC2Launch v1";
    /** The settings of EC2Launch v1 that AWS's images come with. */
    static final String V1_CONFIG = """
            {"setComputerName":false,"setMonitorAlwaysOn":true,"setWallpaper":true,"addDnsSuffixList":true,\
            "extendBootVolumeSize":true,"handleUserData":true,"adminPasswordType":"Random","adminPassword":""}
            """;

    private static final String PASSWORD_TYPE = "adminPasswordType";
    private static final String DO_NOTHING = "DoNothing";

    LaunchAgentRun {
        console = List.copyOf(console);
    }

    static LaunchAgentRun on(WindowsDisk disk, String instanceId) {
        return EC2LAUNCH_V2.equals(disk.launchAgent()) ? v2(disk, instanceId) : v1(disk, instanceId);
    }

    private static LaunchAgentRun v2(WindowsDisk disk, String instanceId) {
        var config = AgentConfig.on(disk);
        var change = disk.change();
        if (disk.firstBootPending()) {
            change.activated(config.activates());
            change.firstBootPending(false);
            change.file(DiskPaths.RUN_ONCE, instanceId);
            change.line(
                    DiskPaths.AGENT_LOG,
                    "Info: setAdminAccount: " + config.passwordType().orElse("no such task"));
        }
        change.line(DiskPaths.AGENT_LOG, "Info: Windows is ready to use");
        return new LaunchAgentRun(
                change.done(), lines(disk, "Ec2Launch service v" + disk.launchAgentVersion()), config.startsSsm());
    }

    /** The older agent sets a random password once and then turns its own setting off. */
    private static LaunchAgentRun v1(WindowsDisk disk, String instanceId) {
        var change = disk.change();
        if (disk.firstBootPending()) {
            var config = disk.file(DiskPaths.LAUNCH_CONFIG)
                    .map(PipelineJson::tree)
                    .filter(ObjectNode.class::isInstance)
                    .map(ObjectNode.class::cast)
                    .orElseGet(PipelineJson.MAPPER::createObjectNode);
            change.line(
                    DiskPaths.LAUNCH_LOG,
                    "adminPasswordType: " + config.path(PASSWORD_TYPE).asText(DO_NOTHING));
            config.put(PASSWORD_TYPE, DO_NOTHING);
            change.activated(true);
            change.firstBootPending(false);
            change.file(DiskPaths.RUN_ONCE, instanceId);
            change.file(DiskPaths.LAUNCH_CONFIG, PipelineJson.write(config));
        }
        change.line(DiskPaths.LAUNCH_LOG, "Message: Windows is Ready to use");
        return new LaunchAgentRun(change.done(), lines(disk, "Ec2Launch v" + disk.launchAgentVersion()), true);
    }

    /** Without a key pair, which Kiln's machines do not have, the agent writes no password to the console. */
    private static List<String> lines(WindowsDisk disk, String agent) {
        var lines = new ArrayList<String>();
        if (disk.firstBootPending()) {
            lines.add("Windows sysprep configuration complete.");
        }
        lines.add("OsVersion: 10.0");
        lines.add("OsProductName: " + disk.release());
        lines.add("OsBuildLabEx: " + disk.build());
        lines.add("EC2 Agent: " + agent);
        lines.add("SSM: Amazon SSM Agent v" + disk.ssmAgentVersion());
        lines.add("Message: Windows is Ready to use");
        return lines;
    }
}
