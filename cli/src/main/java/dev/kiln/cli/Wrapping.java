package dev.kiln.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Breaks lines between words; a word that is too long keeps its line for itself, so that it can be copied. */
final class Wrapping {
    /** A space before a word; the spaces of a column stay with the word before them, and a number with its noun. */
    private static final Pattern GAP = Pattern.compile("(?<!\\d) (?=\\S)");

    private Wrapping() {}

    static List<String> wrap(String text, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : GAP.split(text, -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            } else if (!line.isEmpty()) {
                line.append(' ');
            }
            line.append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
