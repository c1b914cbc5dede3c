package dev.kiln.recipe;

/**
 * Something wrong in a recipe.
 *
 * @param line from 1
 * @param column from 1
 * @param field for example {@code steps[1].timeout}; empty when the text is not YAML at all
 * @param problem what is wrong, as a sentence
 * @param mend what to write instead, as a sentence
 */
public record Mistake(int line, int column, String field, String problem, String mend) {
    /** One line for a person: {@code FILE:LINE:COLUMN: field: problem mend}, as compilers and editors know it. */
    public String in(String file) {
        String where = file + ":" + line + ":" + column + ": ";
        return where + (field.isEmpty() ? "" : field + ": ") + problem + " " + mend;
    }
}
