package dev.kiln.local.powershell;

import dev.kiln.local.powershell.Code.Expression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads pipelines and what is in them. */
final class Expressions {
    private static final Pattern COMMAND = Pattern.compile("[A-Za-z][A-Za-z]*-[A-Za-z]+");
    private static final Pattern PARAMETER = Pattern.compile("-[A-Za-z]+");
    private static final Pattern LOGICAL = Pattern.compile("(?i)-(?:and|or)\\b");
    private static final Pattern COMPARISON = Pattern.compile(
            "(?i)-(?:eq|ne|ceq|lt|le|gt|ge|match|notmatch|cmatch|replace|split|join|contains|notcontains)\\b");
    private static final Pattern ARGUMENT_ENDS = Pattern.compile("[\\n;|})]");
    private static final Pattern BARE = Pattern.compile("[^\\s;|(){}]+");

    private final Text text;
    private final Statements statements;
    private final Operands operands;

    Expressions(Text text, Statements statements) {
        this.text = text;
        this.statements = statements;
        this.operands = new Operands(text, this, statements);
    }

    /** One or more elements with bars between. */
    Expression pipeline() {
        Expression pipeline = element();
        while (text.accept("|")) {
            text.skipLines();
            pipeline = filter(pipeline);
        }
        return pipeline;
    }

    private Expression element() {
        text.skipBlanks();
        if (text.accept("&")) {
            return called();
        }
        return text.take(COMMAND).map(this::command).orElseGet(this::expression);
    }

    /** A block that is run. */
    private Expression called() {
        text.skipBlanks();
        var block = argument();
        var arguments = new ArrayList<Expression>();
        while (moreArguments()) {
            arguments.add(argument());
        }
        return scope -> scope.functions()
                .run(
                        scope,
                        (Code.ScriptBlock) block.value(scope),
                        arguments.stream().map(a -> a.value(scope)).toList());
    }

    private Expression command(String name) {
        var arguments = new ArrayList<Expression>();
        var named = new HashMap<String, Expression>();
        while (moreArguments()) {
            Optional<String> parameter = text.take(PARAMETER);
            if (parameter.isPresent()) {
                String key = parameter.get().substring(1).toLowerCase(Locale.ROOT);
                named.put(key, moreArguments() ? argument() : scope -> true);
            } else {
                arguments.add(argument());
            }
        }
        return scope -> scope.functions()
                .call(scope, name, arguments.stream().map(a -> a.value(scope)).toList(), values(named, scope));
    }

    private static Map<String, Object> values(Map<String, Expression> named, Scope scope) {
        var values = new HashMap<String, Object>();
        named.forEach((name, expression) -> values.put(name, expression.value(scope)));
        return values;
    }

    private boolean moreArguments() {
        text.skipBlanks();
        int before = text.place();
        boolean ends = text.atEnd() || text.take(ARGUMENT_ENDS).isPresent();
        text.back(before);
        return !ends;
    }

    private Expression argument() {
        if ("$(@{\"'".indexOf(text.peek()) >= 0 || Character.isDigit(text.peek())) {
            return operands.operand();
        }
        String bare = text.take(BARE).orElseThrow(() -> text.unknown("an argument"));
        return scope -> bare;
    }

    /** A command that works on what comes through the pipeline. */
    private Expression filter(Expression from) {
        String name = text.take(COMMAND).orElseThrow(() -> text.unknown("a command after a bar"));
        if (name.equalsIgnoreCase("ForEach-Object")) {
            var body = statements.block();
            return scope -> {
                var output = new ArrayList<Object>();
                for (Object element : passed(from, name, scope)) {
                    scope.set("_", element);
                    body.run(scope, output);
                }
                return Values.unrolled(output);
            };
        }
        if (name.equalsIgnoreCase("Select-Object") && text.acceptWord("-Skip")) {
            text.skipBlanks();
            var count = argument();
            return scope -> Values.unrolled(passed(from, name, scope).stream()
                    .skip(Values.number(count.value(scope)))
                    .toList());
        }
        if (name.equalsIgnoreCase("Select-Object") && text.acceptWord("-First")) {
            text.skipBlanks();
            var count = argument();
            return scope -> Values.unrolled(passed(from, name, scope).stream()
                    .limit(Values.number(count.value(scope)))
                    .toList());
        }
        if (name.equalsIgnoreCase("ConvertFrom-Json")) {
            return scope -> JsonObject.read(Values.text(passed(from, name, scope)));
        }
        if (name.equalsIgnoreCase("Where-Object")) {
            var body = statements.block();
            return scope -> Values.unrolled(passed(from, name, scope).stream()
                    .filter(element -> {
                        scope.set("_", element);
                        return Values.truth(Values.unrolled(body.output(scope)));
                    })
                    .toList());
        }
        throw new UnsupportedOperationException("the command " + name + " after a bar");
    }

    /** What comes to a command through the pipeline. */
    private static List<Object> passed(Expression from, String command, Scope scope) {
        var elements = Values.elements(from.value(scope));
        scope.functions().cmdlets().hears(command, elements);
        return elements;
    }

    /** An expression in which a comma makes a list. */
    Expression expression() {
        Expression left = comparison();
        while (true) {
            text.skipBlanks();
            var operator = text.take(LOGICAL);
            if (operator.isEmpty()) {
                return left;
            }
            text.skipLines();
            left = logical(operator.get(), left, comparison());
        }
    }

    /** An expression that ends at a comma. */
    Expression single() {
        text.skipLines();
        return sum(operands::unary);
    }

    private static Expression logical(String operator, Expression left, Expression right) {
        return operator.equalsIgnoreCase("-and")
                ? scope -> Values.truth(left.value(scope)) && Values.truth(right.value(scope))
                : scope -> Values.truth(left.value(scope)) || Values.truth(right.value(scope));
    }

    private Expression comparison() {
        Expression left = sum(this::list);
        while (true) {
            text.skipBlanks();
            var operator = text.take(COMPARISON);
            if (operator.isEmpty()) {
                return left;
            }
            text.skipLines();
            left = applied(operator.get(), left, sum(this::list));
        }
    }

    private static Expression applied(String operator, Expression left, Expression right) {
        return scope -> Operators.apply(operator, left.value(scope), right.value(scope));
    }

    private Expression sum(Supplier<Expression> part) {
        Expression left = product(part);
        while (true) {
            text.skipBlanks();
            if (text.looking("++") || text.looking("--") || text.looking("+=")) {
                return left;
            }
            if (text.accept("+")) {
                text.skipLines();
                left = applied("+", left, product(part));
            } else if (minus()) {
                text.skipLines();
                left = applied("-", left, product(part));
            } else {
                return left;
            }
        }
    }

    /** A minus with a blank behind it; a word may follow at once otherwise. */
    private boolean minus() {
        return text.accept("- ");
    }

    private Expression product(Supplier<Expression> part) {
        Expression left = part.get();
        while (text.accept("*")) {
            text.skipLines();
            left = applied("*", left, part.get());
        }
        return left;
    }

    private Expression list() {
        Expression first = operands.unary();
        if (!text.accept(",")) {
            return first;
        }
        var all = new ArrayList<>(List.of(first));
        do {
            text.skipLines();
            all.add(operands.unary());
        } while (text.accept(","));
        return scope -> all.stream().map(one -> one.value(scope)).toList();
    }
}
