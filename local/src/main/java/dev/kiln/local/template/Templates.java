package dev.kiln.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.json.PipelineJson;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The templates of a deployment, checked and linked by what they export and import. */
public final class Templates {
    private static final String FOLDER = "/templates/";
    private static final Set<String> SECTIONS = Set.of(
            "AWSTemplateFormatVersion", "Description", "Metadata", "Outputs", "Parameters", "Resources", "Rules");
    private static final Set<String> OF_A_RESOURCE =
            Set.of("DeletionPolicy", "DependsOn", "Metadata", "Properties", "Type", "UpdateReplacePolicy");

    private final Map<String, Map<String, Resource>> byStack = new LinkedHashMap<>();
    private final Map<String, Intrinsics> intrinsics = new LinkedHashMap<>();
    private final Map<String, Export> exports = new TreeMap<>();

    /** A value that a stack offers to the others. */
    private record Export(String stack, JsonNode value) {}

    private Templates(SortedMap<String, JsonNode> templates) {
        templates.forEach(this::add);
        byStack.values().forEach(resources -> resources.values().forEach(ResourceTypes::check));
    }

    /**
     * The templates that the deployment's app synthesised when this was built: those that its manifest names.
     *
     * @throws TemplateRefused if one of them holds something that is not known
     */
    public static Templates synthesised() {
        var stacks = new TreeMap<String, JsonNode>();
        file("manifest.json").path("artifacts").properties().forEach(artifact -> {
            if (artifact.getValue().path("type").asText().equals("aws:cloudformation:stack")) {
                String file = artifact.getValue()
                        .path("properties")
                        .path("templateFile")
                        .asText();
                stacks.put(artifact.getKey(), file(file));
            }
        });
        return new Templates(stacks);
    }

    /** Templates by the names of their stacks. */
    public static Templates of(SortedMap<String, JsonNode> templates) {
        return new Templates(templates);
    }

    private static JsonNode file(String name) {
        try (InputStream in = Templates.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("the package lacks " + FOLDER + name + "; build infra first");
            }
            return PipelineJson.tree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String stack, JsonNode template) {
        refuseOthers(stack, template, SECTIONS);
        intrinsics.put(stack, new Intrinsics(this, stack));
        var resources = new LinkedHashMap<String, Resource>();
        template.path("Resources").properties().forEach(r -> {
            refuseOthers(stack + ", " + r.getKey(), r.getValue(), OF_A_RESOURCE);
            resources.put(r.getKey(), new Resource(this, stack, r.getKey(), r.getValue()));
        });
        byStack.put(stack, resources);
        template.path("Outputs").forEach(output -> {
            if (output.has("Export")) {
                exports.put(output.path("Export").path("Name").asText(), new Export(stack, output.path("Value")));
            }
        });
    }

    private static void refuseOthers(String where, JsonNode node, Set<String> known) {
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new TemplateRefused(where + ": " + name + " is not known");
            }
        });
    }

    /** All resources of a type, by stack and then in the template's order. */
    public List<Resource> ofType(String type) {
        var found = new ArrayList<Resource>();
        byStack.values()
                .forEach(resources -> resources.values().stream()
                        .filter(r -> r.type().equals(type))
                        .forEach(found::add));
        return found;
    }

    /** The only resource of a type. */
    public Resource only(String type) {
        var all = ofType(type);
        if (all.size() != 1) {
            throw new TemplateRefused("one " + type + " is expected, and there are " + all.size());
        }
        return all.getFirst();
    }

    Resource resource(String stack, String id) {
        return Optional.ofNullable(byStack.get(stack).get(id))
                .orElseThrow(() -> new TemplateRefused(stack + ": there is no resource " + id));
    }

    JsonNode resolve(String stack, JsonNode node) {
        return intrinsics.get(stack).resolve(node);
    }

    JsonNode export(String name) {
        var export = Optional.ofNullable(exports.get(name))
                .orElseThrow(() -> new TemplateRefused("no stack exports " + name));
        return resolve(export.stack(), export.value());
    }
}
