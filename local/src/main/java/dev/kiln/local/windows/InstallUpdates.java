package dev.kiln.local.windows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.local.time.Delay;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * {@code install-updates}: searches, installs what is offered, restarts if Windows wants it, and begins again until a
 * search finds nothing.
 */
final class InstallUpdates {
    private static final Set<String> CATEGORIES = Set.of(
            "CriticalUpdates",
            "DefinitionUpdates",
            "Drivers",
            "FeaturePacks",
            "SecurityUpdates",
            "ServicePacks",
            "Tools",
            "UpdateRollups",
            "Updates");
    private static final int DEFAULT_ROUNDS = 5;
    private static final int MOST_RESTARTS = 12;
    /** In how many runs, with restarts between them, the step is expected to be done. */
    private static final String RUNS = "runs";

    private final GuestCommand command;
    private final Situation situation;
    private final RunFolder run;
    private final ScriptExpectation expected;
    private final UpdateChoice choice;
    private final ObjectNode state;
    private final NavigableSet<String> installed = new TreeSet<>();
    private final GuestLog log = new GuestLog();
    private WindowsDisk disk;
    private Duration takes;

    InstallUpdates(GuestCommand command, Situation situation, Expectations expectations) {
        this.command = command;
        this.situation = situation;
        this.run = new RunFolder(command);
        this.choice = UpdateChoice.of(command);
        this.expected = expectations.step(command.text("step")).inRun(run.number(situation.disk()));
        this.disk = situation.disk();
        this.state = run.state(disk).orElseGet(() -> run.newState("installing").put(RUNS, runs()));
        this.state.path("installed").valueStream().map(JsonNode::asText).forEach(installed::add);
        this.disk = run.write(disk.change(), state).done();
        this.takes = Duration.ZERO;
    }

    Course course() {
        return run.again(situation).orElseGet(this::rounds);
    }

    private Course rounds() {
        var begun = disk;
        if (expected.hangs()) {
            return Course.endless(begun);
        }
        // No other command changes the disk meanwhile, so the end can be worked out in advance.
        var ending = end();
        return Course.of(begun, expected.takes().map(this::share).orElse(takes), unused -> ending);
    }

    /** An expectation says how long the whole step takes: every run takes its part of that. */
    private Duration share(Duration whole) {
        return whole.dividedBy(Math.max(1, state.path(RUNS).asInt()));
    }

    /** Goes through the rounds ahead on a copy of the disk and counts the runs between their restarts. */
    private int runs() {
        if (expected.exitCode() != 0) {
            return 1;
        }
        int runs = disk.pendingReboot() ? 2 : 1;
        var ahead = disk;
        var updates = offered(ahead);
        for (int round = 0; round < mostRounds() && !updates.isEmpty(); round++) {
            runs += wantsRestart(updates) ? 1 : 0;
            ahead = written(ahead.change(), updates).done();
            updates = offered(ahead);
        }
        return runs;
    }

    private List<WindowsUpdate> offered(WindowsDisk on) {
        return UpdateCatalogue.offered(on, situation.now()).stream()
                .filter(update -> choice.obstacle(update, situation.now()).isEmpty())
                .toList();
    }

    private int mostRounds() {
        return command.arguments().path("maxRounds").asInt(DEFAULT_ROUNDS);
    }

    private static boolean wantsRestart(List<WindowsUpdate> updates) {
        return updates.stream().anyMatch(WindowsUpdate::needsRestart);
    }

    private DiskChange written(DiskChange change, List<WindowsUpdate> updates) {
        var today = LocalDate.ofInstant(situation.now(), ZoneOffset.UTC);
        for (WindowsUpdate update : updates) {
            change.updates(List.of(update.kb()))
                    .file(DiskPaths.UPDATE_DOWNLOADS + update.kb() + ".cab", update.kb())
                    .file(DiskPaths.INSTALLED_ON + update.kb(), today.toString());
            update.build().ifPresent(change::build);
        }
        return change;
    }

    private Course.Ending end() {
        var unknown = command.texts("categories").stream()
                .filter(name -> !CATEGORIES.contains(name))
                .findFirst();
        if (unknown.isPresent()) {
            return Answer.failed("'" + unknown.get() + "' is no category of updates; there are "
                            + String.join(", ", new TreeSet<>(CATEGORIES)))
                    .on(disk);
        }
        if (command.texts("categories").isEmpty()) {
            return Answer.failed("no categories of updates are named").on(disk);
        }
        if (expected.exitCode() != 0) {
            takes = takes.plus(situation.draw(Delay.UPDATES_ARE_SEARCHED));
            return failed(expected.stderr().orElse("Windows Update failed with " + expected.exitCode()));
        }
        return installAll();
    }

    private Course.Ending installAll() {
        while (true) {
            if (state.path("reboots").asInt() >= MOST_RESTARTS) {
                return failed("Windows was restarted " + MOST_RESTARTS + " times and is still not up to date");
            }
            if (disk.pendingReboot()) {
                return run.restart(disk.change(), log.text(), state);
            }
            takes = takes.plus(situation.draw(Delay.UPDATES_ARE_SEARCHED));
            var offered = offered(disk);
            if (offered.isEmpty()) {
                tellWhatIsLeftOut();
                return run.complete(disk.change(), log.text(), result("done"), Course.GOOD);
            }
            int rounds = state.path("rounds").asInt();
            if (rounds >= mostRounds()) {
                return failed("after " + rounds + " rounds there are still " + names(offered));
            }
            install(rounds + 1, offered);
        }
    }

    private void tellWhatIsLeftOut() {
        for (WindowsUpdate update : UpdateCatalogue.offered(disk, situation.now())) {
            choice.obstacle(update, situation.now())
                    .ifPresent(reason -> log.line("Left out " + update.kb() + ": " + reason + "."));
        }
    }

    private void install(int round, List<WindowsUpdate> updates) {
        log.line("Round " + round + ": " + updates.size() + " updates.");
        for (WindowsUpdate update : updates) {
            takes = takes.plus(situation.draw(Delay.UPDATE_INSTALLS));
            log.line("Installed " + update.kb() + ".");
            installed.add(update.kb());
        }
        state.put("rounds", round).set("installed", MachineFacts.texts(installed));
        disk = run.write(written(disk.change(), updates), state)
                .pendingReboot(wantsRestart(updates))
                .done();
    }

    private Course.Ending failed(String reason) {
        return run.complete(disk.change(), log.text(), result("failed").put("reason", reason), Course.BAD);
    }

    private static String names(List<WindowsUpdate> updates) {
        return updates.stream().map(WindowsUpdate::kb).collect(Collectors.joining(", "));
    }

    private ObjectNode result(String outcome) {
        var result = Answer.outcome(outcome);
        result.set("installed", MachineFacts.texts(installed));
        return result.put("rounds", state.path("rounds").asInt())
                .put("reboots", state.path("reboots").asInt());
    }
}
