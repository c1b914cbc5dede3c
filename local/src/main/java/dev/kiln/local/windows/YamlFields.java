package dev.kiln.local.windows;

import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fields of one YAML mapping. A field that is not what it should be is a mistake and counts as missing. */
final class YamlFields {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})([smh])");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private final String path;
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final List<String> mistakes;

    private YamlFields(String path, List<String> mistakes) {
        this.path = path;
        this.mistakes = mistakes;
    }

    /** The fields of a node; none when it is empty or, which is a mistake, something else than a mapping. */
    static YamlFields of(String path, Node node, List<String> mistakes) {
        var fields = new YamlFields(path, mistakes);
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(fields::add);
        } else if (!node.getTag().equals(Tag.NULL)) {
            fields.mistake(node, path.isEmpty() ? "the file" : path, "must be a mapping of keys to values");
        }
        return fields;
    }

    private void add(NodeTuple tuple) {
        if (tuple.getKeyNode() instanceof ScalarNode key) {
            keys.put(key.getValue(), key);
            values.put(key.getValue(), tuple.getValueNode());
        } else {
            mistake(tuple.getKeyNode(), path.isEmpty() ? "the file" : path, "has a key that is not a name");
        }
    }

    /** Makes a mistake of every other name. */
    void allow(Set<String> names) {
        keys.forEach((name, node) -> {
            if (!names.contains(name)) {
                mistake(node, at(name), "is not known here; known are " + String.join(", ", new TreeSet<>(names)));
            }
        });
    }

    List<String> names() {
        return List.copyOf(values.keySet());
    }

    Optional<YamlFields> fields(String name) {
        return value(name).map(node -> of(at(name), node, mistakes));
    }

    Optional<String> text(String name) {
        return scalar(name, "must be a text").map(ScalarNode::getValue);
    }

    boolean flag(String name) {
        return scalar(name, "must be true or false")
                .filter(node -> check(node, name, node.getTag().equals(Tag.BOOL), "must be true or false"))
                .map(node -> Boolean.parseBoolean(node.getValue()))
                .orElse(false);
    }

    Optional<Integer> number(String name, int least, int most) {
        var rule = "must be a whole number" + (least > 0 ? " from " + least : "");
        return scalar(name, rule)
                .filter(node ->
                        check(node, name, NUMBER.matcher(node.getValue()).matches(), rule))
                .filter(node -> check(node, name, in(Integer.parseInt(node.getValue()), least, most), rule))
                .map(node -> Integer.parseInt(node.getValue()));
    }

    private static boolean in(int value, int least, int most) {
        return value >= least && value <= most;
    }

    Optional<Duration> duration(String name) {
        var rule = "must be a duration like 90s, 3m or 1h";
        return scalar(name, rule)
                .filter(node ->
                        check(node, name, DURATION.matcher(node.getValue()).matches(), rule))
                .map(node -> duration(DURATION.matcher(node.getValue())));
    }

    private static Duration duration(Matcher text) {
        text.matches();
        return Duration.parse("PT" + text.group(1) + text.group(2));
    }

    List<String> texts(String name) {
        var texts = new ArrayList<String>();
        value(name).ifPresent(node -> {
            if (node instanceof SequenceNode sequence
                    && sequence.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
                sequence.getValue().forEach(item -> texts.add(((ScalarNode) item).getValue()));
            } else {
                mistake(node, at(name), "must be a list of texts");
            }
        });
        return texts;
    }

    private Optional<ScalarNode> scalar(String name, String rule) {
        return value(name)
                .filter(node -> check(node, name, node instanceof ScalarNode, rule))
                .map(ScalarNode.class::cast);
    }

    private Optional<Node> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    private boolean check(Node node, String name, boolean good, String rule) {
        if (!good) {
            mistake(node, at(name), rule);
        }
        return good;
    }

    private void mistake(Node node, String where, String rule) {
        int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        mistakes.add("line " + line + ": " + where + " " + rule);
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
