package dev.kiln.recipe;

import dev.kiln.recipe.Locations.Position;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

import java.util.List;
import java.util.Optional;

/**
 * The text of a recipe as values with their places.
 *
 * @param root empty when the text cannot be read as YAML at all
 */
record Document(Optional<Value> root, List<Mistake> mistakes) {
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setAllowDuplicateKeys(true)
            // The values are counted when aliases are written out, which says more than a number of aliases.
            .setMaxAliasesForCollections(Integer.MAX_VALUE)
            .build();

    Document {
        mistakes = List.copyOf(mistakes);
    }

    /** Reads YAML 1.2. */
    static Document of(String text) {
        String marked = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try {
            return compose(marked);
        } catch (MarkedYamlEngineException e) {
            var at = e.getProblemMark().or(e::getContextMark);
            int line = at.map(m -> m.getLine() + 1).orElse(1);
            int column = at.map(m -> m.getColumn() + 1).orElse(1);
            return unreadable(new Position(line, column), e.getProblem());
        } catch (ReaderException e) {
            String character = "U+%04X".formatted(e.getCodePoint());
            return unreadable(place(marked, e.getPosition()), "the character " + character + " is not allowed");
        } catch (YamlEngineException e) {
            return unreadable(new Position(1, 1), e.getMessage());
        }
    }

    private static Document compose(String text) {
        var composer =
                new Composer(SETTINGS, new DepthLimit(new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text))));
        if (!composer.hasNext()) {
            return failed(new Mistake(
                    1,
                    1,
                    "",
                    "The recipe is empty.",
                    "Begin with name and parent; the example recipes show the rest."));
        }
        var reader = new ValueReader();
        var root = reader.read(composer.next());
        if (composer.hasNext()) {
            var second = composer.next().getStartMark();
            int line = second.map(m -> m.getLine() + 1).orElse(1);
            return failed(new Mistake(
                    line, 1, "", "A second document begins before this line.", "Keep one document in a file."));
        }
        return new Document(root, reader.mistakes());
    }

    private static Document unreadable(Position at, String why) {
        return failed(new Mistake(at.line(), at.column(), "", "This is not YAML: " + why + ".", mend(why)));
    }

    private static Document failed(Mistake mistake) {
        return new Document(Optional.empty(), List.of(mistake));
    }

    private static String mend(String why) {
        if (why.contains("TAB")) {
            return "Indent with spaces: YAML takes no tabs.";
        }
        if (why.contains("escape character")) {
            return "Write a path in single quotes: in double quotes a backslash begins an escape.";
        }
        if (why.contains("nested deeper")) {
            return "A recipe needs no more than five.";
        }
        return "Look at the quotes, colons and indentation here and in the line above.";
    }

    private static Position place(String text, int codePoint) {
        String before = text.substring(0, Math.min(text.length(), text.offsetByCodePoints(0, Math.max(0, codePoint))));
        int line = (int) before.chars().filter(c -> c == '\n').count();
        return new Position(line + 1, before.length() - before.lastIndexOf('\n'));
    }
}
