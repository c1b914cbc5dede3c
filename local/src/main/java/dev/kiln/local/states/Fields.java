package dev.kiln.local.states;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One JSON object of a definition, read field by field, with messages that say where it stands. */
final class Fields {
    private static final List<String> JSON_PATH = List.of(
            "InputPath",
            "OutputPath",
            "ResultPath",
            "Parameters",
            "ResultSelector",
            "ItemsPath",
            "SecondsPath",
            "TimestampPath",
            "TimeoutSecondsPath",
            "HeartbeatSecondsPath",
            "MaxConcurrencyPath",
            "ErrorPath",
            "CausePath",
            "Variable",
            "Result");

    private final String place;
    private final JsonNode object;

    Fields(String place, JsonNode object) {
        this.place = place;
        this.object = object;
        if (!object.isObject()) {
            throw new InvalidDefinition(place, "it must be a JSON object");
        }
    }

    String place() {
        return place;
    }

    InvalidDefinition refuse(String field, String problem) {
        return new InvalidDefinition(place + "." + field, problem);
    }

    /** Refuses fields of other names, and says so of JSONPath fields in particular. */
    void allowOnly(List<String> names) {
        object.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw refuse(
                        name,
                        JSON_PATH.contains(name)
                                ? "this is a JSONPath field; the engine supports JSONata only (Arguments, Output,"
                                        + " Assign, Items, Condition)"
                                : "the field is unknown or not supported here; remove it");
            }
        });
    }

    boolean has(String field) {
        return object.has(field);
    }

    Optional<JsonNode> node(String field) {
        return Optional.ofNullable(object.get(field));
    }

    JsonNode required(String field) {
        return node(field).orElseThrow(() -> refuse(field, "the field is missing"));
    }

    Optional<String> text(String field) {
        return node(field).map(node -> {
            if (!node.isTextual()) {
                throw refuse(field, "it must be a string");
            }
            return node.textValue();
        });
    }

    String requiredText(String field) {
        return text(field).orElseThrow(() -> refuse(field, "the field is missing"));
    }

    boolean flag(String field) {
        return node(field).map(JsonNode::booleanValue).orElse(false);
    }

    Optional<Long> whole(String field, long least, long most) {
        return node(field).map(node -> {
            if (!node.isIntegralNumber() || node.longValue() < least || node.longValue() > most) {
                throw refuse(field, "it must be a whole number from " + least + " to " + most);
            }
            return node.longValue();
        });
    }

    Fields object(String field) {
        return new Fields(place + "." + field, required(field));
    }

    /** The objects of an array; none when the field is absent. */
    List<Fields> objects(String field) {
        var array = node(field);
        if (array.isEmpty()) {
            return List.of();
        }
        if (!array.get().isArray()) {
            throw refuse(field, "it must be an array");
        }
        var objects = new ArrayList<Fields>();
        for (var element : array.get()) {
            objects.add(new Fields(place + "." + field + "[" + objects.size() + "]", element));
        }
        return List.copyOf(objects);
    }

    List<String> texts(String field) {
        var texts = new ArrayList<String>();
        required(field).forEach(element -> texts.add(element.asText()));
        if (texts.isEmpty()) {
            throw refuse(field, "it must be a list with at least one string");
        }
        return List.copyOf(texts);
    }

    /** A field that may hold expressions, each of which is compiled here so that a wrong one is refused at loading. */
    Optional<Template> template(String field) {
        return node(field).map(node -> {
            TemplateCheck.check(place + "." + field, node);
            return new Template(node, field);
        });
    }

    /** A field that is a number in the given range or an expression for one. */
    Optional<Template> numberTemplate(String field, long least, long most) {
        var template = template(field);
        template.filter(found -> !found.value().isTextual()).ifPresent(found -> whole(field, least, most));
        return template;
    }
}
