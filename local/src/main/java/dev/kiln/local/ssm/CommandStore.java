package dev.kiln.local.ssm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The commands of an account, which SSM keeps for 30 days. */
final class CommandStore {
    private static final Duration KEPT = Duration.ofDays(30);

    private final Map<String, CommandState> commands = new LinkedHashMap<>();
    private final Map<String, List<String>> byInstance = new LinkedHashMap<>();
    private final CommandFile file = new CommandFile();
    private long numbered;

    /** A number for another command. */
    long nextNumber() {
        return ++numbered;
    }

    /** All that SSM still knows. */
    SsmState state(Instant now) {
        return file.write(
                numbered,
                commands.values().stream().filter(state -> kept(state, now)).toList());
    }

    /** Numbers go on from here. */
    void goOnFrom(long sent) {
        numbered = sent;
    }

    /** Adds a command or replaces its state. */
    void put(CommandState state) {
        if (commands.put(state.commandId(), state) == null) {
            byInstance
                    .computeIfAbsent(state.instanceId(), id -> new ArrayList<>())
                    .add(state.commandId());
        }
    }

    CommandState current(String commandId) {
        return Optional.ofNullable(commands.get(commandId))
                .orElseThrow(() -> new IllegalStateException("no command " + commandId));
    }

    Optional<CommandState> find(String commandId, Instant now) {
        return Optional.ofNullable(commands.get(commandId)).filter(state -> kept(state, now));
    }

    private static boolean kept(CommandState state, Instant now) {
        return state.requested().plus(KEPT).isAfter(now);
    }

    /** The commands of one instance or of all, newest first. */
    List<CommandState> newestFirst(Optional<String> instanceId, Instant now) {
        var ids = instanceId
                .map(id -> byInstance.getOrDefault(id, List.of()))
                .orElseGet(() -> List.copyOf(commands.keySet()));
        return ids.reversed().stream()
                .map(commands::get)
                .filter(state -> kept(state, now))
                .toList();
    }

    List<CommandState> all() {
        return List.copyOf(commands.values());
    }
}
