package dev.kiln.recipe;

import dev.kiln.recipe.RecipeSchema.Violation;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Says what the schema does not admit in words that name the mend. */
final class SchemaMistakes {
    private final RecipeSchema schema;

    SchemaMistakes(RecipeSchema schema) {
        this.schema = schema;
    }

    /** One mistake for a violation; none for a choice, which {@link KindRule} explains better. */
    Optional<Mistake> mistake(Violation violation) {
        return Optional.of(violation).filter(v -> !v.keyword().equals("oneOf")).map(this::explain);
    }

    private Mistake explain(Violation v) {
        JsonNode rule = v.rule();
        return switch (v.keyword()) {
            case "additionalProperties" -> unknown(v);
            case "required" -> missing(v);
            case "dependentRequired" -> alone(v);
            case "propertyNames" -> key(v);
            case "false" -> v.value().mistake("This has no meaning in a step of this kind.", "Take it out.");
            case "type" -> TypeMistake.of(v);
            case "enum" -> choice(v);
            case "pattern" ->
                v.value()
                        .mistake(
                                Wording.quoted(text(v)) + " is not " + noun(rule) + ".",
                                rule.path("patternErrorMessage").asString());
            case "minLength" -> v.value().mistake(length(text(v)), atLeast(rule, "minLength", "character"));
            case "maxLength" ->
                v.value()
                        .mistake(
                                length(text(v)),
                                "At most " + rule.path("maxLength").asString() + " fit.");
            case "minimum", "maximum" ->
                v.value().mistake(text(v) + " is outside of the range.", "Write " + wholeNumber(rule) + ".");
            case "minItems" -> v.value().mistake("The list is empty.", atLeast(rule, "minItems", "entry"));
            case "maxItems" ->
                v.value().mistake("The list has " + v.value().items().size() + " entries.", atMost(rule, "maxItems"));
            case "maxProperties" ->
                v.value().mistake("There are " + keys(v.value()).size() + " entries.", atMost(rule, "maxProperties"));
            case "uniqueItems" -> twice(v.value());
            default -> throw new IllegalStateException("the schema uses " + v.keyword() + ", which has no words here");
        };
    }

    private Mistake unknown(Violation v) {
        var known = v.rule()
                .path("properties")
                .propertyStream()
                .map(p -> p.getKey())
                .toList();
        String mend = Wording.meant(v.property(), known)
                .map(word -> "Did you mean \"" + word + "\"?")
                .orElse(
                        known.isEmpty()
                                ? "Take it out: nothing is said here."
                                : "Known here: " + String.join(", ", known) + ".");
        return entry(v).mistake("There is no field \"" + v.property() + "\" here.", mend);
    }

    private Mistake missing(Violation v) {
        String around = v.value().field();
        var at = v.value().at();
        String field = around.isEmpty() ? v.property() : around + "." + v.property();
        var about = v.rule().path("properties").path(v.property());
        String description = about.path("description").asString("");
        return new Mistake(
                at.line(),
                at.column(),
                field,
                "The field \"" + v.property() + "\" is missing.",
                "Add it. "
                        + (description.isEmpty()
                                ? schema.field(v.rule(), v.property())
                                        .path("description")
                                        .asString("")
                                : description));
    }

    private static Mistake alone(Violation v) {
        String needed =
                v.rule().path("dependentRequired").path(v.property()).path(0).asString();
        return entry(v).mistake(
                        "\"" + v.property() + "\" belongs to \"" + needed + "\", which is not here.",
                        "Add \"" + needed + "\" or take this out.");
    }

    private static Mistake key(Violation v) {
        var rule = v.rule().path("propertyNames");
        String key = v.property();
        if (rule.has("pattern")) {
            return entry(v).mistake(
                            Wording.quoted(key) + " is not " + noun(rule) + ".",
                            rule.path("patternErrorMessage").asString());
        }
        return entry(v).mistake(
                        "The key has " + key.length() + " characters.",
                        "Write 1 to " + rule.path("maxLength").asString() + ".");
    }

    private static Mistake choice(Violation v) {
        var known = v.rule().path("enum").valueStream().map(JsonNode::asString).toList();
        String mend = Wording.meant(text(v), known)
                .map(word -> "Did you mean \"" + word + "\"?")
                .orElse("Write " + (known.size() == 1 ? "" : "one of ") + String.join(", ", known) + ".");
        return v.value().mistake(Wording.quoted(text(v)) + " is not known here.", mend);
    }

    private static Mistake twice(Value list) {
        var seen = new ArrayList<String>();
        for (Value item : list.items()) {
            String text = item.text().orElse("");
            if (seen.contains(text)) {
                return item.mistake(Wording.quoted(text) + " is in the list twice.", "Keep one of them.");
            }
            seen.add(text);
        }
        return list.mistake("Something is in the list twice.", "Keep one of them.");
    }

    private static Value.Mapping.Entry entry(Violation v) {
        if (v.value() instanceof Value.Mapping fields) {
            return fields.entries().get(v.property());
        }
        throw new IllegalStateException(v.keyword() + " is about fields");
    }

    private static String text(Violation v) {
        return v.value().text().orElse("");
    }

    private static List<String> keys(Value value) {
        return value instanceof Value.Mapping fields
                ? List.copyOf(fields.entries().keySet())
                : List.of();
    }

    private static String noun(JsonNode rule) {
        return Wording.withArticle(rule.path("title").asString());
    }

    private static String length(String text) {
        return text.isEmpty()
                ? "The text is empty."
                : "The text has " + text.codePointCount(0, text.length()) + " characters.";
    }

    private static String atLeast(JsonNode rule, String keyword, String noun) {
        String count = rule.path(keyword).asString();
        return "Write at least " + (count.equals("1") ? "one " + noun : count + " " + noun + "s") + ".";
    }

    private static String atMost(JsonNode rule, String keyword) {
        return "Keep at most " + rule.path(keyword).asString() + ".";
    }

    static String wholeNumber(JsonNode rule) {
        return Stream.of("minimum", "maximum").allMatch(rule::has)
                ? "a whole number from " + rule.get("minimum").asString() + " to "
                        + rule.get("maximum").asString()
                : "a whole number";
    }
}
