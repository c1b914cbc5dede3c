package dev.kiln.recipe;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Pieces of the sentences that tell a person what is wrong. */
final class Wording {
    private static final int LONGEST_QUOTE = 60;

    private Wording() {}

    /** A text in quotes, in one line, cut where it is long. */
    static String quoted(String text) {
        String line = text.replace("\n", "\\n");
        return "\"" + (line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "..." : line) + "\"";
    }

    /** For example {@code a duration}, {@code an image id}. */
    static String withArticle(String noun) {
        return ("aeiou".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
    }

    /** For example {@code a, b and c}. */
    static String list(List<String> words, String conjunction) {
        int last = words.size() - 1;
        return last < 1
                ? String.join("", words)
                : String.join(", ", words.subList(0, last)) + " " + conjunction + " " + words.get(last);
    }

    /** The word that was probably meant: one that is two strokes away at most, and nearer than half the word. */
    static Optional<String> meant(String word, Collection<String> known) {
        int allowed = Math.min(2, word.length() / 2);
        return known.stream()
                .filter(k -> distance(word, k) <= allowed)
                .min((a, b) -> Integer.compare(distance(word, a), distance(word, b)));
    }

    /** Strokes between two words, upper and lower case alike; two letters in the wrong order are one stroke. */
    private static int distance(String left, String right) {
        int[][] d = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : cheapest(d, left, right, i, j);
            }
        }
        return d[left.length()][right.length()];
    }

    private static int cheapest(int[][] d, String left, String right, int i, int j) {
        int replaced = d[i - 1][j - 1] + (same(left, i, right, j) ? 0 : 1);
        int cost = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && same(left, i, right, j - 1) && same(left, i - 1, right, j);
        return swapped ? Math.min(cost, 1 + d[i - 2][j - 2]) : cost;
    }

    private static boolean same(String left, int i, String right, int j) {
        return Character.toLowerCase(left.charAt(i - 1)) == Character.toLowerCase(right.charAt(j - 1));
    }
}
