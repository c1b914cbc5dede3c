package dev.kiln.local.powershell;

import dev.kiln.local.powershell.Code.Expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads what operators stand between: values, variables, lists, and their members. */
final class Operands {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+");
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:script:|env:)?\\w+|\\$\\{\\w+}");
    private static final Pattern TYPE = Pattern.compile("\\[[A-Za-z.]+(?:\\[\\])?\\]");
    private static final Pattern NAME = Pattern.compile("\\w+");
    private static final Pattern SINGLE = Pattern.compile("'(?:[^']|'')*'");
    private static final Pattern NOT = Pattern.compile("(?i)-not\\b|!");
    private static final Pattern PLAIN = Pattern.compile("[^\"$`]+");

    private final Text text;
    private final Expressions expressions;
    private final Statements statements;

    Operands(Text text, Expressions expressions, Statements statements) {
        this.text = text;
        this.expressions = expressions;
        this.statements = statements;
    }

    /** An operand with what stands before it: a cast, a not. */
    Expression unary() {
        text.skipBlanks();
        if (text.take(NOT).isPresent()) {
            var what = unary();
            return scope -> !Values.truth(what.value(scope));
        }
        if (text.peek() == '[') {
            String type = text.take(TYPE).orElseThrow(() -> text.unknown("a type"));
            String name = type.substring(1, type.length() - 1);
            if (text.looking("::")) {
                return members(ofType(name));
            }
            var what = unary();
            return scope -> Values.as(name, what.value(scope));
        }
        return operand();
    }

    /** An operand with its members. */
    Expression operand() {
        return members(bare());
    }

    private Expression ofType(String type) {
        text.expect("::");
        String name = text.take(NAME).orElseThrow(() -> text.unknown("a member of [" + type + "]"));
        if (text.peek() != '(') {
            return scope -> Members.getStatic(type, name, scope);
        }
        var arguments = arguments();
        return scope -> Members.callStatic(type, name, values(arguments, scope), scope);
    }

    private List<Expression> arguments() {
        text.expect("(");
        var arguments = new ArrayList<Expression>();
        text.skipLines();
        while (!text.accept(")")) {
            arguments.add(argument());
            text.accept(",");
            text.skipLines();
        }
        return arguments;
    }

    /** An argument of a method: an expression that a comma ends, also one with a comparison in it. */
    private Expression argument() {
        int start = text.place();
        var single = expressions.single();
        text.skipBlanks();
        if (text.looking(",") || text.looking(")")) {
            return single;
        }
        text.back(start);
        return expressions.expression();
    }

    private static List<Object> values(List<Expression> expressions, Scope scope) {
        return expressions.stream().map(one -> one.value(scope)).toList();
    }

    /** What follows without a blank: members, calls and places in a list. */
    private Expression members(Expression of) {
        Expression whole = of;
        while (text.peek() == '.' || text.peek() == '[') {
            Expression before = whole;
            if (text.next() == '[') {
                var index = expressions.pipeline();
                text.expect("]");
                whole = scope -> Members.at(before.value(scope), index.value(scope));
                continue;
            }
            String name = text.take(NAME).orElseThrow(() -> text.unknown("a member"));
            if (text.peek() == '(') {
                var arguments = arguments();
                whole = scope -> Members.call(before.value(scope), name, values(arguments, scope));
            } else {
                whole = new Code.Member(before, name);
            }
        }
        return whole;
    }

    private Expression bare() {
        return switch (text.peek()) {
            case '$' -> dollar();
            case '(' -> inParentheses();
            case '@' -> array();
            case '\'' -> {
                String written = text.take(SINGLE).orElseThrow(() -> text.unknown("a text"));
                String plain = written.substring(1, written.length() - 1).replace("''", "'");
                yield scope -> plain;
            }
            case '"' -> expandable();
            case '{' -> {
                text.next();
                var block = new Code.ScriptBlock(statements.function("}"));
                yield scope -> block;
            }
            default -> {
                int number = Integer.parseInt(text.take(NUMBER).orElseThrow(() -> text.unknown("an operand")));
                yield scope -> number;
            }
        };
    }

    private Expression dollar() {
        if (text.accept("$(")) {
            var body = statements.statements(")");
            return scope -> Values.unrolled(body.output(scope));
        }
        String name = text.take(VARIABLE)
                .orElseThrow(() -> text.unknown("a variable"))
                .replaceAll("[${}]", "");
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "true" -> scope -> true;
            case "false" -> scope -> false;
            case "null" -> scope -> Values.Nothing.NOTHING;
            default -> scope -> scope.get(Scope.plain(name));
        };
    }

    private Expression inParentheses() {
        text.expect("(");
        text.skipLines();
        var inner = expressions.pipeline();
        text.expect(")");
        return inner;
    }

    private Expression array() {
        if (text.accept("@{")) {
            return hashtable();
        }
        text.expect("@(");
        var body = statements.statements(")");
        return scope -> List.copyOf(body.output(scope));
    }

    private Expression hashtable() {
        var fields = new LinkedHashMap<String, Expression>();
        text.skipSeparators();
        while (!text.accept("}")) {
            String name = text.take(NAME).orElseThrow(() -> text.unknown("a key"));
            text.expect("=");
            fields.put(name, expressions.pipeline());
            text.skipSeparators();
        }
        return scope -> {
            var values = new LinkedHashMap<String, Object>();
            fields.forEach((name, field) -> values.put(name, field.value(scope)));
            return values;
        };
    }

    /** A text between double quotes, in which variables and pipelines stand for what they give. */
    private Expression expandable() {
        text.expect("\"");
        var parts = new ArrayList<Expression>();
        while (text.peek() != '"') {
            parts.add(part());
        }
        text.expect("\"");
        return scope ->
                parts.stream().map(part -> Values.text(part.value(scope))).collect(Collectors.joining());
    }

    private Expression part() {
        if (text.peek() == '$') {
            return dollar();
        }
        if (text.peek() == '`') {
            text.next();
            String escaped = switch (text.next()) {
                case 'n' -> "\n";
                case 'r' -> "\r";
                case 't' -> "\t";
                case '"' -> "\"";
                case '$' -> "$";
                case '`' -> "`";
                default -> throw text.unknown("an escaped character");
            };
            return scope -> escaped;
        }
        String plain = text.take(PLAIN).orElseThrow(() -> text.unknown("a text"));
        return scope -> plain;
    }
}
