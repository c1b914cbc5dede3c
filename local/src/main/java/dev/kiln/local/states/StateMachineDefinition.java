package dev.kiln.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.json.PipelineJson;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** A state machine definition that this engine can run. It holds no mutable state and may be shared by accounts. */
public final class StateMachineDefinition {
    private static final List<String> FIELDS =
            List.of("Comment", "QueryLanguage", "StartAt", "States", "TimeoutSeconds", "Version");

    private final String text;
    private final StateGraph graph;
    private final Optional<Duration> timeout;

    private StateMachineDefinition(String text, StateGraph graph, Optional<Duration> timeout) {
        this.text = text;
        this.graph = graph;
        this.timeout = timeout;
    }

    /**
     * Loads a definition.
     *
     * @param aslJson Amazon States Language with {@code "QueryLanguage": "JSONata"}; substitutions of the form <code>
     *     ${…}</code> have been made
     * @throws InvalidDefinition names the first field that Step Functions would refuse or that is not supported here
     */
    public static StateMachineDefinition parse(String aslJson) {
        var root = new Fields("definition", readObject(aslJson));
        root.allowOnly(FIELDS);
        if (!root.text("QueryLanguage").equals(Optional.of("JSONata"))) {
            throw root.refuse("QueryLanguage", "only JSONata is supported; say \"QueryLanguage\": \"JSONata\"");
        }
        root.text("Version").filter(version -> !version.equals("1.0")).ifPresent(version -> {
            throw root.refuse("Version", "version " + version + " does not exist; the only one is 1.0");
        });
        var graph = new GraphLoader(new TreeSet<>()).load(root, new TreeSet<>());
        return new StateMachineDefinition(
                aslJson, graph, root.whole("TimeoutSeconds", 1, 99_999_999).map(Duration::ofSeconds));
    }

    private static JsonNode readObject(String aslJson) {
        try {
            return PipelineJson.tree(aslJson);
        } catch (IllegalArgumentException e) {
            throw new InvalidDefinition("definition", "it is not JSON: " + e.getMessage());
        }
    }

    /** The text that was loaded. */
    public String text() {
        return text;
    }

    StateGraph graph() {
        return graph;
    }

    Optional<Duration> timeout() {
        return timeout;
    }
}
