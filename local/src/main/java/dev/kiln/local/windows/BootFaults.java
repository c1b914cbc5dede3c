package dev.kiln.local.windows;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the seal was to bring about on a machine of the image and did not, as the guest script finds and words it. */
final class BootFaults {
    private static final String PASSWORD = "administratorPassword";
    /** Of the language no documented sign is sure; of the profile there is one in the log of Setup alone. */
    private static final Set<String> UNSEEN = Set.of("copyProfile", "uiLanguage");

    private final JsonNode arguments;
    private final Situation situation;
    private final WindowsDisk disk;
    private final List<String> faults = new ArrayList<>();

    private BootFaults(GuestCommand command, Situation situation) {
        this.arguments = command.arguments();
        this.situation = situation;
        this.disk = situation.disk();
    }

    static List<String> of(GuestCommand command, Situation situation) {
        var found = new BootFaults(command, situation);
        found.routes();
        found.activation();
        found.users();
        if (!found.seal("method").equals("none")) {
            found.agent();
        }
        if (found.seal("method").equals("sysprep")) {
            found.identity();
            found.remoteDesktop();
            found.shell();
            found.answers();
            found.profile();
        }
        return List.copyOf(found.faults);
    }

    private void users() {
        for (JsonNode user : arguments.path("users")) {
            String who = "the account " + user.path("name").asText() + ", which a step has made,";
            var made = LocalUsers.find(disk, user.path("name").asText());
            if (made.isEmpty()) {
                faults.add(who + " is not on the machine");
            } else {
                user(who, user, made.get());
            }
        }
    }

    private void user(String who, JsonNode wanted, JsonNode made) {
        if (made.path(LocalUsers.DISABLED).asBoolean()) {
            faults.add(who + " is disabled");
        }
        if (made.path(LocalUsers.EXPIRED).asBoolean()) {
            faults.add("the password of " + who + " has expired");
        }
        boolean administrator = made.path("administrator").asBoolean();
        if (wanted.path("administrator").asBoolean() != administrator) {
            faults.add(who + (administrator ? " is an administrator" : " is no administrator"));
        }
    }

    private void agent() {
        if (!setUpHere()) {
            faults.add("the launch agent has not set this machine up: it was not told to do so at its first start");
            return;
        }
        userData();
        drives();
        if (!seal(PASSWORD).equals("keep")) {
            password();
            clearText();
        }
    }

    /** The machine keeps whose user data it has run last, not what that has done. */
    private void userData() {
        String mark = arguments.path("userData").asText();
        boolean left = situation.hardware().userData().contains("'" + mark + "'")
                && disk.file(DiskPaths.USER_DATA)
                        .filter(situation.instanceId()::equals)
                        .isPresent();
        if (!mark.isEmpty() && !left) {
            faults.add("the user data of the machine was not run");
        }
    }

    private void drives() {
        var volumes = situation.hardware().volumes();
        for (JsonNode drive : arguments.path("drives")) {
            String letter = drive.path("letter").asText() + ":";
            boolean there = DriveLetters.device(disk, drive.path("letter").asText())
                    .flatMap(device -> Optional.ofNullable(volumes.get(device)))
                    .filter(drive.path("volumeId").asText()::equals)
                    .isPresent();
            if (!there) {
                faults.add("the volume of the device " + drive.path("device").asText() + " is not the drive " + letter);
            }
        }
    }

    private void activation() {
        if (arguments.path("builder").path("activated").asBoolean() && !disk.activated()) {
            faults.add("Windows is not activated, as it was on the builder");
        }
    }

    private void clearText() {
        if (AnswerFile.on(disk).setsPassword()) {
            faults.add("a password still stands in clear text in " + DiskPaths.CONFIG_ANSWERS);
        }
        if (!LaunchConfig.on(disk).password().isEmpty()) {
            faults.add("a password still stands in clear text in " + DiskPaths.LAUNCH_CONFIG);
        }
        if (!AgentConfig.on(disk).clearText().isEmpty()) {
            faults.add("a password still stands in clear text in " + DiskPaths.AGENT_CONFIG);
        }
    }

    private String seal(String field) {
        return arguments.path("seal").path(field).asText();
    }

    private boolean setUpHere() {
        return disk.file(DiskPaths.RUN_ONCE)
                .filter(situation.instanceId()::equals)
                .isPresent();
    }

    private void password() {
        if (AdministratorAccount.disabled(disk)) {
            faults.add(
                    "the account Administrator is disabled, so nobody can sign in with the password that it was to get");
        } else if (!AdministratorAccount.randomOf(disk, situation.instanceId())
                && !(seal(PASSWORD).equals("specify") && AdministratorAccount.specified(disk))) {
            faults.add("the Administrator did not get the password that the launch agent was to set");
        }
    }

    private void identity() {
        var builder = arguments.path("builder");
        if (disk.machineSid().equals(builder.path("sid").asText())) {
            faults.add("the machine has the security identifier of its builder (" + disk.machineSid()
                    + "): it was not generalized");
        }
        if (disk.computerName().equals(builder.path("computerName").asText())) {
            faults.add("the machine has its builder's name, " + disk.computerName());
        }
    }

    private void remoteDesktop() {
        disk.file(DiskPaths.DENY_RDP)
                .filter("1"::equals)
                .ifPresent(value ->
                        faults.add("Remote Desktop is refused, as it is from before Sysprep until Setup has ended"));
    }

    private void shell() {
        disk.file(DiskPaths.BROKEN_SHELL)
                .ifPresent(status -> faults.add("the package MicrosoftWindows.Client.CBS of the shell is " + status
                        + ", as after a Sysprep that ran as SYSTEM"));
    }

    private void answers() {
        for (var told : arguments.path("seal").path("answers").properties()) {
            String value = told.getValue().asText();
            String has = disk.file(DiskPaths.TOLD_SETUP + told.getKey()).orElse("");
            if (!UNSEEN.contains(told.getKey()) && !has.equals(value)) {
                faults.add("Setup was told the " + told.getKey() + " '" + value + "', and Windows has '" + has + "'");
            }
        }
    }

    private void profile() {
        boolean told = arguments
                .path("seal")
                .path("answers")
                .path("copyProfile")
                .asText()
                .equals("true");
        disk.file(DiskPaths.UNATTEND_LOG).stream()
                .flatMap(String::lines)
                .filter(line -> told && line.matches(".*CopyProfile (succeeded|failed).*"))
                .reduce((earlier, later) -> later)
                .filter(last -> last.contains("CopyProfile failed"))
                .ifPresent(last ->
                        faults.add("Setup was told to copy the profile of the Administrator, and failed: " + last));
    }

    private void routes() {
        Gateway.wrong(disk, situation.hardware())
                .forEach((address, gateway) -> faults.add(
                        "the route to " + address + " leads to " + gateway + ", which is no gateway of this subnet"));
    }
}
