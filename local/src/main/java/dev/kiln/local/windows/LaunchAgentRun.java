package dev.kiln.local.windows;

import dev.kiln.local.ec2.Guest;

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
    static final String EC2CONFIG = "EC2Config";

    LaunchAgentRun {
        console = List.copyOf(console);
    }

    static LaunchAgentRun on(WindowsDisk disk, Guest.Hardware hardware) {
        return switch (disk.launchAgent()) {
            case EC2LAUNCH_V2 -> SecondLaunch.run(disk, hardware);
            case EC2LAUNCH_V1 -> FirstLaunch.run(disk, hardware);
            case EC2CONFIG -> ConfigService.run(disk, hardware);
            default -> throw new IllegalStateException("there is no launch agent " + disk.launchAgent());
        };
    }

    /** What the agent writes of an encrypted password is left out: EC2 has it from the guest. */
    static List<String> lines(WindowsDisk disk, String agent) {
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
