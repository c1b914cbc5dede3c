package dev.kiln.guest;

/** A text in PowerShell and the place that a check of its syntax has come to. */
final class PowerShellText {
    /** PowerShell takes every one of these for a single quote. */
    static final String SINGLE_QUOTES = "'\u2018\u2019\u201a\u201b";
    /** PowerShell takes every one of these for a double quote. */
    static final String DOUBLE_QUOTES = "\"\u201c\u201d\u201e";

    private static final char END = '\0';

    private final String text;
    private int at;

    PowerShellText(String text) {
        this.text = text.replace("\r\n", "\n");
    }

    /** A text that Windows PowerShell 5.1 would refuse to run. */
    static final class Mistake extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Mistake(int line, String message) {
            super("line " + line + ": " + message);
        }
    }

    Mistake mistake(String message) {
        return mistake(message, at);
    }

    Mistake mistake(String message, int place) {
        int line = 1
                + (int) text.substring(0, place).chars().filter(c -> c == '\n').count();
        return new Mistake(line, message);
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
        return peek(0);
    }

    char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : END;
    }

    char next() {
        char c = peek();
        at++;
        return c;
    }

    boolean looking(String what) {
        return text.regionMatches(true, at, what, 0, what.length());
    }

    boolean lookingAtOneOf(String characters) {
        return !atEnd() && characters.indexOf(peek()) >= 0;
    }

    boolean accept(String what) {
        if (!looking(what)) {
            return false;
        }
        at += what.length();
        return true;
    }

    void expect(String what, String where) {
        if (!accept(what)) {
            throw mistake("'" + what + "' is missing " + where + ", there is " + here());
        }
    }

    /** What stands here, for a message. */
    String here() {
        return atEnd() ? "the end of the text" : peek() == '\n' ? "the end of the line" : "'" + peek() + "'";
    }

    /** Goes past blanks, comments and continued lines. */
    void skipBlanks() {
        while (!atEnd()) {
            if (peek() == ' ' || peek() == '\t') {
                at++;
            } else if (looking("`\n")) {
                at += 2;
            } else if (looking("<#")) {
                skipTo("#>", "the comment");
            } else if (peek() == '#') {
                skipLine();
            } else {
                return;
            }
        }
    }

    /** Goes past blanks, comments and ends of lines. */
    void skipLines() {
        skipAll("\n");
    }

    /** Goes past everything that may stand between two statements. */
    void skipSeparators() {
        skipAll("\n;");
    }

    private void skipAll(String characters) {
        skipBlanks();
        while (lookingAtOneOf(characters)) {
            at++;
            skipBlanks();
        }
    }

    private void skipLine() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
    }

    /** Goes past a mark that must come. */
    void skipTo(String mark, String what) {
        int end = text.indexOf(mark, at);
        if (end < 0) {
            throw mistake(what + " is not closed with " + mark.strip());
        }
        at = end + mark.length();
    }

    /** Whether a keyword stands here as a whole word. */
    boolean lookingAtWord(String word) {
        return looking(word) && !isWordPart(peek(word.length()));
    }

    boolean acceptWord(String word) {
        return lookingAtWord(word) && accept(word);
    }

    /** Reads a name made of letters, digits, - and _; empty when there is none. */
    String word() {
        int start = at;
        while (isWordPart(peek())) {
            at++;
        }
        return text.substring(start, at);
    }

    /** Reads a variable's or member's name; empty when there is none. */
    String name() {
        int start = at;
        while (isNamePart(peek())) {
            at++;
        }
        return text.substring(start, at);
    }

    private static boolean isWordPart(char c) {
        return isNamePart(c) || c == '-';
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }
}
