package dev.kiln.guest;

import java.util.Locale;
import java.util.Set;

/** Expressions: values with operators, members, indices and casts. */
final class PowerShellExpressions {
    private static final Set<String> BINARY = Set.of(
            "eq",
            "ne",
            "gt",
            "ge",
            "lt",
            "le",
            "like",
            "notlike",
            "match",
            "notmatch",
            "contains",
            "notcontains",
            "in",
            "notin",
            "replace",
            "split",
            "join",
            "and",
            "or",
            "xor",
            "is",
            "isnot",
            "as",
            "f",
            "band",
            "bor",
            "bxor",
            "shl",
            "shr");
    private static final Set<String> UNARY = Set.of("not", "bnot", "split", "join");

    private final PowerShellText text;
    private final PowerShellValues values;

    PowerShellExpressions(PowerShellText text, PowerShellValues values) {
        this.text = text;
        this.values = values;
    }

    /** Whether an expression begins here, and not a command. */
    boolean begins() {
        return values.begins() || text.lookingAtOneOf("[!,") || unaryLength() > 0;
    }

    /** Goes past a whole expression. */
    void expression() {
        operand();
        while (true) {
            int end = text.place();
            text.skipBlanks();
            if (!binaryOperator()) {
                text.back(end);
                return;
            }
            text.skipLines();
            operand();
        }
    }

    private void operand() {
        text.skipBlanks();
        int unary = unaryLength();
        if (unary > 0 || text.lookingAtOneOf("!,")) {
            for (int i = 0; i < Math.max(1, unary); i++) {
                text.next();
            }
            operand();
        } else if (text.peek() == '[') {
            typeOrCast();
        } else if (values.begins()) {
            values.value();
            members();
        } else {
            throw text.mistake("a value is missing, there is " + text.here());
        }
    }

    private int unaryLength() {
        if (text.looking("++") || text.looking("--")) {
            return 2;
        }
        if (text.peek() == '+'
                || (text.peek() == '-' && (Character.isDigit(text.peek(1)) || "$(".indexOf(text.peek(1)) >= 0))) {
            return 1;
        }
        String word = operatorWord();
        return UNARY.contains(word) ? 1 + word.length() : 0;
    }

    /** The letters after a dash, without moving. */
    private String operatorWord() {
        if (text.peek() != '-' || !Character.isLetter(text.peek(1))) {
            return "";
        }
        int start = text.place();
        text.next();
        String word = text.name().toLowerCase(Locale.ROOT);
        text.back(start);
        return word;
    }

    private boolean binaryOperator() {
        String word = operatorWord();
        if (!word.isEmpty()) {
            boolean sensitive = word.startsWith("c") || word.startsWith("i");
            if (!BINARY.contains(word) && !(sensitive && BINARY.contains(word.substring(1)))) {
                throw text.mistake("there is no operator -" + word);
            }
            return text.accept("-" + word);
        }
        if (text.looking("++") || text.looking("--")) {
            return false;
        }
        boolean assignment = text.lookingAtOneOf("+-*/%") && text.peek(1) == '=';
        return !assignment && (text.accept("..") || (text.lookingAtOneOf("+-*/%,") && text.accept(text.peek() + "")));
    }

    private void typeOrCast() {
        type();
        if (text.looking("::")) {
            members();
            return;
        }
        int end = text.place();
        text.skipBlanks();
        if (values.begins() || text.peek() == '[' || UNARY.contains(operatorWord())) {
            operand();
        } else {
            text.back(end);
            members();
        }
    }

    /** A type, an attribute, or both without telling them apart. */
    void type() {
        int start = text.place();
        text.expect("[", "before a type");
        int depth = 1;
        while (depth > 0) {
            if (text.atEnd() || text.peek() == '\n') {
                throw text.mistake("[ is not closed with ]", start);
            }
            char c = text.next();
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
        }
    }

    /** Goes past what follows a value without a blank: members, calls, indices, steps. */
    void members() {
        while (true) {
            if (text.accept("::") || (text.peek() == '.' && text.peek(1) != '.' && text.accept("."))) {
                member();
            } else if (text.peek() == '[') {
                index();
            } else if (!text.accept("++") && !text.accept("--")) {
                return;
            }
        }
    }

    private void member() {
        if (values.begins() && !Character.isDigit(text.peek())) {
            values.value();
        } else if (text.name().isEmpty()) {
            throw text.mistake("a member's name is missing, there is " + text.here());
        }
        if (text.accept("(")) {
            arguments(")");
        }
    }

    private void index() {
        text.next();
        text.skipLines();
        if (text.peek() == ']') {
            throw text.mistake("there is nothing between [ and ]");
        }
        arguments("]");
    }

    private void arguments(String close) {
        int start = text.place();
        text.skipLines();
        if (text.accept(close)) {
            return;
        }
        expression();
        text.skipLines();
        if (!text.accept(close)) {
            throw text.mistake("'" + close + "' is missing before " + text.here(), start);
        }
    }
}
