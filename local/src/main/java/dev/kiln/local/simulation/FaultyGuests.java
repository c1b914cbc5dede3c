package dev.kiln.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.local.windows.CommandFaults;
import dev.kiln.local.windows.Expectations;
import dev.kiln.local.windows.GuestCommand;
import dev.kiln.local.windows.ScriptExpectation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Scripts that hang or fail on the machine, and a Sysprep that does. */
final class FaultyGuests implements CommandFaults {
    /** ERROR_DISK_FULL of Windows. */
    private static final int DISK_FULL = 112;

    private static final ScriptExpectation HANGS = script(0, true, Optional.empty(), false);
    private static final ScriptExpectation NO_SPACE =
            script(DISK_FULL, false, Optional.of("There is not enough space on the disk."), false);
    private static final ScriptExpectation BUSY_INSTALLER = script(0, false, Optional.empty(), true);

    private final Dice dice;

    FaultyGuests(Dice dice) {
        this.dice = dice;
    }

    private static ScriptExpectation script(int exitCode, boolean hangs, Optional<String> stderr, boolean busy) {
        return new ScriptExpectation(
                Optional.empty(),
                exitCode,
                hangs,
                Optional.empty(),
                Optional.empty(),
                stderr,
                List.of(),
                List.of(),
                List.of(),
                false,
                busy);
    }

    @Override
    public Optional<Expectations> of(GuestCommand command) {
        return switch (command.script()) {
            case INVOKE_STEP, INSTALL_UPDATES, CREATE_USERS -> step(command.text("step"));
            case SEAL -> seal(command.text("build"));
            case CHECK_BOOT -> check(command);
            case RESTART, INITIALIZE_DISKS, EXTEND_DRIVE, CHECK_PASSWORD -> Optional.empty();
        };
    }

    private Optional<Expectations> step(String name) {
        if (dice.strikes(FaultKind.COMMAND_STUCK, name)) {
            return Optional.of(steps(name, HANGS));
        }
        if (dice.strikes(FaultKind.DISK_FULL, name)) {
            return Optional.of(steps(name, NO_SPACE));
        }
        return dice.strikes(FaultKind.SEAL_REFUSED, name) ? Optional.of(steps(name, BUSY_INSTALLER)) : Optional.empty();
    }

    private static Expectations steps(String name, ScriptExpectation script) {
        return new Expectations(new TreeMap<>(Map.of(name, script)), Optional.empty(), new TreeMap<>());
    }

    private Optional<Expectations> seal(String build) {
        return dice.strikes(FaultKind.SYSPREP_HALF_DONE, build)
                ? Optional.of(new Expectations(
                        new TreeMap<>(), Optional.of("Sysprep was not able to validate (injected)"), new TreeMap<>()))
                : Optional.empty();
    }

    private Optional<Expectations> check(GuestCommand command) {
        var names = command.objects("checks").stream()
                .map(check -> check.path("name"))
                .map(JsonNode::asText)
                .toList();
        if (names.isEmpty() || !dice.strikes(FaultKind.COMMAND_STUCK, names.getFirst())) {
            return Optional.empty();
        }
        var checks = names.stream().collect(Collectors.toMap(n -> n, n -> HANGS, (a, b) -> a, TreeMap::new));
        return Optional.of(new Expectations(new TreeMap<>(), Optional.empty(), checks));
    }
}
