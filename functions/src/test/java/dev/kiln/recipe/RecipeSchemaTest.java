package dev.kiln.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.json.PipelineJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import static dev.kiln.recipe.RecipeTexts.recipeWith;
import static org.assertj.core.api.Assertions.assertThat;

/** The schema that editors use, the reader, and the page about recipes say the same. */
class RecipeSchemaTest {
    private static final JsonNode SCHEMA = schema();

    /** What stands in the schema under a name, because more than one field refers to it or it is long. */
    private static final List<String> PARTS =
            List.of("parent", "step", "user", "file", "check", "schedule", "builderVolume", "imageVolume");

    /** Words of JSON Schema for which {@link SchemaMistakes} has sentences, or which refuse nothing. */
    private static final Set<String> WORDS = Set.of(
            "$schema",
            "$defs",
            "$ref",
            "title",
            "description",
            "examples",
            "default",
            "patternErrorMessage",
            "type",
            "properties",
            "items",
            "required",
            "additionalProperties",
            "propertyNames",
            "dependentRequired",
            "dependentSchemas",
            "oneOf",
            "enum",
            "pattern",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "minItems",
            "maxItems",
            "maxProperties",
            "uniqueItems");

    private static final Map<String, String> KINDS = Map.of(
            "powershell", "exit 0",
            "script", "a.ps1",
            "restart", "{}",
            "windowsUpdate", "{}",
            "users", "[{name: a, passwordFrom: 'secretsManager:kiln/machines/a'}]");

    static List<SchemaField> choices() {
        return SchemaField.ALL;
    }

    static Stream<SchemaField> choicesWithDefault() {
        return SchemaField.ALL.stream()
                .filter(field -> fields().get(field.path()).has("default"));
    }

    @ParameterizedTest
    @MethodSource("choices")
    void field_isReadIntoTheRecipe(SchemaField field) {
        assertThat(field.read(field.value())).isNotEqualTo(field.read(field.other()));
    }

    @ParameterizedTest
    @MethodSource("choicesWithDefault")
    void default_isTheReaders(SchemaField field) {
        String written = PipelineJson.write(fields().get(field.path()).get("default"));

        assertThat(field.readWithout()).isEqualTo(field.read(written));
    }

    @Test
    void defaultsOfEveryKindOfStep_areTheReaders() {
        for (JsonNode kind : SCHEMA.at("/$defs/step/oneOf")) {
            String word = kind.at("/required/0").asText();
            String step = "steps: [{name: a, " + word + ": " + KINDS.get(word);
            String timeout = kind.at("/properties/timeout/default").asText();
            String retries = kind.at("/properties/retries/default").asText();

            assertThat(recipeWith(step + "}]"))
                    .isEqualTo(recipeWith(step + ", timeout: " + timeout + ", retries: " + retries + "}]"));
        }
    }

    @Test
    void everyField_isUnderTest() {
        var tested = new TreeSet<String>();
        SchemaField.ALL.forEach(field -> tested.add(field.path()));

        assertThat(fields().keySet()).containsExactlyElementsOf(tested);
    }

    @Test
    void everyField_isDescribed() {
        fields().forEach((path, field) ->
                assertThat(field.path("description").asText()).as(path).isNotEmpty());
    }

    @Test
    void everyField_isInThePageAboutRecipes() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "recipe.md"));

        assertThat(fields().keySet()).allSatisfy(path -> assertThat(page).contains("| `" + path + "` |"));
    }

    @Test
    void recipeOnThePage_isReadWithoutAMistake() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "recipe.md"));
        String begin = "```yaml\n";
        String example = page.substring(page.indexOf(begin) + begin.length(), page.lastIndexOf("```"));

        assertThat(RecipeTexts.mistakes(example)).isEmpty();
    }

    @Test
    void everyWordOfTheSchema_hasASentence() {
        assertThat(words(SCHEMA)).isSubsetOf(WORDS);
    }

    @Test
    void longestNameOfAnImage_leavesRoomForWhatFollows() {
        assertThat(SCHEMA.at("/properties/image/properties/name/maxLength").asInt())
                .isEqualTo(ImageNameRule.LONGEST);
    }

    @Test
    void longestScript_fitsIntoACommand() {
        assertThat(SCHEMA.at("/$defs/script/maxLength").asInt()).isEqualTo(CommandRoomRule.SCRIPT);
    }

    @Test
    void kinds_areTheOnesOfTheSchema() {
        assertThat(required("parent")).isEqualTo(KindRule.PARENTS);
        assertThat(required("step")).isEqualTo(KindRule.STEPS);
        assertThat(required("schedule")).isEqualTo(KindRule.SCHEDULES);
    }

    private static List<String> required(String part) {
        return SCHEMA.at("/$defs/" + part + "/oneOf")
                .valueStream()
                .filter(kind -> kind.has("required"))
                .map(kind -> kind.at("/required/0").asText())
                .toList();
    }

    private static SortedMap<String, JsonNode> fields() {
        var fields = new TreeMap<String, JsonNode>();
        collect("", SCHEMA, fields);
        PARTS.forEach(part -> collect(part + ".", SCHEMA.at("/$defs/" + part), fields));
        return fields;
    }

    private static void collect(String prefix, JsonNode rule, SortedMap<String, JsonNode> fields) {
        rule.path("properties").properties().forEach(property -> {
            String path = prefix + property.getKey();
            fields.put(path, resolved(property.getValue()));
            collect(path + ".", property.getValue(), fields);
        });
    }

    /** A field with what it refers to; what it says itself comes first. */
    private static JsonNode resolved(JsonNode field) {
        if (!field.has("$ref")) {
            return field;
        }
        var whole = PipelineJson.MAPPER.createObjectNode();
        whole.setAll((ObjectNode) SCHEMA.at(field.get("$ref").asText().substring(1)));
        whole.setAll((ObjectNode) field);
        return whole;
    }

    /** Words of JSON Schema; names of fields, of parts and of what depends on a field are none. */
    private static Set<String> words(JsonNode rule) {
        var words = new TreeSet<String>();
        rule.properties().forEach(property -> {
            words.add(property.getKey());
            words.addAll(
                    switch (property.getKey()) {
                        case "properties", "$defs", "dependentSchemas" -> wordsWithin(property.getValue());
                        case "items", "additionalProperties", "propertyNames" -> words(property.getValue());
                        case "oneOf" -> wordsWithin(property.getValue());
                        default -> Set.<String>of();
                    });
        });
        return words;
    }

    private static Set<String> wordsWithin(JsonNode rules) {
        var words = new TreeSet<String>();
        rules.forEach(rule -> words.addAll(words(rule)));
        return words;
    }

    private static JsonNode schema() {
        try {
            return PipelineJson.tree(Files.readString(Path.of("..", "recipes", "recipe.schema.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
