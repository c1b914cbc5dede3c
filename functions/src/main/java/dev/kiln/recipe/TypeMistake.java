package dev.kiln.recipe;

import dev.kiln.recipe.RecipeSchema.Violation;
import dev.kiln.recipe.Value.Scalar.Kind;
import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.regex.Pattern;

/** Says what stands where something of another kind belongs, and how to write that. */
final class TypeMistake {
    private TypeMistake() {}

    static Mistake of(Violation v) {
        var needed = types(v.rule());
        String needs = Wording.list(needed.stream().map(TypeMistake::inWords).toList(), "or");
        return v.value()
                .mistake(
                        "This must be " + needs + ", but it is " + v.value().what() + ".",
                        retype(v, needed.getFirst()));
    }

    private static String retype(Violation v, String needed) {
        boolean nothing = v.value() instanceof Value.Scalar scalar && scalar.kind() == Kind.NOTHING;
        return switch (needed) {
            case "string" ->
                v.value() instanceof Value.Scalar && !nothing ? requote(v) : "Write a text, or leave the field out.";
            case "array" ->
                v.value()
                        .text()
                        .map(t -> "Write a list: [" + t + "].")
                        .orElse("Begin every entry with a dash, or leave the field out.");
            case "object" ->
                nothing
                        ? "Write its fields below it and further in, or {} for none."
                        : "Write its fields as key: value, below it and further in.";
            case "boolean" -> "Write true or false, without quotes.";
            default -> "Write " + SchemaMistakes.wholeNumber(v.rule()) + ", without quotes.";
        };
    }

    /** Quotes mend a number only where the same characters would be a text that is allowed. */
    private static String requote(Violation v) {
        var rule = v.rule();
        boolean fits = !rule.has("pattern")
                || Pattern.compile(rule.get("pattern").asString())
                        .matcher(v.value().text().orElse(""))
                        .find();
        return fits
                ? "Put it in quotes: \"" + v.value().text().orElse("") + "\"."
                : rule.path("patternErrorMessage").asString();
    }

    private static List<String> types(JsonNode rule) {
        var type = rule.path("type");
        return type.isArray() ? type.valueStream().map(JsonNode::asString).toList() : List.of(type.asString());
    }

    private static String inWords(String type) {
        return switch (type) {
            case "string" -> "text";
            case "array" -> "a list";
            case "object" -> "a set of fields";
            case "integer" -> "a whole number";
            case "boolean" -> "true or false";
            default -> "a number";
        };
    }
}
