package dev.kiln.guest;

/**
 * Strings, variables, numbers and what is in brackets of any kind: the values of which PowerShell makes expressions.
 */
final class PowerShellValues {
    private final PowerShellText text;
    private final PowerShellSyntax syntax;

    PowerShellValues(PowerShellText text, PowerShellSyntax syntax) {
        this.text = text;
        this.syntax = syntax;
    }

    /** Whether a value begins here. */
    boolean begins() {
        return text.lookingAtOneOf("$({@")
                || text.lookingAtOneOf(PowerShellText.SINGLE_QUOTES)
                || text.lookingAtOneOf(PowerShellText.DOUBLE_QUOTES)
                || Character.isDigit(text.peek())
                || (text.peek() == '.' && Character.isDigit(text.peek(1)));
    }

    /** Goes past one value without its members. */
    void value() {
        if (text.peek() == '@') {
            afterAt();
        } else if (text.peek() == '$') {
            afterDollar();
        } else if (text.peek() == '{') {
            text.next();
            syntax.scriptBlock();
        } else if (text.peek() == '(') {
            text.next();
            parentheses();
        } else if (Character.isDigit(text.peek()) || text.peek() == '.') {
            number();
        } else {
            string();
        }
    }

    private void afterAt() {
        if (text.accept("@(")) {
            syntax.statementsUntil(")");
        } else if (text.accept("@{")) {
            hashtable();
        } else if (PowerShellText.SINGLE_QUOTES.indexOf(text.peek(1)) >= 0) {
            hereString("'@", false);
        } else if (PowerShellText.DOUBLE_QUOTES.indexOf(text.peek(1)) >= 0) {
            hereString("\"@", true);
        } else {
            text.next();
            if (text.name().isEmpty()) {
                throw text.mistake("after '@' comes no name, bracket or quote");
            }
        }
    }

    private void parentheses() {
        int start = text.place();
        text.skipLines();
        if (text.peek() == ')') {
            throw text.mistake("there is nothing between ( and )");
        }
        syntax.pipelineOrAssignment();
        text.skipLines();
        if (!text.accept(")")) {
            throw text.mistake("( is not closed with ) before " + text.here(), start);
        }
    }

    /** A variable or a subexpression. */
    void afterDollar() {
        int start = text.place();
        text.next();
        if (text.accept("(")) {
            syntax.statementsUntil(")");
        } else if (text.accept("{")) {
            text.skipTo("}", "the variable's name");
        } else if (!text.accept("$") && !text.accept("?") && !text.accept("^")) {
            namedVariable(start);
        }
    }

    private void namedVariable(int start) {
        if (text.name().isEmpty()) {
            throw text.mistake("after '$' comes no name", start);
        }
        if (text.peek() == ':' && text.peek(1) != ':') {
            text.next();
            if (text.name().isEmpty()) {
                throw text.mistake("after a variable's ':' comes no name; write ${name} before a colon", start);
            }
        }
    }

    private void number() {
        if (text.accept("0x")) {
            text.word();
            return;
        }
        text.name();
        if (text.peek() == '.' && Character.isDigit(text.peek(1))) {
            text.next();
            text.name();
        }
    }

    private void string() {
        if (text.lookingAtOneOf(PowerShellText.SINGLE_QUOTES)) {
            quoted(PowerShellText.SINGLE_QUOTES, false);
        } else if (text.lookingAtOneOf(PowerShellText.DOUBLE_QUOTES)) {
            quoted(PowerShellText.DOUBLE_QUOTES, true);
        } else {
            throw text.mistake("a value is missing, there is " + text.here());
        }
    }

    private void quoted(String quotes, boolean expands) {
        int start = text.place();
        text.next();
        while (!text.atEnd()) {
            if (text.lookingAtOneOf(quotes)) {
                text.next();
                if (!text.lookingAtOneOf(quotes)) {
                    return;
                }
                text.next();
            } else if (expands) {
                expandable();
            } else {
                text.next();
            }
        }
        throw text.mistake("the string is not closed", start);
    }

    /** One character of a text in which variables are replaced, or a whole variable. */
    private void expandable() {
        if (text.peek() == '`') {
            text.next();
            text.next();
        } else if (text.peek() == '$' && (Character.isLetter(text.peek(1)) || "({_".indexOf(text.peek(1)) >= 0)) {
            afterDollar();
        } else {
            text.next();
        }
    }

    private void hereString(String terminator, boolean expands) {
        int start = text.place();
        text.next();
        text.next();
        while (text.peek() == ' ' || text.peek() == '\t') {
            text.next();
        }
        if (text.peek() != '\n') {
            throw text.mistake("a here-string begins on the line after its mark", start);
        }
        while (!text.atEnd()) {
            if (text.accept("\n" + terminator)) {
                return;
            }
            if (expands) {
                expandable();
            } else {
                text.next();
            }
        }
        throw text.mistake("the here-string has no " + terminator + " at the start of a line", start);
    }

    private void hashtable() {
        int start = text.place();
        text.skipSeparators();
        while (!text.accept("}")) {
            if (text.atEnd()) {
                throw text.mistake("@{ is not closed with }", start);
            }
            key();
            text.skipBlanks();
            text.expect("=", "after a key");
            text.skipLines();
            syntax.statement();
            text.skipBlanks();
            if (!text.lookingAtOneOf(";\n}")) {
                throw text.mistake("after an entry of a hashtable comes " + text.here());
            }
            text.skipSeparators();
        }
    }

    private void key() {
        if (begins()) {
            value();
        } else if (text.word().isEmpty()) {
            throw text.mistake("a key is missing, there is " + text.here());
        }
    }
}
