package dev.kiln.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.json.PipelineJson;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The events of a history on file. Every event repeats what its state was given and gave, so they are compressed: of a
 * build's history about a twentieth is left.
 *
 * @param size how many events there are
 * @param base64 the events as a JSON array, with gzip and then in base64
 */
public record PackedHistory(int size, String base64) {
    static PackedHistory of(List<HistoryEvent> events) {
        var array = PipelineJson.MAPPER.createArrayNode();
        events.forEach(event -> array.add(SdkJson.write(event)));
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(PipelineJson.write(array).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PackedHistory(events.size(), Base64.getEncoder().encodeToString(bytes.toByteArray()));
    }

    List<HistoryEvent> events() {
        var events = new ArrayList<HistoryEvent>();
        for (JsonNode onFile : PipelineJson.tree(text())) {
            var event = HistoryEvent.builder();
            SdkJson.fill(onFile, event);
            events.add(event.build());
        }
        return events;
    }

    private String text() {
        try (var gzip =
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(base64)))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
