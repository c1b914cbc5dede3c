package dev.kiln.local.windows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.json.PipelineJson;
import dev.kiln.seal.CleanUpKind;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Deletes what a machine of an image does not need, as the guest script does when the machine is sealed. */
final class CleanUp {
    private static final String EVENT_LOGS = "event logs";
    private static final double MEGABYTE = 1024 * 1024.0;
    private static final Map<String, String> VARIABLES = Map.of(
            "%windir%", "C:\\Windows",
            "%SystemDrive%", "C:",
            "%ProgramData%", "C:\\ProgramData",
            "%ProgramFiles%", "C:\\Program Files");

    private final GuestCommand command;

    CleanUp(GuestCommand command) {
        this.command = command;
    }

    /**
     * What it comes to.
     *
     * @param freed bytes by what they were
     */
    record Done(WindowsDisk disk, ObjectNode freed, String printed) {}

    Done on(WindowsDisk disk) {
        var freed = PipelineJson.MAPPER.createObjectNode();
        var change = disk.change();
        var kinds = Arrays.asList(
                PipelineJson.read(command.arguments().path("cleanUp").toString(), CleanUpKind[].class));
        for (CleanUpKind kind : kinds) {
            freed.put(kind.kind(), delete(disk, kind.paths(), change));
        }
        if (!kinds.isEmpty()) {
            freed.put(EVENT_LOGS, delete(disk, List.of(DiskPaths.EVENT_LOGS), change));
        }
        var log = new GuestLog();
        freed.properties()
                .forEach(entry -> log.line(String.format(
                        Locale.ROOT, "Freed %.1f MB of %s.", entry.getValue().asLong() / MEGABYTE, entry.getKey())));
        if (command.arguments().path("defragment").asBoolean()) {
            log.line("Defragmenting C:.");
        }
        return new Done(change.done(), freed, log.text());
    }

    private static long delete(WindowsDisk disk, List<String> paths, DiskChange change) {
        var pattern = Pattern.compile(
                paths.stream().map(CleanUp::pattern).collect(Collectors.joining("|")), Pattern.CASE_INSENSITIVE);
        long freed = 0;
        for (var file : disk.files().entrySet()) {
            if (pattern.matcher(file.getKey()).lookingAt()) {
                freed += file.getValue().length();
                change.delete(file.getKey());
            }
        }
        return freed;
    }

    /** Of everything below a folder. */
    private static String pattern(String path) {
        String folder = path;
        for (var variable : VARIABLES.entrySet()) {
            folder = folder.replace(variable.getKey(), variable.getValue());
        }
        return Arrays.stream((folder + "\\").split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining("[^\\\\]*"));
    }
}
