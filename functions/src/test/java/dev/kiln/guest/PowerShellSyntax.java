package dev.kiln.guest;

import java.util.List;
import java.util.Optional;

/**
 * Checks the syntax of Windows PowerShell 5.1 as far as Kiln's own scripts use it: statements, pipelines, commands,
 * expressions, strings, here-strings, hashtables, functions. What it does not know (classes, workflows, data sections)
 * it reports as a mistake, so nothing goes unchecked.
 *
 * <p>The language is described in the Windows PowerShell Language Specification. No parser of it exists for Java.
 */
final class PowerShellSyntax {
    private static final List<String> ORPHANS = List.of("else", "elseif", "catch", "finally", "until");
    private static final List<String> UNKNOWN = List.of(
            "class",
            "enum",
            "workflow",
            "configuration",
            "data",
            "using",
            "trap",
            "inlinescript",
            "switch",
            "begin",
            "process",
            "end",
            "dynamicparam");

    private final PowerShellText text;
    private final PowerShellValues values;
    private final PowerShellExpressions expressions;

    private PowerShellSyntax(String script) {
        text = new PowerShellText(script);
        values = new PowerShellValues(text, this);
        expressions = new PowerShellExpressions(text, values);
    }

    /** The first mistake with its line, if there is one. */
    static Optional<String> mistake(String script) {
        var syntax = new PowerShellSyntax(script);
        try {
            syntax.body("");
            return Optional.empty();
        } catch (PowerShellText.Mistake e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Statements up to a closing bracket, which is consumed; an empty one stands for the end of the text. */
    void statementsUntil(String close) {
        int start = text.place();
        text.skipSeparators();
        while (!closes(close, start)) {
            boolean block = statement();
            text.skipBlanks();
            if (!block && !text.atEnd() && !text.lookingAtOneOf("\n;") && !(!close.isEmpty() && text.looking(close))) {
                throw text.mistake("a statement does not go on with " + text.here());
            }
            text.skipSeparators();
        }
    }

    private boolean closes(String close, int start) {
        if (text.atEnd() && !close.isEmpty()) {
            throw text.mistake("'" + close + "' is missing; its counterpart is here", Math.max(0, start - 1));
        }
        return close.isEmpty() ? text.atEnd() : text.accept(close);
    }

    /** A script block after its brace. */
    void scriptBlock() {
        body("}");
    }

    private void body(String close) {
        text.skipSeparators();
        if (text.acceptWord("param")) {
            text.skipBlanks();
            parameters();
        }
        statementsUntil(close);
    }

    /** One statement; true when it ends with a block, so that another may follow on the same line. */
    boolean statement() {
        ORPHANS.stream().filter(text::lookingAtWord).findFirst().ifPresent(word -> {
            throw text.mistake("'" + word + "' has nothing that it belongs to");
        });
        UNKNOWN.stream().filter(text::lookingAtWord).findFirst().ifPresent(word -> {
            throw text.mistake("'" + word + "' is not known to this check");
        });
        return flow() || definition() || leaving() || pipelineOrAssignment();
    }

    private boolean flow() {
        if (text.acceptWord("if")) {
            conditional();
        } else if (text.acceptWord("while")) {
            condition("while");
            block("while");
        } else if (text.acceptWord("foreach")) {
            foreachLoop();
        } else if (text.acceptWord("for")) {
            forLoop();
        } else if (text.acceptWord("do")) {
            block("do");
            doEnd();
        } else if (text.acceptWord("try")) {
            tryStatement();
        } else {
            return false;
        }
        return true;
    }

    private void conditional() {
        condition("if");
        block("if");
        while (followedBy("elseif")) {
            condition("elseif");
            block("elseif");
        }
        if (followedBy("else")) {
            block("else");
        }
    }

    private boolean followedBy(String word) {
        int end = text.place();
        text.skipLines();
        if (text.acceptWord(word)) {
            return true;
        }
        text.back(end);
        return false;
    }

    private void condition(String keyword) {
        text.skipLines();
        if (text.peek() != '(') {
            throw text.mistake("'(' is missing after '" + keyword + "', there is " + text.here());
        }
        values.value();
    }

    private void block(String keyword) {
        text.skipLines();
        text.expect("{", "after '" + keyword + "'");
        statementsUntil("}");
    }

    private void foreachLoop() {
        text.skipBlanks();
        text.expect("(", "after 'foreach'");
        text.skipLines();
        values.value();
        text.skipLines();
        if (!text.acceptWord("in")) {
            throw text.mistake("'in' is missing in 'foreach', there is " + text.here());
        }
        text.skipLines();
        pipelineOrAssignment();
        text.skipLines();
        text.expect(")", "in 'foreach'");
        block("foreach");
    }

    private void forLoop() {
        text.skipBlanks();
        text.expect("(", "after 'for'");
        for (String end : List.of(";", ";", ")")) {
            text.skipLines();
            if (!text.looking(end)) {
                pipelineOrAssignment();
            }
            text.skipLines();
            text.expect(end, "in 'for'");
        }
        block("for");
    }

    private void doEnd() {
        if (!followedBy("while") && !followedBy("until")) {
            throw text.mistake("'do' has no 'while' or 'until'");
        }
        condition("do");
    }

    private void tryStatement() {
        block("try");
        boolean complete = false;
        while (followedBy("catch")) {
            text.skipLines();
            while (text.peek() == '[') {
                expressions.type();
                text.skipLines();
                text.accept(",");
                text.skipLines();
            }
            block("catch");
            complete = true;
        }
        if (followedBy("finally")) {
            block("finally");
            complete = true;
        }
        if (!complete) {
            throw text.mistake("'try' has no 'catch' or 'finally'");
        }
    }

    private boolean definition() {
        if (!text.acceptWord("function") && !text.acceptWord("filter")) {
            return false;
        }
        text.skipBlanks();
        if (text.word().isEmpty()) {
            throw text.mistake("a function's name is missing, there is " + text.here());
        }
        text.skipLines();
        if (text.peek() == '(') {
            parameters();
            text.skipLines();
        }
        text.expect("{", "after a function's name");
        scriptBlock();
        return true;
    }

    private void parameters() {
        text.expect("(", "before parameters");
        text.skipLines();
        if (text.accept(")")) {
            return;
        }
        do {
            parameter();
            text.skipLines();
        } while (text.accept(","));
        text.expect(")", "after parameters");
    }

    private void parameter() {
        text.skipLines();
        while (text.peek() == '[') {
            expressions.type();
            text.skipLines();
        }
        if (text.peek() != '$') {
            throw text.mistake("a parameter is missing, there is " + text.here());
        }
        values.value();
        text.skipBlanks();
        if (text.accept("=")) {
            text.skipLines();
            defaultValue();
        }
    }

    /** Without the comma operator, which separates parameters. */
    private void defaultValue() {
        if (!values.begins()) {
            throw text.mistake("a default value is missing, there is " + text.here());
        }
        values.value();
        expressions.members();
    }

    /** A statement that leaves its block; true like a block's end, because it has looked at what follows itself. */
    private boolean leaving() {
        boolean takesValue = List.of("return", "throw", "exit").stream().anyMatch(text::acceptWord);
        if (!takesValue && !text.acceptWord("break") && !text.acceptWord("continue")) {
            return false;
        }
        text.skipBlanks();
        if (takesValue && !atBoundary()) {
            pipelineOrAssignment();
            text.skipBlanks();
        }
        if (!atBoundary()) {
            throw text.mistake("a statement does not go on with " + text.here());
        }
        return true;
    }

    private boolean atBoundary() {
        return text.atEnd() || text.lookingAtOneOf("\n;})");
    }

    /** A pipeline, or an assignment with a statement on its right. Always false: no block ends it. */
    boolean pipelineOrAssignment() {
        if (expressions.begins()) {
            expressions.expression();
            if (assignment()) {
                text.skipLines();
                statement();
                return false;
            }
            redirections();
        } else {
            command();
        }
        while (pipe()) {
            text.skipLines();
            command();
        }
        return false;
    }

    private boolean assignment() {
        int end = text.place();
        text.skipBlanks();
        if (text.accept("=")
                || (text.lookingAtOneOf("+-*/%") && text.peek(1) == '=' && text.accept(text.peek() + "="))) {
            return true;
        }
        text.back(end);
        return false;
    }

    private boolean pipe() {
        int end = text.place();
        text.skipBlanks();
        if (text.looking("||") || text.looking("&&") || text.looking("??")) {
            throw text.mistake("Windows PowerShell 5.1 has no operator " + text.peek() + text.peek());
        }
        if (text.accept("|")) {
            return true;
        }
        text.back(end);
        return false;
    }

    private void redirections() {
        int end = text.place();
        text.skipBlanks();
        if (text.peek() == '>') {
            commandArguments();
        } else {
            text.back(end);
        }
    }

    private void command() {
        text.skipBlanks();
        boolean called = text.accept("&") || (text.peek() == '.' && text.peek(1) == ' ' && text.accept("."));
        text.skipBlanks();
        if (called && values.begins()) {
            values.value();
            expressions.members();
        } else if (!bareWord()) {
            throw text.mistake("a command is missing, there is " + text.here());
        }
        commandArguments();
    }

    private void commandArguments() {
        boolean comma = false;
        while (true) {
            text.skipBlanks();
            if (text.atEnd() || text.lookingAtOneOf("\n;|)}&")) {
                if (comma) {
                    throw text.mistake("a value is missing after ','");
                }
                return;
            }
            comma = text.accept(",");
            if (comma) {
                text.skipLines();
            } else if (text.peek() == '>' || text.looking("2>") || text.looking("*>")) {
                redirection();
            } else if (values.begins() && !Character.isDigit(text.peek())) {
                values.value();
                expressions.members();
            } else if (!bareWord()) {
                throw text.mistake("an argument is missing, there is " + text.here());
            }
        }
    }

    private void redirection() {
        if (text.peek() != '>') {
            text.next();
        }
        text.expect(">", "in a redirection");
        text.accept(">");
        if (text.accept("&1")) {
            return;
        }
        text.skipBlanks();
        if (text.atEnd() || text.lookingAtOneOf("\n;|)}")) {
            throw text.mistake("a redirection has no file");
        }
    }

    /** A word of a command, quoted parts and variables within it included. */
    private boolean bareWord() {
        int start = text.place();
        while (!text.atEnd() && !text.lookingAtOneOf(" \t\n;|(){},&<>\"'")) {
            if (text.peek() == '$') {
                values.afterDollar();
            } else if (text.next() == '`') {
                text.next();
            }
        }
        return text.place() > start;
    }
}
