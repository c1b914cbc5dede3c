package dev.kiln.local.windows;

import dev.kiln.json.PipelineJson;
import dev.kiln.local.ec2.Guest;
import dev.kiln.seal.AgentFault;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Why a machine must not be sealed: what Sysprep stumbles over, and what does not belong into an image. */
final class Preflight {
    /** How often one installation can be generalized (Microsoft, "Sysprep (Generalize) a Windows installation"). */
    private static final int MOST_GENERALIZATIONS = 1001;

    private static final int ROOM_MB = 1024;

    private final GuestCommand command;
    private final WindowsDisk disk;
    private final Guest.Hardware hardware;
    private final List<String> reasons = new ArrayList<>();

    private Preflight(GuestCommand command, Situation situation) {
        this.command = command;
        this.disk = situation.disk();
        this.hardware = situation.hardware();
    }

    /** The reasons, as the guest script words them; none when the machine is ready for its image by a method. */
    static List<String> reasons(GuestCommand command, Situation situation) {
        var preflight = new Preflight(command, situation);
        preflight.look(command.text("method"));
        return List.copyOf(preflight.reasons);
    }

    private void look(String method) {
        if (!disk.complete()) {
            reasons.add("Windows Setup is in " + disk.imageState() + ", not in " + WindowsDisk.COMPLETE
                    + ", and what Sysprep has begun cannot be undone; start a new build");
        }
        if (method.equals("none")) {
            return;
        }
        disk.file(DiskPaths.BUSY_INSTALLER)
                .ifPresent(
                        who -> reasons.add(who + " is still at work after 10 minutes; wait for its end, then redrive"));
        if (disk.file(DiskPaths.BUSY_AGENT).isPresent()) {
            reasons.add("the launch agent is still at work after 5 minutes; read its log");
        }
        agents();
        reasons.addAll(new ToldDrives(command, disk, hardware).obstacles(true));
        space();
        boolean inDomain =
                disk.file(DiskPaths.DOMAIN).filter(domain -> !domain.isBlank()).isPresent();
        if (method.equals("shutdown")) {
            if (inDomain) {
                reasons.add(
                        "the machine is in a domain, and every machine of the image would be the same member of it; leave the domain in a step (Remove-Computer)");
            }
            return;
        }
        generalizable(inDomain);
    }

    private void generalizable(boolean inDomain) {
        reasons.addAll(new OtherUsers(command, disk).obstacles());
        disk.userAppx()
                .forEach(name -> reasons.add("the package " + name
                        + " is installed for a user only; remove it with Remove-AppxPackage -AllUsers"));
        if (inDomain) {
            reasons.add(
                    "the machine is in a domain, and Sysprep would take it out; leave the domain in a step (Remove-Computer), and restart");
        }
        disk.file(DiskPaths.BITLOCKER).ifPresent(drive -> reasons.add("BitLocker is on for " + drive + "; decrypt it"));
        roles();
        logon();
        if (disk.sysprepCount() >= MOST_GENERALIZATIONS) {
            reasons.add("Windows can be generalized no more (its rearm count is used up); start from a younger parent");
        }
    }

    private void roles() {
        for (var role : command.arguments().path("unsupportedRoles").properties()) {
            if (disk.features().contains(role.getKey())) {
                reasons.add(
                        "Sysprep does not support the role " + role.getValue().asText() + " (" + role.getKey()
                                + "); install it on the machines of the image instead");
            }
        }
    }

    /** Sysprep runs as a task with a password, but for EC2Config. */
    private void logon() {
        boolean stored =
                disk.file(DiskPaths.NO_STORED_PASSWORDS).filter("1"::equals).isEmpty();
        if (!stored && !disk.launchAgent().equals(LaunchAgentRun.EC2CONFIG)) {
            reasons.add(
                    "a policy forbids to store passwords, and the task that runs Sysprep has one; set DisableDomainCreds in"
                            + " HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa to 0 and restart, and to 1 again by specializeCommands");
        }
    }

    private void agents() {
        var faults = PipelineJson.read(command.arguments().path("agentFaults").toString(), AgentFault[].class);
        for (AgentFault fault : Arrays.asList(faults)) {
            String version = version(fault.agent());
            if (!version.isEmpty() && !older(version, fault.from()) && older(version, fault.before())) {
                reasons.add(fault.agent() + " " + version + " " + fault.fault() + " (" + fault.source() + "); install "
                        + fault.before() + " or a later one");
            }
        }
    }

    private String version(String agent) {
        if (agent.equals("SSM agent")) {
            return disk.ssmAgentVersion();
        }
        return agent.equals(disk.launchAgent()) ? disk.launchAgentVersion() : "";
    }

    /** By their numbers, of which one that is missing comes before zero. */
    private static boolean older(String version, String other) {
        return Arrays.compare(numbers(version), numbers(other)) < 0;
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
    }

    private void space() {
        disk.file(DiskPaths.FREE_MB)
                .map(Integer::parseInt)
                .filter(free -> free < ROOM_MB)
                .ifPresent(free -> reasons.add("C: has " + free + " MB free, and " + ROOM_MB
                        + " are needed; delete files, or write a larger image.rootVolume.size"));
    }
}
