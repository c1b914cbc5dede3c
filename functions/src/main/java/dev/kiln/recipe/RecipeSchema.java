package dev.kiln.recipe;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.AnnotationKeyword;
import com.networknt.schema.path.NodePath;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A published schema: that of the recipe, {@code recipe.schema.json}, or one that is written in the same words. Loading
 * it takes some hundred milliseconds in a cold JVM, a validation some ten microseconds in a warm one.
 */
final class RecipeSchema {
    private final JsonNode root;
    private final Schema schema;

    RecipeSchema() {
        this("/recipe.schema.json");
    }

    /** @param resource in the package */
    RecipeSchema(String resource) {
        root = SchemaNodes.of(Document.of(text(resource)).root().orElseThrow());
        // What an editor says where a pattern does not match is what Kiln says, too.
        var dialect = Dialect.builder(Dialects.getDraft202012())
                .keyword(new AnnotationKeyword("patternErrorMessage"))
                .build();
        schema = SchemaRegistry.withDialect(dialect).getSchema(root);
        schema.initializeValidators();
    }

    /**
     * Something that the schema does not admit.
     *
     * @param keyword of JSON Schema
     * @param value where; a field that is missing or unknown stands in {@code property}
     * @param property the key that the keyword is about; empty where it is about the value itself
     * @param rule the schema that holds the keyword
     */
    record Violation(String keyword, Value value, String property, JsonNode rule) {}

    /** Everything that the schema does not admit. */
    List<Violation> violations(Value recipe) {
        return schema.validate(SchemaNodes.of(recipe)).stream()
                .filter(RecipeSchema::isOwn)
                .map(error -> violation(recipe, error))
                .toList();
    }

    /** The schema's text for the field of a rule that holds fields, with what it refers to. */
    JsonNode field(JsonNode rule, String key) {
        var field = rule.path("properties").path(key);
        return field.has("$ref") ? root.at(field.get("$ref").asString().substring(1)) : field;
    }

    /** The branches of a choice are tried; that one of them does not fit is no mistake by itself. */
    private static boolean isOwn(Error error) {
        var path = error.getEvaluationPath();
        for (int i = 0; i < path.getNameCount() - 1; i++) {
            if ("oneOf".equals(path.getElement(i))) {
                return false;
            }
        }
        return true;
    }

    private Violation violation(Value recipe, Error error) {
        return new Violation(
                error.getKeyword(),
                find(recipe, error.getInstanceLocation()),
                error.getProperty() == null ? "" : error.getProperty(),
                rule(error));
    }

    private static Value find(Value recipe, NodePath path) {
        Value found = recipe;
        for (int i = 0; i < path.getNameCount(); i++) {
            found = path.getElement(i) instanceof Integer index
                    ? found.items().get(index)
                    : found.get(path.getName(i)).orElseThrow();
        }
        return found;
    }

    private JsonNode rule(Error error) {
        var path = error.getSchemaLocation().getFragment();
        JsonNode rule = root;
        for (int i = 0; i < path.getNameCount() - 1; i++) {
            var element = path.getElement(i);
            rule = element instanceof Integer index ? rule.path(index) : rule.path(path.getName(i));
        }
        return rule == null ? MissingNode.getInstance() : rule;
    }

    private static String text(String resource) {
        try (var in = RecipeSchema.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not in the package");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
