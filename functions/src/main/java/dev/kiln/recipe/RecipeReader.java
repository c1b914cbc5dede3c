package dev.kiln.recipe;

import dev.kiln.recipe.Locations.Position;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads recipes. The first reader loads the schema, which takes some hundred milliseconds in a cold JVM; a reading
 * takes about one in a warm one. A reader can be used again and by several threads.
 */
public final class RecipeReader {
    /** Larger than any recipe that a person writes; the plan, which holds it, must fit into 400 KB of DynamoDB. */
    public static final int MOST_BYTES = 200_000;

    private static final Comparator<Mistake> BY_PLACE = Comparator.comparingInt(Mistake::line)
            .thenComparingInt(Mistake::column)
            .thenComparing(Mistake::field);

    private static final RecipeSchema SCHEMA = new RecipeSchema();
    private static final SchemaMistakes WORDS = new SchemaMistakes(SCHEMA);

    private final Rules rules;

    /** @param clock tells whether a schedule still comes due */
    public RecipeReader(InstantSource clock) {
        rules = Rules.of(clock);
    }

    /** Reads the YAML of a recipe: the recipe, or every mistake in it. */
    public Reading read(String text) {
        return read(text, recipe -> Stream.empty());
    }

    /** Reads a recipe under one rule more. */
    Reading read(String text, Rule more) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            return new Reading.Bad(List.of(new Mistake(
                    1,
                    1,
                    "",
                    "The recipe has " + bytes + " bytes; at most " + MOST_BYTES + " are read.",
                    "Move long scripts into files beside the recipe.")));
        }
        var document = Document.of(text);
        var mistakes = Stream.concat(
                        document.mistakes().stream(), document.root().stream().flatMap(root -> check(root, more)))
                .sorted(BY_PLACE)
                .distinct()
                .toList();
        return mistakes.isEmpty() ? good(document.root().orElseThrow()) : new Reading.Bad(mistakes);
    }

    private Stream<Mistake> check(Value root, Rule more) {
        var ruled = Stream.concat(rules.mistakes(root), more.mistakes(root)).toList();
        var violations = SCHEMA.violations(root);
        // What a rule says about a single value says more than the schema does, and its type more than its range.
        var told = fields(ruled.stream().map(Mistake::field));
        var mistyped = fields(violations.stream()
                .filter(v -> v.keyword().equals("type"))
                .map(v -> v.value().field()));
        var formal = violations.stream()
                .filter(v -> !(v.value() instanceof Value.Scalar
                        && told.contains(v.value().field())))
                .filter(v -> v.keyword().equals("type")
                        || !mistyped.contains(v.value().field()))
                .map(WORDS::mistake)
                .flatMap(Optional::stream)
                .toList();
        if (!violations.isEmpty() && ruled.isEmpty() && formal.isEmpty()) {
            throw new IllegalStateException("a violation of the schema has no words: " + violations);
        }
        return Stream.concat(formal.stream(), ruled.stream());
    }

    private static Set<String> fields(Stream<String> fields) {
        return fields.collect(Collectors.toUnmodifiableSet());
    }

    private static Reading good(Value root) {
        var places = new TreeMap<String, Position>();
        places(root, places);
        return new Reading.Good(RecipeForm.recipe(root), new Locations(places));
    }

    static void places(Value value, SortedMap<String, Position> places) {
        places.put(value.field(), value.at());
        switch (value) {
            case Value.Scalar scalar -> {}
            case Value.Sequence list -> list.items().forEach(item -> places(item, places));
            case Value.Mapping fields -> fields.entries().values().forEach(entry -> places(entry.value(), places));
        }
    }
}
