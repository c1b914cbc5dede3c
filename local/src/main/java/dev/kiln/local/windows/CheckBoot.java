package dev.kiln.local.windows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.json.PipelineJson;
import dev.kiln.local.time.Delay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code check-boot}: looks at a machine that was launched from an image, and runs the recipe's checks on it. */
final class CheckBoot {
    private static final int ENDED_BY_SCRIPT = -1;
    private static final int TAIL_CHARACTERS = 1000;
    private static final int TAIL_LINES = 10;
    /** The script waits so long for a Setup that is not complete. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final GuestCommand command;
    private final Situation situation;
    private final Expectations expectations;
    private final RunFolder run;
    private final GuestLog log = new GuestLog();
    private final List<String> reasons = new ArrayList<>();

    CheckBoot(GuestCommand command, Situation situation, Expectations expectations) {
        this.command = command;
        this.situation = situation;
        this.expectations = expectations;
        this.run = new RunFolder(command);
    }

    /** What came of one check. */
    private record Checked(String name, int exitCode, Duration takes, Optional<String> reason) {
        private ObjectNode json() {
            return PipelineJson.MAPPER
                    .createObjectNode()
                    .put("name", name)
                    .put("exitCode", exitCode)
                    .put("seconds", takes.toSeconds());
        }
    }

    Course course() {
        return run.again(situation).orElseGet(this::look);
    }

    private Course look() {
        var takes = situation.draw(Delay.GUEST_SCRIPT_LOOKS);
        if (!situation.disk().complete()) {
            takes = takes.plus(PATIENCE);
            reasons.add("Windows Setup is in " + situation.disk().imageState() + ", not in " + WindowsDisk.COMPLETE);
        } else {
            reasons.addAll(BootFaults.of(command, situation));
        }
        var checks = command.objects("checks").stream().map(this::check).toList();
        checks.forEach(check -> check.reason().ifPresent(reasons::add));
        var all = checks.stream().map(Checked::takes).reduce(takes, Duration::plus);
        return Course.of(situation.disk(), all, disk -> answer(disk, checks));
    }

    private Checked check(JsonNode check) {
        var ended = ended(check, GuestCommand.text(check, "name"));
        log.line("Check " + ended.name() + ": exit code " + ended.exitCode() + " after "
                + ended.takes().toSeconds() + " s.");
        if (ended.exitCode() != 0) {
            var script = expectations.check(ended.name());
            log.tail("The end of the output:", script.printed(ended.name()), TAIL_CHARACTERS, TAIL_LINES);
            log.tail("The end of the error output:", script.stderr().orElse(""), TAIL_CHARACTERS, TAIL_LINES);
        }
        return ended;
    }

    private Checked ended(JsonNode check, String name) {
        var script = expectations.check(name);
        var limit = Duration.ofSeconds(check.path("timeoutSeconds").asLong());
        var takes = script.takes().orElseGet(() -> situation.draw(Delay.CHECK_RUNS));
        if (script.hangs() || (limit.isPositive() && takes.compareTo(limit) > 0)) {
            var reason = "the check '" + name + "' ran longer than its " + limit.toSeconds() + " seconds";
            return new Checked(name, ENDED_BY_SCRIPT, limit, Optional.of(reason));
        }
        return new Checked(
                name,
                script.exitCode(),
                takes,
                Optional.of("the check '" + name + "' exited with " + script.exitCode())
                        .filter(reason -> script.exitCode() != 0));
    }

    private Course.Ending answer(WindowsDisk disk, List<Checked> checks) {
        var result = Answer.outcome(reasons.isEmpty() ? "passed" : "failed");
        result.set("facts", MachineFacts.ofBoot(disk));
        var list = result.putArray("checks");
        checks.forEach(check -> list.add(check.json()));
        if (!reasons.isEmpty()) {
            result.set("reasons", MachineFacts.texts(reasons));
            result.put("setupLogs", SetupLogs.ofBoot(disk));
        }
        return run.complete(disk.change(), log.text(), result, reasons.isEmpty() ? Course.GOOD : Course.BAD);
    }
}
