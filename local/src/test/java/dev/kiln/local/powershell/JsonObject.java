package dev.kiln.local.powershell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.json.PipelineJson;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code ConvertFrom-Json} makes of an object: properties in their order, to which others can be added. */
record JsonObject(Map<String, Object> fields) implements Thing {
    static Object read(String json) {
        return value(PipelineJson.tree(json));
    }

    private static Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                var fields = new LinkedHashMap<String, Object>();
                node.properties().forEach(field -> fields.put(field.getKey(), value(field.getValue())));
                yield new JsonObject(fields);
            }
            case ARRAY -> node.valueStream().<Object>map(JsonObject::value).toList();
            case STRING -> node.asText();
            case NUMBER -> node.asInt();
            case BOOLEAN -> node.asBoolean();
            default -> Values.Nothing.NOTHING;
        };
    }

    /** As {@code ConvertTo-Json} writes it, with another layout unless it is compressed. */
    static String text(Object value, boolean compressed) {
        try {
            return compressed
                    ? PipelineJson.write(plain(value))
                    : PipelineJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(plain(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object plain(Object value) {
        return switch (value) {
            case JsonObject object -> {
                var plain = new LinkedHashMap<String, Object>();
                object.fields().forEach((name, field) -> plain.put(name, plain(field)));
                yield plain;
            }
            case List<?> list -> list.stream().map(JsonObject::plain).toList();
            case Map<?, ?> map -> {
                var plain = new LinkedHashMap<String, Object>();
                map.forEach((name, field) -> plain.put(String.valueOf(name), plain(field)));
                yield plain;
            }
            default -> value;
        };
    }

    @Override
    public Object get(String name) {
        if (name.equalsIgnoreCase("PSObject")) {
            return new Reflected(this);
        }
        Object value = fields.get(name);
        if (value == null) {
            throw new ScriptError("The property '" + name + "' cannot be found on this object.");
        }
        return value;
    }

    /** A property that is there can be set. */
    @Override
    public void set(String name, Object value) {
        get(name);
        fields.put(name, value);
    }

    /** The object that tells of an object. */
    private record Reflected(JsonObject object) implements Thing {
        @Override
        public Object get(String name) {
            if (name.equalsIgnoreCase("Properties")) {
                return new Properties(object);
            }
            throw unknown(name);
        }
    }

    /** The properties of an object; one that is not there is nothing. */
    private record Properties(JsonObject object) implements Thing {
        @Override
        public Object at(String index) {
            return object.fields().containsKey(index) ? new Property(object, index) : Values.Nothing.NOTHING;
        }

        @Override
        public Object call(String name, List<Object> arguments) {
            if (!name.equalsIgnoreCase("Add")) {
                throw unknown(name);
            }
            var note = (Property) arguments.getFirst();
            object.fields().put(note.name(), note.get("Value"));
            return Values.Nothing.NOTHING;
        }
    }

    /** One property of an object. */
    record Property(JsonObject object, String name) implements Thing {
        /** One that belongs to no object yet. */
        static Property note(String name, Object value) {
            return new Property(new JsonObject(Map.of(name, value)), name);
        }

        @Override
        public Object get(String member) {
            return switch (member.toLowerCase(Locale.ROOT)) {
                case "value" -> object.fields().get(name);
                case "name" -> name;
                default -> throw unknown(member);
            };
        }

        @Override
        public void set(String member, Object value) {
            if (!member.equalsIgnoreCase("Value")) {
                throw unknown(member);
            }
            object.fields().put(name, value);
        }
    }
}
