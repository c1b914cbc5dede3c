package dev.kiln.local.ssm;

import dev.kiln.aws.Digests;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes commands down, and reads them again. Kiln sends the same 24 KB of script again and again: after a line with
 * its name and a line with its arguments all else is the same, and is written once.
 */
final class CommandFile {
    private static final int OWN_LINES = 2;

    private record Written(CommandState command, SsmState.Kept kept) {}

    /** What was written the last time, by the id of the command. */
    private final Map<String, Written> written = new LinkedHashMap<>();

    SsmState write(long sent, List<CommandState> commands) {
        var scripts = new TreeMap<String, List<String>>();
        var kept = new ArrayList<SsmState.Kept>();
        for (var command : commands) {
            var one = kept(command);
            kept.add(one);
            scripts.computeIfAbsent(one.script(), key -> common(command));
        }
        return new SsmState(sent, kept, scripts);
    }

    private SsmState.Kept kept(CommandState command) {
        var last = Optional.ofNullable(written.get(command.commandId()));
        // Every change of a command changes its status, and comparing all its lines would take longer.
        if (last.isPresent() && last.get().command().status().equals(command.status())) {
            return last.get().kept();
        }
        var lines = command.lines();
        var own = lines.subList(0, Math.min(OWN_LINES, lines.size()));
        var kept = new SsmState.Kept(
                command.withLines(own), last.map(one -> one.kept().script()).orElseGet(() -> hash(common(command))));
        written.put(command.commandId(), new Written(command, kept));
        return kept;
    }

    private static List<String> common(CommandState command) {
        var lines = command.lines();
        return lines.subList(Math.min(OWN_LINES, lines.size()), lines.size());
    }

    private static String hash(List<String> lines) {
        return Digests.sha256(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    static List<CommandState> read(SsmState state) {
        return state.commands().stream()
                .map(kept -> {
                    var lines = new ArrayList<>(kept.command().lines());
                    lines.addAll(state.scripts().get(kept.script()));
                    return kept.command().withLines(lines);
                })
                .toList();
    }
}
