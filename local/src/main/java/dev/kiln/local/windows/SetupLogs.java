package dev.kiln.local.windows;

import dev.kiln.guest.PackedText;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ends of logs that guest scripts pack into their answers when something failed. */
final class SetupLogs {
    private static final Map<String, String> OF_AGENT = Map.of(
            LaunchAgentRun.EC2LAUNCH_V2, DiskPaths.AGENT_LOG,
            LaunchAgentRun.EC2LAUNCH_V1, DiskPaths.LAUNCH_LOG,
            LaunchAgentRun.EC2CONFIG, DiskPaths.CONFIG_LOG);

    private SetupLogs() {}

    /** The path of the launch agent's log. */
    static String ofAgent(WindowsDisk disk) {
        return OF_AGENT.get(disk.launchAgent());
    }

    /** Those of a generalize. */
    static String ofSysprep(WindowsDisk disk) {
        return PackedText.pack("== setuperr.log\n"
                + disk.file(DiskPaths.SYSPREP_ERRORS).orElse("")
                + "\n== setupact.log\n"
                + disk.file(DiskPaths.SYSPREP_LOG).orElse(""));
    }

    /** Those of the first start of a machine, as far as there are any. */
    static String ofBoot(WindowsDisk disk) {
        return PackedText.pack(Stream.of(
                        DiskPaths.SETUP_ERRORS,
                        DiskPaths.SETUP_LOG,
                        DiskPaths.AGENT_LOG,
                        DiskPaths.LAUNCH_LOG,
                        DiskPaths.CONFIG_LOG)
                .flatMap(path -> disk.file(path).map(text -> "== " + path + "\n" + text.strip()).stream())
                .collect(Collectors.joining("\n")));
    }
}
