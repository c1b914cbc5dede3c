package dev.kiln.infra;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.kiln.json.PipelineJson;
import software.amazon.awscdk.services.events.EventPattern;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files that the pipeline is made of: event patterns and the state machine, as they lie in the project. */
final class Patterns {
    private static final TypeReference<TreeMap<String, Object>> OBJECT = new TypeReference<>() {};

    private final Map<String, String> values;

    /** @param values by the placeholders of the patterns */
    Patterns(Map<String, String> values) {
        this.values = new TreeMap<>(values);
    }

    /** The pattern of a file, without its ending. */
    EventPattern of(String name) {
        try {
            var pattern = PipelineJson.MAPPER.readValue(text("/events/patterns/" + name + ".json"), OBJECT);
            return EventPattern.builder()
                    .source(texts(pattern.get("source")))
                    .detailType(texts(pattern.get("detail-type")))
                    .detail(filledFields(pattern.get("detail")))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " is not a pattern", e);
        }
    }

    private static List<String> texts(Object value) {
        return ((List<?>) value).stream().map(String::valueOf).toList();
    }

    private Map<String, Object> filledFields(Object fields) {
        var filled = new TreeMap<String, Object>();
        ((Map<?, ?>) fields).forEach((key, value) -> filled.put(String.valueOf(key), filled(value)));
        return filled;
    }

    private Object filled(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(this::filled).toList();
        }
        if (value instanceof Map<?, ?> fields) {
            return filledFields(fields);
        }
        if (value instanceof String text && text.startsWith("${") && text.endsWith("}")) {
            return values.get(text.substring(2, text.length() - 1));
        }
        return value;
    }

    /** A file of the project. */
    static String text(String resource) {
        try (var in = Patterns.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not in the package");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
