package dev.kiln.local.dynamo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The words of an expression, taken one after the other. Only the few forms that the pipeline writes are understood;
 * every other expression is refused, be it right or wrong.
 */
final class Tokens {
    private static final Pattern WORD = Pattern.compile("\\G\\s*([:#]\\w+|[A-Za-z]\\w*|<=|[<=(),])");

    private final String expression;
    private final Deque<String> words = new ArrayDeque<>();

    Tokens(String expression) {
        this.expression = expression;
        var matcher = WORD.matcher(expression);
        int end = 0;
        while (matcher.find()) {
            words.add(matcher.group(1));
            end = matcher.end();
        }
        if (!expression.substring(end).isBlank()) {
            throw refused();
        }
    }

    /** Takes the next word if it is this one. */
    boolean accept(String word) {
        return acceptIf(word::equals);
    }

    /** Takes the next word if it is this one, in whichever case. */
    boolean acceptKeyword(String keyword) {
        return acceptIf(keyword::equalsIgnoreCase);
    }

    private boolean acceptIf(Predicate<String> condition) {
        boolean accepted = !words.isEmpty() && condition.test(words.peek());
        if (accepted) {
            words.remove();
        }
        return accepted;
    }

    void expect(String word) {
        if (!accept(word)) {
            throw refused();
        }
    }

    void expectKeyword(String keyword) {
        if (!acceptKeyword(keyword)) {
            throw refused();
        }
    }

    /** The name of an attribute, or the placeholder of one. */
    String path() {
        return take(word -> word.charAt(0) == '#' || Character.isLetter(word.charAt(0)));
    }

    /** The placeholder of a value. */
    String value() {
        return take(word -> word.charAt(0) == ':');
    }

    private String take(Predicate<String> kind) {
        if (words.isEmpty() || !kind.test(words.peek())) {
            throw refused();
        }
        return words.remove();
    }

    boolean atEnd() {
        return words.isEmpty();
    }

    void expectEnd() {
        if (!atEnd()) {
            throw refused();
        }
    }

    private UnsupportedOperationException refused() {
        return new UnsupportedOperationException(
                "the tables in memory do not know expressions such as '" + expression + "'");
    }
}
