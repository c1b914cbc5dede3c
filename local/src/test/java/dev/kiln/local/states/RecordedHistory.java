package dev.kiln.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.json.PipelineJson;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A history that AWS wrote, in the words of the README beside the files: a line for each event, of which only the
 * details that the line names are compared.
 */
record RecordedHistory(List<Line> lines) {
    private static final String FOLDER = "histories/";
    private static final String ANY = "*";

    /** An event: where it stands, what it is, and some of its details. */
    private record Line(String id, String previous, String type, List<String> details) {
        static Line of(String text) {
            var words = List.of(text.split(" "));
            return new Line(words.get(0), words.get(1), words.get(2), words.subList(3, words.size()));
        }

        /** The event, told as far as this line tells it. */
        String tell(HistoryEvent event) {
            var text = new StringBuilder(id.equals(ANY) ? ANY : event.id().toString());
            text.append(' ')
                    .append(previous.equals(ANY) ? ANY : event.previousEventId().toString());
            text.append(' ').append(event.typeAsString());
            for (String detail : details) {
                var name = detail.substring(0, detail.indexOf('='));
                text.append(' ').append(name).append('=').append(value(name, event));
            }
            return text.toString();
        }

        String text() {
            var head = id + " " + previous + " " + type;
            return details.isEmpty() ? head : head + " " + String.join(" ", details);
        }
    }

    static RecordedHistory of(String name) {
        return new RecordedHistory(read(name + ".history")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(Line::of)
                .toList());
    }

    static String definition(String name) {
        return read(name + ".asl.json");
    }

    private static String read(String file) {
        try (var stream = RecordedHistory.class.getResourceAsStream(FOLDER + file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void assertMatches(List<HistoryEvent> events) {
        assertThat(differences(events)).isEmpty();
    }

    /** Where the events are others than those recorded. Lines with an asterisk may stand in any order. */
    List<String> differences(List<HistoryEvent> events) {
        var differences = new ArrayList<String>();
        if (events.size() != lines.size()) {
            differences.add("recorded " + lines.size() + " events, here " + events.size());
        }
        var unordered = new ArrayList<String>();
        var found = new ArrayList<HistoryEvent>();
        for (int i = 0; i < Math.min(lines.size(), events.size()); i++) {
            var line = lines.get(i);
            var event = events.get(i);
            if (line.id().equals(ANY)) {
                unordered.add(line.text());
                found.add(event);
            } else if (!line.tell(event).equals(line.text())) {
                differences.add("recorded " + line.text() + ", here " + line.tell(event));
            }
        }
        found.forEach(event -> strike(event, unordered));
        unordered.forEach(text -> differences.add("recorded " + text + ", not here"));
        return differences;
    }

    private void strike(HistoryEvent event, List<String> unordered) {
        lines.stream()
                .filter(line -> line.id().equals(ANY) && line.tell(event).equals(line.text()))
                .findFirst()
                .ifPresent(line -> unordered.remove(line.text()));
    }

    /** A detail of an event, wherever the event has it. */
    private static String value(String name, HistoryEvent event) {
        var json = SdkJson.write(event);
        return switch (name) {
            case "name", "index", "length" -> text(json.findValue(name));
            case "timeout" -> text(json.findValue("timeoutInSeconds"));
            case "heartbeat" -> text(json.findValue("heartbeatInSeconds"));
            case "output" -> text(json.findValue("output"));
            case "error" -> errorOf(json, "error", "Error");
            case "cause" -> errorOf(json, "cause", "Cause");
            case "retries" -> text(data(json.findValue("parameters")).findValue("RetryCount"));
            case "members" -> members(data(json.findValue("output")));
            default -> throw new IllegalArgumentException("no detail is called " + name);
        };
    }

    /** An error is an event's own, or in what its state was given or gave. */
    private static String errorOf(JsonNode event, String own, String inData) {
        var value = Optional.ofNullable(event.findValue(own))
                .or(() -> Optional.ofNullable(event.findValue("input"))
                        .map(input -> data(input).get(inData)))
                .or(() -> Optional.ofNullable(event.findValue("output"))
                        .map(output -> data(output).get(inData)));
        var text = value.map(JsonNode::textValue).orElse("nothing");
        return text.startsWith("{\"errorMessage\":\"no\"") ? "(thrown)" : text.replace(' ', '_');
    }

    private static JsonNode data(JsonNode text) {
        return PipelineJson.tree(text.textValue());
    }

    private static String text(JsonNode value) {
        return Optional.ofNullable(value).map(JsonNode::asText).orElse("nothing");
    }

    private static String members(JsonNode object) {
        var paths = new TreeSet<String>();
        collect(object, "", paths);
        return String.join(",", paths);
    }

    private static void collect(JsonNode node, String path, TreeSet<String> paths) {
        node.properties()
                .forEach(member -> collect(
                        member.getValue(), path.isEmpty() ? member.getKey() : path + "." + member.getKey(), paths));
        if (node.isValueNode()) {
            paths.add(path);
        }
    }
}
