package dev.kiln.local.windows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.guest.PackedText;
import dev.kiln.json.PipelineJson;
import dev.kiln.local.time.Delay;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code seal}: checks that the machine can be sealed, restarts it when Windows waits for that, changes the settings of
 * its launch agent, and generalizes it through that, or only has the agent set up the next start, or only looks. The
 * machine stays up and reachable; its next boot goes through Setup.
 *
 * <p>While Sysprep works, and for good if it fails, the machine is half done: its image state says so, Remote Desktop
 * is refused, and after a restart it never comes up. Sysprep runs as a scheduled task, so it goes on when the command
 * that started it is ended; the next {@code seal} waits for it.
 */
final class SealMachine {
    private static final String SEAL_FILE = DiskPaths.KILN + "seal.json";
    private static final String ENDS = "ends";
    private static final String FACTS = "facts";
    private static final int MOST_RESTARTS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    /** The script gives up when nothing has happened for so long. */
    private static final Duration QUIET = Duration.ofMinutes(3);

    /** What each agent runs Sysprep with. */
    private static final Map<String, String> SEALED_BY = Map.of(
            LaunchAgentRun.EC2LAUNCH_V2, "ec2launch sysprep",
            LaunchAgentRun.EC2LAUNCH_V1, "SysprepInstance.ps1",
            LaunchAgentRun.EC2CONFIG, "sysprep.exe");
    /** Where each agent logs. */
    private final GuestCommand command;

    private final Situation situation;
    private final Expectations expectations;
    private final RunFolder run;

    SealMachine(GuestCommand command, Situation situation, Expectations expectations) {
        this.command = command;
        this.situation = situation;
        this.expectations = expectations;
        this.run = new RunFolder(command);
    }

    Course course() {
        var disk = situation.disk();
        String method = command.text("method");
        if (method.equals("none")) {
            return refusal(disk).orElseGet(() -> look(ready("untouched", disk, new CleanUp(command).on(disk))));
        }
        if (!SEALED_BY.containsKey(disk.launchAgent())) {
            return look(
                    refused(
                            List.of(
                                    "Kiln seals machines with EC2Launch v2, EC2Launch v1 or EC2Config, and this one has none of them")));
        }
        if (method.equals("sysprep") && disk.generalized()) {
            return Course.of(disk, situation.draw(Delay.GUEST_SCRIPT_LOOKS), left -> sealed(left, true, ""));
        }
        if (method.equals("sysprep") && disk.imageState().equals(WindowsDisk.UNDEPLOYABLE)) {
            return running(disk).map(this::waitFor).orElseGet(this::tooLate);
        }
        return refusal(disk)
                .or(() -> missingLanguage(disk))
                .or(this::badPassword)
                .or(this::pendingRestart)
                .or(this::badSettings)
                .orElseGet(() -> method.equals("shutdown") ? initialise() : generalize());
    }

    private Optional<Course> refusal(WindowsDisk disk) {
        return Optional.of(Preflight.reasons(command, situation))
                .filter(reasons -> !reasons.isEmpty())
                .map(reasons -> Course.of(disk, patience(disk), refused(reasons)::on));
    }

    /** An installer at work is waited for before it counts. */
    private Duration patience(WindowsDisk disk) {
        var look = situation.draw(Delay.GUEST_SCRIPT_LOOKS);
        return disk.file(DiskPaths.BUSY_INSTALLER).isPresent() ? look.plus(PATIENCE) : look;
    }

    private Optional<Course> missingLanguage(WindowsDisk disk) {
        var packs = LanguagePacks.of(disk);
        return Optional.of(
                        command.arguments().path("answers").path("uiLanguage").asText())
                .filter(language -> !language.isEmpty() && !packs.contains(language))
                .map(language -> look(refused(List.of("Windows has no language pack for '" + language + "', only for "
                        + String.join(", ", packs) + "; install it with a step"))));
    }

    /** What the machine reads in the secret; empty when the recipe names none. */
    private String secret() {
        return command.arguments().has("passwordFrom") ? expectations.password().orElse(Passwords.UNTOLD) : "";
    }

    private Optional<Course> badPassword() {
        if (!command.arguments().has("passwordFrom")) {
            return Optional.empty();
        }
        var reasons = Passwords.refusals(command.text("passwordFrom"), expectations);
        return reasons.isEmpty() ? Optional.empty() : Optional.of(look(refused(reasons)));
    }

