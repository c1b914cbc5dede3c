package dev.kiln.recipe;

import dev.kiln.recipe.Locations.Position;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A piece of a recipe's text: what stands there, under which field, and where. */
sealed interface Value {
    /** For example {@code steps[1].timeout}; empty for the whole recipe. */
    String field();

    Position at();

    /** What it is, in words for a person. */
    String what();

    /** What stands under a key; empty when this holds no keys. */
    default Optional<Value> get(String key) {
        return Optional.empty();
    }

    /** The entries of a list; none when this is no list. */
    default List<Value> items() {
        return List.of();
    }

    /** The text of a single value, as it is written; empty for lists and fields, and where nothing stands. */
    default Optional<String> text() {
        return Optional.empty();
    }

    /** The text under a key, if there is one. */
    default Optional<String> text(String key) {
        return get(key).flatMap(Value::text);
    }

    /** A mistake in this value. */
    default Mistake mistake(String problem, String mend) {
        return new Mistake(at().line(), at().column(), field(), problem, mend);
    }

    /** One value, with the text as it is written: the 0042 of a tag stays 0042. */
    record Scalar(String field, Position at, String written, Kind kind) implements Value {
        /** What YAML takes a value for. */
        enum Kind {
            TEXT("text"),
            WHOLE_NUMBER("a number"),
            DECIMAL("a number with a fraction"),
            FLAG("true or false"),
            NOTHING("empty");

            private final String what;

            Kind(String what) {
                this.what = what;
            }
        }

        @Override
        public String what() {
            return kind.what;
        }

        @Override
        public Optional<String> text() {
            return kind == Kind.NOTHING ? Optional.empty() : Optional.of(written);
        }
    }

    /** A list. */
    record Sequence(String field, Position at, List<Value> items) implements Value {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String what() {
            return "a list";
        }
    }

    /** Keys and what stands under them, in the order of the text. */
    record Mapping(String field, Position at, Map<String, Entry> entries) implements Value {
        /** A key's place and its value. */
        record Entry(Position keyAt, Value value) {
            /** A mistake that is shown at the key. */
            Mistake mistake(String problem, String mend) {
                return new Mistake(keyAt.line(), keyAt.column(), value.field(), problem, mend);
            }
        }

        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public String what() {
            return "a set of fields";
        }

        @Override
        public Optional<Value> get(String key) {
            return Optional.ofNullable(entries.get(key)).map(Entry::value);
        }
    }
}
