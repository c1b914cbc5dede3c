package dev.kiln.local.template;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** One resource of a template. What it says is answered without intrinsic functions. */
public final class Resource {
    private final Templates templates;
    private final String stack;
    private final String id;
    private final String type;
    private final JsonNode properties;

    Resource(Templates templates, String stack, String id, JsonNode written) {
        this.templates = templates;
        this.stack = stack;
        this.id = id;
        this.type = written.path("Type").asText();
        this.properties = written.path("Properties");
    }

    public String stack() {
        return stack;
    }

    /** Its logical id. */
    public String id() {
        return id;
    }

    public String type() {
        return type;
    }

    List<String> propertyNames() {
        return properties.properties().stream().map(p -> p.getKey()).toList();
    }

    /** What {@code Ref} gives. */
    public String ref() {
        return Identities.ref(this);
    }

    /** What {@code Fn::GetAtt} gives. */
    public String attribute(String name) {
        return Identities.attribute(this, name);
    }

    /** The ARN. */
    public String arn() {
        return attribute("Arn");
    }

    /** A property; a missing node if it is not there. */
    public JsonNode get(String property) {
        return templates.resolve(stack, properties.path(property));
    }

    /** A property that must be there. */
    public JsonNode required(String property) {
        if (!properties.has(property)) {
            throw new TemplateRefused(this + ": the property " + property + " is missing");
        }
        return get(property);
    }

    /** A text that must be there. */
    public String text(String property) {
        return required(property).asText();
    }

    /** A text that need not be there. */
    public Optional<String> find(String property) {
        return Optional.of(get(property)).filter(n -> !n.isMissingNode()).map(JsonNode::asText);
    }

    /** A list; empty if it is not there. */
    public List<JsonNode> list(String property) {
        return StreamSupport.stream(get(property).spliterator(), false).toList();
    }

    /** A map from names to texts; empty if it is not there. */
    public SortedMap<String, String> texts(String property) {
        var map = new TreeMap<String, String>();
        get(property).properties().forEach(e -> map.put(e.getKey(), e.getValue().asText()));
        return map;
    }

    /** As messages name it. */
    @Override
    public String toString() {
        return stack + ", " + id + " (" + type + ")";
    }
}
