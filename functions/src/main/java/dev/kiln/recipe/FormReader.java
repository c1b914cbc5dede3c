package dev.kiln.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.json.PipelineJson;
import dev.kiln.recipe.Locations.Position;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads YAML that has a published schema in the words of the recipe's, and tells its mistakes as those of a recipe are
 * told. A reader can be used again.
 */
public final class FormReader {
    private static final Comparator<Mistake> BY_PLACE =
            Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column);

    private final RecipeSchema schema;
    private final SchemaMistakes words;

    /** What came of reading a text. */
    public sealed interface Answer {
        /** What the text says, and where. */
        record Good(JsonNode values, Locations locations) implements Answer {}

        /** Every mistake that was found, in the order of the lines; never empty. */
        record Bad(List<Mistake> mistakes) implements Answer {
            public Bad {
                mistakes = List.copyOf(mistakes);
            }
        }
    }

    /**
     * Loads the schema.
     *
     * @param schema a resource, for example {@code /recipe.schema.json}
     */
    public FormReader(String schema) {
        this.schema = new RecipeSchema(schema);
        this.words = new SchemaMistakes(this.schema);
    }

    /** Reads a text that is not empty. */
    public Answer read(String text) {
        var document = Document.of(text);
        var mistakes = Stream.concat(
                        document.mistakes().stream(), document.root().stream().flatMap(this::mistakes))
                .sorted(BY_PLACE)
                .distinct()
                .toList();
        return mistakes.isEmpty() ? good(document.root().orElseThrow()) : new Answer.Bad(mistakes);
    }

    private Stream<Mistake> mistakes(Value root) {
        return schema.violations(root).stream().map(words::mistake).flatMap(Optional::stream);
    }

    private static Answer good(Value root) {
        var places = new TreeMap<String, Position>();
        RecipeReader.places(root, places);
        return new Answer.Good(
                PipelineJson.read(SchemaNodes.of(root).toString(), JsonNode.class), new Locations(places));
    }
}