    /** Settings that the changes do not fit are refused before any is made. */
    private Optional<Course> badSettings() {
        try {
            edited();
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(look(refused(List.of(e.getMessage()))));
        }
    }

    /** What waits for a restart gets it, a few times in a run of the script. */
    private Optional<Course> pendingRestart() {
        var pending = PendingRestart.of(situation.disk());
        if (pending.isEmpty()) {
            return Optional.empty();
        }
        var state = run.state(situation.disk()).orElseGet(PipelineJson.MAPPER::createObjectNode);
        int restarts = state.path("reboots").asInt();
        if (restarts >= MOST_RESTARTS) {
            return Optional.of(look(refused(pending.stream()
                    .map(who -> "a restart is pending for " + who + ", also after " + restarts
                            + " restarts; find what asks for it at each start")
                    .toList())));
        }
        var log = new GuestLog();
        pending.forEach(who -> log.line("A restart is pending for " + who + "."));
        return Optional.of(Course.of(
                situation.disk(),
                situation.draw(Delay.GUEST_SCRIPT_LOOKS),
                disk -> run.restart(disk.change(), log.text(), state)));
    }

    private static Answer ready(String outcome, WindowsDisk disk, CleanUp.Done tidy) {
        var result = Answer.outcome(outcome);
        result.set(FACTS, MachineFacts.ofBuilder(disk));
        result.set("freed", tidy.freed());
        return Answer.good(tidy.printed() + AnswerLimit.fit(result), result);
    }

    /** The next start is a first one to the agent; Windows keeps its identity. */
    private Course initialise() {
        var edited = edited();
        // Without Setup there is nobody else who could set the password for EC2Config.
        boolean now = edited.launchAgent().equals(LaunchAgentRun.EC2CONFIG) && !secret().isEmpty();
        var change = now ? AdministratorAccount.specified(edited.change()) : edited.change();
        var initialised = change.delete(DiskPaths.RUN_ONCE)
                .firstBootPending(true)
                .deleteFolder(DiskPaths.KILN)
                .done();
        var tidy = new CleanUp(command).on(initialised);
        var answer = ready("initialised", situation.disk(), tidy);
        return Course.of(tidy.disk(), situation.draw(Delay.GUEST_SCRIPT_LOOKS), answer::on);
    }

    private WindowsDisk edited() {
        var disk = situation.disk();
        var hardware = situation.hardware();
        var edited = SettingsFiles.edited(disk, SettingsFiles.edits(command, disk, hardware), secret());
        boolean disks = disk.launchAgent().equals(LaunchAgentRun.EC2LAUNCH_V1)
                && new ToldDrives(command, disk, hardware).byLabel();
        return disks ? edited.change().file(DiskPaths.DISK_TASK, "enabled").done() : edited;
    }

    private Course look(Answer answer) {
        return Answer.course(situation, answer);
    }

    private static Answer refused(List<String> reasons) {
        var result = Answer.outcome("refused");
        result.set("reasons", AnswerLimit.fit(reasons));
        return Answer.bad("", result);
    }

    /** When the Sysprep that works on the machine ends. */
    private static Optional<Instant> running(WindowsDisk disk) {
        return sealState(disk)
                .map(state -> state.path(ENDS))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .map(Instant::parse);
    }

    private static Optional<JsonNode> sealState(WindowsDisk disk) {
        return disk.file(SEAL_FILE).map(PipelineJson::tree);
    }

    private Course waitFor(Instant ends) {
        var left = Duration.between(situation.now(), ends);
        var look = situation.draw(Delay.GUEST_SCRIPT_LOOKS);
        return Course.of(situation.disk(), left.compareTo(look) > 0 ? left : look, disk -> ended(disk, ""));
    }

    private Course tooLate() {
        return look(notSealed(
                situation.disk(),
                "an earlier Sysprep did not come to its end and cannot be repaired; start a new build",
                MachineFacts.lines(situation.disk(), DiskPaths.SYSPREP_ERRORS)));
    }

