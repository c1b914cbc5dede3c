package dev.kiln.local.powershell;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a script, and how far it has been read. */
final class Text {
    private static final Pattern BLANKS = Pattern.compile("(?:[ \\t]|`\\n)+");
    private static final Pattern LINES = Pattern.compile("(?:[ \\t\\n]|`\\n|#[^\\n]*)+");
    private static final Pattern SEPARATORS = Pattern.compile("(?:[ \\t\\n;]|`\\n|#[^\\n]*)+");

    private final String text;
    private int at;

    Text(String text) {
        this.text = text;
    }

    int place() {
        return at;
    }

    void back(int place) {
        at = place;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    char peek() {
        return atEnd() ? '\0' : text.charAt(at);
    }

    char next() {
        char c = peek();
        at++;
        return c;
    }

    void skipBlanks() {
        take(BLANKS);
    }

    /** Also ends of lines and comments. */
    void skipLines() {
        take(LINES);
    }

    /** Also what separates statements. */
    void skipSeparators() {
        take(SEPARATORS);
    }

    boolean looking(String what) {
        return text.regionMatches(true, at, what, 0, what.length());
    }

    /** Takes a sign after blanks, if it is next. */
    boolean accept(String sign) {
        int before = at;
        skipBlanks();
        if (looking(sign)) {
            at += sign.length();
            return true;
        }
        at = before;
        return false;
    }

    /** Takes a word after blanks that does not go on, if it is next. */
    boolean acceptWord(String word) {
        int before = at;
        skipBlanks();
        int end = at + word.length();
        if (looking(word) && !goesOn(end)) {
            at = end;
            return true;
        }
        at = before;
        return false;
    }

    private boolean goesOn(int place) {
        return place < text.length() && (Character.isLetterOrDigit(text.charAt(place)) || text.charAt(place) == '-');
    }

    void expect(String sign) {
        skipLines();
        if (!accept(sign)) {
            throw unknown("instead of '" + sign + "'");
        }
    }

    /** Takes what a pattern matches here, if it does. */
    Optional<String> take(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        at = matcher.end();
        return Optional.of(matcher.group());
    }

    UnsupportedOperationException unknown(String what) {
        String rest = text.substring(Math.min(at, text.length()));
        return new UnsupportedOperationException(String.format(
                Locale.ROOT, "%s: %s", what, rest.lines().findFirst().orElse("the end")));
    }
}
