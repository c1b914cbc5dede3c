package dev.kiln.lineage;

import com.fasterxml.jackson.databind.JsonNode;

import java.time.LocalDate;
import java.util.Optional;

/**
 * An update that Windows lists as installed.
 *
 * @param kb its number, for example {@code KB5065432}
 * @param title as Windows Update names it, or the little that Windows itself says of it
 * @param installedOn empty for what came with Windows' installation medium
 */
public record InstalledUpdate(String kb, String title, Optional<LocalDate> installedOn) {
    static InstalledUpdate of(JsonNode written) {
        return new InstalledUpdate(
                written.path("kb").asText(),
                written.path("title").asText(),
                Optional.of(written.path("installedOn").asText())
                        .filter(day -> !day.isEmpty())
                        .map(LocalDate::parse));
    }
}
