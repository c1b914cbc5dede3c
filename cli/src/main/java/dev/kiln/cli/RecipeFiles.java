package dev.kiln.cli;

import dev.kiln.recipe.Mistake;

import java.nio.file.Path;
import java.util.List;

/** Tells people about mistakes in recipes, in the form that editors and terminals turn into links. */
final class RecipeFiles {
    private RecipeFiles() {}

    static void tell(Terminal terminal, Path file, List<Mistake> mistakes) {
        for (Mistake mistake : mistakes) {
            String field = mistake.field().isEmpty() ? "" : mistake.field() + ": ";
            terminal.error(terminal.bold(file + ":" + mistake.line() + ":" + mistake.column() + ":") + " " + field
                    + mistake.problem() + " " + mistake.mend());
        }
    }
}
