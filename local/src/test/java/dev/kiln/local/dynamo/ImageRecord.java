package dev.kiln.local.dynamo;

import dev.kiln.lineage.ImageLineage;
import dev.kiln.lineage.MachineFacts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The lineage of images of which only ids, recipe and time matter. */
final class ImageRecord {
    private ImageRecord() {}

    /** An image that is neither verified nor retired. */
    static ImageLineage of(String id, String parent, String recipe, Instant createdAt) {
        return of(id, parent, recipe, createdAt, Optional.empty());
    }

    /** An image whose builder a person may have changed. */
    static ImageLineage of(String id, String parent, String recipe, Instant createdAt, Optional<Instant> handTouched) {
        return new ImageLineage(
                id,
                id + "-name",
                List.of("snap-1"),
                parent,
                parent + "-name",
                "id",
                recipe,
                "version",
                "sha256",
                "key",
                "build",
                "arn:build",
                "test",
                createdAt,
                createdAt,
                List.of(),
                "seal-command",
                new MachineFacts(
                        "EC2Launch v2",
                        "2",
                        "Windows",
                        "10",
                        "3",
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty()),
                new TreeMap<>(),
                Optional.empty(),
                Optional.empty(),
                handTouched,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new TreeSet<>());
    }
}
