package dev.kiln.local.windows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.guest.GuestScript;
import dev.kiln.json.PipelineJson;

import java.util.List;
import java.util.Optional;

/**
 * A command of Kiln: the only ones that a machine of a local account understands.
 *
 * @param arguments as the guest script gets them
 */
public record GuestCommand(GuestScript script, JsonNode arguments) {
    /**
     * Reads the lines of a command.
     *
     * @throws UnsupportedOperationException for any other PowerShell; there is nobody here who could run it
     */
    public static GuestCommand read(List<String> lines) {
        for (GuestScript script : GuestScript.values()) {
            Optional<String> arguments = script.arguments(lines);
            if (arguments.isPresent()) {
                return new GuestCommand(script, PipelineJson.tree(arguments.get()));
            }
        }
        throw new UnsupportedOperationException("a machine of a local account runs Kiln's own guest scripts only, not: "
                + (lines.isEmpty() ? "an empty command" : lines.getFirst()));
    }

    /** The text of an argument that the script cannot do without. */
    public String text(String name) {
        return text(arguments, name);
    }

    static String text(JsonNode from, String name) {
        var value = from.path(name);
        if (!value.isValueNode() || value.isNull()) {
            throw new IllegalArgumentException("the arguments of a guest script lack " + name + ": " + from);
        }
        return value.asText();
    }

    /** The texts of an argument; none when it is missing. */
    List<String> texts(String name) {
        return arguments.path(name).valueStream().map(JsonNode::asText).toList();
    }

    /** The objects of an argument; none when it is missing. */
    public List<JsonNode> objects(String name) {
        return arguments.path(name).valueStream().toList();
    }
}
