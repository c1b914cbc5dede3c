package dev.kiln.local.ssm;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The commands of a local account as a value that can be kept on file.
 *
 * @param sent how many commands have been sent in the account
 * @param commands those that SSM still knows, oldest first
 * @param scripts what commands have in common, each once, by the SHA-256 of its lines
 */
public record SsmState(long sent, List<Kept> commands, SortedMap<String, List<String>> scripts) {
    public SsmState {
        commands = List.copyOf(commands);
        scripts = Collections.unmodifiableSortedMap(new TreeMap<>(scripts));
    }

    /**
     * A command on file.
     *
     * @param command with only those lines of its script that are its own: the first ones
     * @param script the key of the others in {@link SsmState#scripts}
     */
    public record Kept(CommandState command, String script) {}
}
