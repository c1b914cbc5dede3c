package dev.kiln.recipe;

import dev.kiln.recipe.Locations.Position;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns the nodes of a YAML document into values. An alias is written out where it stands, so a text with aliases of
 * aliases is bounded by the number of values that come of it.
 */
final class ValueReader {
    /** Far above what the schema admits, far below what hurts. */
    private static final int MOST_VALUES = 20_000;

    private static final Map<Tag, Value.Scalar.Kind> KINDS = Map.of(
            Tag.STR, Value.Scalar.Kind.TEXT,
            Tag.INT, Value.Scalar.Kind.WHOLE_NUMBER,
            Tag.FLOAT, Value.Scalar.Kind.DECIMAL,
            Tag.BOOL, Value.Scalar.Kind.FLAG,
            Tag.NULL, Value.Scalar.Kind.NOTHING);

    private final List<Mistake> mistakes = new ArrayList<>();
    private int values;
    private boolean endless;

    /** The whole document; empty when its aliases make it endless or too large. */
    Optional<Value> read(Node root) {
        var value = value("", root, position(root.getStartMark()));
        return endless || values > MOST_VALUES ? Optional.empty() : Optional.of(value);
    }

    /** What was found on the way. */
    List<Mistake> mistakes() {
        return mistakes;
    }

    private Value value(String field, Node node, Position key) {
        Position at = position(node.getStartMark());
        if (++values > MOST_VALUES) {
            return tooMany(field, at);
        }
        if (node.isRecursive()) {
            return endless(field, at);
        }
        return switch (node) {
            case ScalarNode scalar -> scalar(field, scalar, at, key);
            case SequenceNode list -> sequence(field, list, at);
            case MappingNode fields -> mapping(field, fields, at);
            default -> throw new IllegalStateException("YAML has no other nodes than " + node.getNodeType());
        };
    }

    private Value scalar(String field, ScalarNode node, Position at, Position key) {
        var kind = KINDS.get(node.getTag());
        if (kind == null) {
            mistakes.add(new Mistake(
                    at.line(),
                    at.column(),
                    field,
                    "A tag such as " + node.getTag() + " means nothing here.",
                    "Take it out."));
            return new Value.Scalar(field, at, node.getValue(), Value.Scalar.Kind.TEXT);
        }
        // Where nothing is written YAML has no place for it but the next line: the key is what a person looks for.
        return new Value.Scalar(field, kind == Value.Scalar.Kind.NOTHING ? key : at, node.getValue(), kind);
    }

    private Value sequence(String field, SequenceNode node, Position at) {
        var items = new ArrayList<Value>();
        for (Node item : node.getValue()) {
            if (values > MOST_VALUES) {
                break;
            }
            items.add(value(field + "[" + items.size() + "]", item, position(item.getStartMark())));
        }
        return new Value.Sequence(field, at, items);
    }

    private Value mapping(String field, MappingNode node, Position at) {
        var entries = new LinkedHashMap<String, Value.Mapping.Entry>();
        for (NodeTuple tuple : node.getValue()) {
            if (values > MOST_VALUES) {
                break;
            }
            Position keyAt = position(tuple.getKeyNode().getStartMark());
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                entry(field, key.getValue(), keyAt, tuple.getValueNode(), entries);
            } else {
                mistakes.add(new Mistake(
                        keyAt.line(), keyAt.column(), field, "A key must be a single word.", "Write key: value."));
            }
        }
        return new Value.Mapping(field, at, entries);
    }

    private void entry(String around, String key, Position keyAt, Node node, Map<String, Value.Mapping.Entry> entries) {
        String field = around.isEmpty() ? key : around + "." + key;
        var earlier = entries.get(key);
        if (earlier != null) {
            mistakes.add(new Mistake(
                    keyAt.line(),
                    keyAt.column(),
                    field,
                    "\"" + key + "\" is here twice; the first is in line "
                            + earlier.keyAt().line() + ".",
                    "Keep one of them."));
            return;
        }
        entries.put(key, new Value.Mapping.Entry(keyAt, value(field, node, keyAt)));
    }

    private Value tooMany(String field, Position at) {
        if (values == MOST_VALUES + 1) {
            mistakes.add(new Mistake(
                    at.line(),
                    at.column(),
                    field,
                    "With its aliases written out the text has more than " + MOST_VALUES + " values.",
                    "Write out what is meant, without aliases of aliases."));
        }
        return new Value.Scalar(field, at, "", Value.Scalar.Kind.NOTHING);
    }

    private Value endless(String field, Position at) {
        endless = true;
        mistakes.add(new Mistake(
                at.line(), at.column(), field, "This contains itself by an alias.", "Write out what is meant."));
        return new Value.Scalar(field, at, "", Value.Scalar.Kind.NOTHING);
    }

    private static Position position(Optional<Mark> mark) {
        return mark.map(m -> new Position(m.getLine() + 1, m.getColumn() + 1)).orElse(new Position(1, 1));
    }
}
