package dev.kiln.local.windows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.local.time.Delay;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code invoke-step}: runs a script of the recipe, which here does what is expected of it. */
final class InvokeStep {
    private static final List<String> RESTARTS = List.of("3010", "1641");
    private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z]:\\\\.*");
    private static final String CUT_OFF = "the script was cut off before it ended: the command was stopped, or the"
            + " machine went down (a script that needs a restart exits with 3010)";

    private final GuestCommand command;
    private final Situation situation;
    private final RunFolder run;
    private final ScriptExpectation script;
    private final RecipeFiles files;

    InvokeStep(GuestCommand command, Situation situation, Expectations expectations, RecipeFiles files) {
        this.files = files;
        this.command = command;
        this.situation = situation;
        this.run = new RunFolder(command);
        this.script = expectations.step(command.text("step")).inRun(run.number(situation.disk()));
    }

    Course course() {
        return run.again(situation)
                .or(() -> interrupted().map(this::goOn))
                .or(this::wrongDestination)
                .or(this::missingFile)
                .orElseGet(this::begin);
    }

    /** A script that was under way when the account was put on file was not interrupted: it takes its time anew. */
    private Optional<ObjectNode> interrupted() {
        return run.state(situation.disk()).filter(state -> !situation.resumed() || asked(state));
    }

    private static boolean asked(JsonNode state) {
        return state.path("phase").asText().equals("restarting");
    }

    private Optional<Course> wrongDestination() {
        return command.objects("files").stream()
                .map(file -> GuestCommand.text(file, "destination"))
                .filter(path -> !ABSOLUTE.matcher(path).matches())
                .map(path -> Answer.failed("the destination '" + path + "' is not an absolute path"))
                .map(answer -> Answer.course(situation, answer))
                .findFirst();
    }

    private Optional<Course> missingFile() {
        var needed = Stream.concat(
                command.objects("files").stream(), Stream.of(command.arguments().path("script")));
        return needed.filter(file -> file.has("versionId"))
                .filter(file -> !files.holds(
                        GuestCommand.text(file, "bucket"),
                        GuestCommand.text(file, "key"),
                        GuestCommand.text(file, "versionId")))
                .map(file -> Answer.failed("s3://" + GuestCommand.text(file, "bucket") + "/"
                        + GuestCommand.text(file, "key")
                        + " could not be brought to the machine: The specified version does not exist."))
                .map(answer -> Answer.course(situation, answer))
                .findFirst();
    }

    private Course begin() {
        var change = run.write(situation.disk().change(), run.newState("running"));
        for (JsonNode file : command.objects("files")) {
            change.file(GuestCommand.text(file, "destination"), "sha256 " + GuestCommand.text(file, "sha256"));
        }
        var takes = script.takes().orElseGet(() -> situation.draw(Delay.SCRIPT_RUNS));
        return script.hangs()
                ? Course.endless(change.done())
                : Course.of(change.done(), takes, disk -> ended(disk, takes));
    }

    private Course.Ending ended(WindowsDisk disk, Duration takes) {
        var state = run.newState("running").put("exitCode", script.exitCode()).put("seconds", takes.toSeconds());
        var change = good(script.exitCode()) ? traces(disk.change()) : disk.change();
        run.keep(change, script, command.text("step"));
        var after = change.done();
        return wantsRestart(script.exitCode())
                ? run.restart(after.change(), run.tails(after), state)
                : complete(after, state);
    }

    private DiskChange traces(DiskChange change) {
        change.line(DiskPaths.TEMPORARY + command.text("step") + ".log", script.printed(command.text("step")));
        change.features(script.installs()).profiles(script.profiles()).userAppx(script.userAppx());
        if (script.busyInstaller()) {
            change.file(DiskPaths.BUSY_INSTALLER, "Windows Installer");
        }
        return script.pendingReboot() ? change.pendingReboot(true) : change;
    }

    /** The agent runs the command again: after the restart that it asked for, or because the machine went down. */
    private Course goOn(ObjectNode state) {
        return Course.of(
                situation.disk(),
                situation.draw(Delay.GUEST_SCRIPT_LOOKS),
                disk -> asked(state) ? complete(disk, state) : cutOff(disk));
    }

    private Course.Ending cutOff(WindowsDisk disk) {
        var result = result("failed", -1, 0, 0).put("reason", CUT_OFF);
        return run.complete(disk.change(), run.tails(disk), result, Course.BAD);
    }

    private Course.Ending complete(WindowsDisk disk, JsonNode state) {
        int exitCode = state.path("exitCode").asInt();
        boolean good = good(exitCode);
        var result = result(
                good ? "done" : "failed",
                exitCode,
                state.path("reboots").asInt(),
                state.path("seconds").asLong());
        if (!good) {
            String expected = String.join(", ", expectedExitCodes());
            result.put("reason", "the script exited with " + exitCode + ", which is not one of " + expected);
        }
        return run.complete(disk.change(), run.tails(disk), result, good ? Course.GOOD : Course.BAD);
    }

    private static ObjectNode result(String outcome, int exitCode, int reboots, long seconds) {
        return Answer.outcome(outcome)
                .put("exitCode", exitCode)
                .put("reboots", reboots)
                .put("seconds", seconds);
    }

    private boolean good(int exitCode) {
        return expectedExitCodes().contains(Integer.toString(exitCode)) || wantsRestart(exitCode);
    }

    private static boolean wantsRestart(int exitCode) {
        return RESTARTS.contains(Integer.toString(exitCode));
    }

    private List<String> expectedExitCodes() {
        var given = command.texts("exitCodes");
        return given.isEmpty() ? List.of("0") : given;
    }
}