    private Course generalize() {
        var disk = situation.disk();
        var takes = situation.draw(Delay.GUEST_SCRIPT_LOOKS).plus(situation.draw(Delay.SYSPREP_GENERALIZES));
        var until = expectations.sealFails().isPresent() ? takes.plus(QUIET) : takes;
        var state = PipelineJson.MAPPER
                .createObjectNode()
                .put(ENDS, situation.now().plus(until).toString());
        state.set(FACTS, MachineFacts.ofBuilder(disk));
        // EC2Launch v2 resets itself, and v1 has its scheduled task: both act at the next start.
        var removed = new GuestLog();
        var change = batchLogon(edited());
        if (disk.launchAgent().equals(LaunchAgentRun.EC2LAUNCH_V1)) {
            edited().file(DiskPaths.FIRST_ANSWERS)
                    .ifPresent(text -> change.file(DiskPaths.FIRST_ANSWERS, AnswerFile.resaved(text)));
        }
        new OtherUsers(command, disk).remove(change, removed);
        var begun = change.file(SEAL_FILE, PipelineJson.write(state))
                .delete(DiskPaths.RUN_ONCE)
                .firstBootPending(true)
                .line(SetupLogs.ofAgent(disk), "Info: " + SEALED_BY.get(disk.launchAgent()))
                .file(DiskPaths.DENY_RDP, "1")
                .imageState(WindowsDisk.UNDEPLOYABLE)
                .file(DiskPaths.SYSPREP_LOG, "Info SYSPRP Running the generalize phase\n")
                .file(DiskPaths.SYSPREP_ERRORS, "")
                .done();
        return Course.of(begun, until, after -> ended(after, removed.text()));
    }

    private Course.Ending ended(WindowsDisk disk, String printed) {
        return expectations.sealFails().map(why -> failed(disk, why)).orElseGet(() -> succeeded(disk, printed));
    }

    private Course.Ending succeeded(WindowsDisk disk, String printed) {
        return sealed(
                disk.change()
                        .imageState(WindowsDisk.GENERALIZED)
                        .sysprepCount(disk.sysprepCount() + 1)
                        .activated(false)
                        .line(DiskPaths.SYSPREP_LOG, "Info SYSPRP The generalize phase is complete")
                        .done(),
                false,
                printed);
    }

    /** Leaves nothing of Kiln on the disk. */
    private Course.Ending sealed(WindowsDisk disk, boolean already, String before) {
        var result = Answer.outcome("sealed").put("already", already);
        result.set(
                FACTS, sealState(disk).map(state -> state.path(FACTS)).orElseGet(() -> MachineFacts.ofBuilder(disk)));
        result.putArray("setupErrors");
        result.put(
                "answerFile",
                AnswerFile.on(disk).withoutAnyPassword().map(PackedText::pack).orElse(""));
        String how = disk.launchAgent().equals(LaunchAgentRun.EC2CONFIG)
                ? "Generalizing as EC2Config does it.\n"
                : "Generalizing as the built-in Administrator.\n";
        var tidy = new CleanUp(command).on(disk);
        result.set("freed", tidy.freed());
        return Answer.good(before + (already ? "" : how) + tidy.printed() + AnswerLimit.fit(result), result)
                .on(tidy.disk().change().deleteFolder(DiskPaths.KILN).done());
    }

    private static Course.Ending failed(WindowsDisk disk, String why) {
        String error = "Error SYSPRP " + why;
        var halfDone = disk.change()
                .line(DiskPaths.SYSPREP_ERRORS, error)
                .file(SEAL_FILE, "{}")
                .done();
        String reason = SEALED_BY.get(disk.launchAgent()) + " ended and Windows is in " + disk.imageState()
                + "; start a new build";
        return notSealed(halfDone, reason, List.of(error)).on(halfDone);
    }

    private static Answer notSealed(WindowsDisk disk, String reason, Collection<String> errors) {
        ObjectNode result = Answer.outcome("failed").put("reason", reason).put("imageState", disk.imageState());
        result.set("setupErrors", MachineFacts.texts(errors));
        result.put("setupLogs", SetupLogs.ofSysprep(disk));
        String printed = new GuestLog()
                .tail(
                        "The end of the agent's log:",
                        disk.file(SetupLogs.ofAgent(disk)).orElse(""),
                        3000,
                        30)
                .text();
        return Answer.bad(printed, result);
    }

    /** Sysprep runs as the Administrator, who gets a password for it; on Server 2012 R2 it need not. */
    private static DiskChange batchLogon(WindowsDisk disk) {
        return disk.launchAgent().equals(LaunchAgentRun.EC2CONFIG)
                ? disk.change()
                : AdministratorAccount.scrambled(disk.change());
    }
}
