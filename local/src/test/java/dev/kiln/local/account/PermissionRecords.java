package dev.kiln.local.account;

import dev.kiln.aws.Digests;
import dev.kiln.json.PipelineJson;
import dev.kiln.local.iam.Permission;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the tests of this module have used of the permissions, in files that the check after them reads. */
final class PermissionRecords {
    private static final Path FOLDER = Path.of("target", "permissions-used");

    private PermissionRecords() {}

    /** Remembers permissions. A set that is remembered already costs nothing. */
    static void keep(SortedSet<Permission> used) {
        String text = PipelineJson.write(used);
        Path file = FOLDER.resolve(Digests.sha256(text.getBytes(StandardCharsets.UTF_8)) + ".json");
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(FOLDER);
                Files.writeString(file, text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that was remembered. */
    static SortedSet<Permission> all() {
        var all = new TreeSet<Permission>();
        try (var files = Files.list(FOLDER)) {
            files.forEach(file -> all.addAll(Arrays.asList(read(file))));
        } catch (IOException e) {
            throw new UncheckedIOException("no test has used any permission", e);
        }
        return all;
    }

    private static Permission[] read(Path file) {
        try {
            return PipelineJson.read(Files.readString(file), Permission[].class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
