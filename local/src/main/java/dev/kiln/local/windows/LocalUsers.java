package dev.kiln.local.windows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.json.PipelineJson;

import java.util.Optional;

/**
 * The accounts of a disk besides those that Windows itself has. Sysprep keeps them, as it keeps groups and their
 * members (only the machine's part of their identifiers is new). No password is kept here, only where it comes from.
 */
final class LocalUsers {
    /** On an account that somebody has disabled. */
    static final String DISABLED = "disabled";

    /** On an account whose password is too old. */
    static final String EXPIRED = "expired";

    private LocalUsers() {}

    /** Makes an account, or changes the one that is there, as a step wants it. */
    static DiskChange set(DiskChange change, JsonNode user) {
        return change.file(DiskPaths.USERS + user.path("name").asText(), PipelineJson.write(user));
    }

    static Optional<JsonNode> find(WindowsDisk disk, String name) {
        return disk.file(DiskPaths.USERS + name).map(PipelineJson::tree);
    }
}
