package dev.kiln.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Resolves the intrinsic functions in one stack (CloudFormation template reference, "Intrinsic functions"). */
final class Intrinsics {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^!}][^}]*)}");
    private static final List<String> ZONES = List.of("a", "b", "c", "d", "e", "f");

    private final Templates templates;
    private final String stack;

    Intrinsics(Templates templates, String stack) {
        this.templates = templates;
        this.stack = stack;
    }

    JsonNode resolve(JsonNode node) {
        if (node.isArray()) {
            return array(StreamSupport.stream(node.spliterator(), false)
                    .map(this::resolve)
                    .toList());
        }
        if (!node.isObject()) {
            return node;
        }
        String only = node.size() == 1 ? node.fieldNames().next() : "";
        return only.equals("Ref") || only.startsWith("Fn::") ? call(only, node.path(only)) : object(node);
    }

    private JsonNode object(JsonNode node) {
        ObjectNode resolved = NODES.objectNode();
        node.properties().forEach(e -> resolved.set(e.getKey(), resolve(e.getValue())));
        return resolved;
    }

    private static ArrayNode array(List<JsonNode> elements) {
        return NODES.arrayNode().addAll(elements);
    }

    private JsonNode call(String function, JsonNode argument) {
        return switch (function) {
            case "Ref" -> TextNode.valueOf(ref(argument.asText()));
            case "Fn::GetAtt" ->
                TextNode.valueOf(
                        attribute(argument.get(0).asText(), argument.get(1).asText()));
            case "Fn::Sub" -> TextNode.valueOf(substitute(argument));
            case "Fn::Join" ->
                TextNode.valueOf(texts(argument.get(1)).stream()
                        .collect(Collectors.joining(argument.get(0).asText())));
            case "Fn::Select" -> select(argument);
            case "Fn::Split" ->
                array(split(argument.get(0).asText(), resolve(argument.get(1)).asText()));
            case "Fn::GetAZs" ->
                array(ZONES.stream()
                        .<JsonNode>map(z -> TextNode.valueOf(Pseudo.REGION + z))
                        .toList());
            case "Fn::ImportValue" -> templates.export(resolve(argument).asText());
            default -> throw new TemplateRefused(stack + ": the function " + function + " is not known");
        };
    }

    private String ref(String name) {
        return Pseudo.value(name, stack)
                .orElseGet(() -> templates.resource(stack, name).ref());
    }

    private String attribute(String id, String name) {
        return templates.resource(stack, id).attribute(name);
    }

    private JsonNode select(JsonNode argument) {
        int index = argument.get(0).asInt();
        JsonNode list = resolve(argument.get(1));
        if (index >= list.size()) {
            throw new TemplateRefused(stack + ": Fn::Select asks for element " + index + " of " + list.size());
        }
        return list.get(index);
    }

    private static List<JsonNode> split(String delimiter, String text) {
        return Arrays.stream(text.split(Pattern.quote(delimiter), -1))
                .<JsonNode>map(TextNode::valueOf)
                .toList();
    }

    private List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        resolve(list).forEach(e -> texts.add(e.asText()));
        return texts;
    }

    /** Only the short form: no template of ours brings variables of its own. */
    private String substitute(JsonNode argument) {
        if (!argument.isTextual()) {
            throw new TemplateRefused(stack + ": Fn::Sub with variables of its own is not known");
        }
        return VARIABLE.matcher(argument.asText())
                .replaceAll(m -> Matcher.quoteReplacement(variable(m.group(1))))
                .replace("${!", "${");
    }

    private String variable(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? ref(name) : attribute(name.substring(0, dot), name.substring(dot + 1));
    }
}
