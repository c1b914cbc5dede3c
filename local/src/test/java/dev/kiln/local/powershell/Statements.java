package dev.kiln.local.powershell;

import dev.kiln.local.powershell.Code.Block;
import dev.kiln.local.powershell.Code.Expression;
import dev.kiln.local.powershell.Code.Flow;
import dev.kiln.local.powershell.Code.Function;
import dev.kiln.local.powershell.Code.Parameter;
import dev.kiln.local.powershell.Code.Statement;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads statements. */
final class Statements {
    private static final Pattern TYPE = Pattern.compile("\\[[A-Za-z.]+(?:\\[\\])?\\]");
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:script:)?\\w+");

    private final Text text;
    private final Expressions expressions;

    Statements(Text text) {
        this.text = text;
        this.expressions = new Expressions(text, this);
    }

    /** Parameters and statements up to a closing sign, or to the end. */
    Function function(String close) {
        text.skipLines();
        var parameters = new ArrayList<Parameter>();
        if (text.acceptWord("param")) {
            text.expect("(");
            while (!text.accept(")")) {
                parameters.add(parameter());
                text.accept(",");
                text.skipLines();
            }
        }
        return new Function(parameters, statements(close));
    }

    private Parameter parameter() {
        text.skipLines();
        String type = text.take(TYPE)
                .map(written -> written.substring(1, written.length() - 1))
                .orElse("");
        text.skipBlanks();
        String name = text.take(VARIABLE)
                .orElseThrow(() -> text.unknown("a parameter"))
                .substring(1);
        Expression otherwise = text.accept("=") ? expressions.single() : scope -> Values.Nothing.NOTHING;
        return new Parameter(name, type, otherwise);
    }

    /** Statements up to a closing sign, or to the end. */
    Block statements(String close) {
        var statements = new ArrayList<Statement>();
        text.skipSeparators();
        while (close.isEmpty() ? !text.atEnd() : !text.accept(close)) {
            statements.add(statement());
            text.skipSeparators();
        }
        return new Block(statements);
    }

    Block block() {
        text.expect("{");
        return statements("}");
    }

    private Statement statement() {
        if (text.acceptWord("if")) {
            return conditional();
        }
        if (text.acceptWord("foreach")) {
            return each();
        }
        if (text.acceptWord("for")) {
            return counted();
        }
        if (text.acceptWord("while")) {
            return loop(condition(), (scope, output) -> Flow.NEXT);
        }
        return leaving();
    }

    private Statement leaving() {
        if (text.acceptWord("continue")) {
            return (scope, output) -> Flow.CONTINUE;
        }
        if (text.acceptWord("break")) {
            return (scope, output) -> Flow.BREAK;
        }
        if (text.acceptWord("throw")) {
            var what = expressions.pipeline();
            return (scope, output) -> {
                throw new ScriptError(Values.text(what.value(scope)));
            };
        }
        if (text.acceptWord("return")) {
            text.skipBlanks();
            boolean bare = text.atEnd() || "\n;}".indexOf(text.peek()) >= 0;
            Expression what = bare ? scope -> Values.Nothing.NOTHING : expressions.pipeline();
            return (scope, output) -> {
                Values.write(what.value(scope), output);
                return Flow.RETURN;
            };
        }
        return simple();
    }

    /** An assignment, a count up or down, or a pipeline. */
    private Statement simple() {
        text.skipBlanks();
        int start = text.place();
        var variable = text.take(VARIABLE);
        if (variable.isPresent()) {
            String name = variable.get().substring(1);
            if (text.accept("++")) {
                return set(name, scope -> Values.number(scope.get(Scope.plain(name))) + 1);
            }
            if (text.accept("--")) {
                return set(name, scope -> Values.number(scope.get(Scope.plain(name))) - 1);
            }
            if (text.accept("+=")) {
                var more = expressions.pipeline();
                return set(name, scope -> Operators.apply("+", scope.get(Scope.plain(name)), more.value(scope)));
            }
            if (text.accept("=")) {
                return set(name, expressions.pipeline());
            }
            text.back(start);
        }
        var pipeline = expressions.pipeline();
        if (pipeline instanceof Code.Member member && text.accept("=")) {
            var value = expressions.pipeline();
            return (scope, output) -> {
                Members.set(member.of().value(scope), member.name(), value.value(scope));
                return Flow.NEXT;
            };
        }
        return (scope, output) -> {
            Values.write(pipeline.value(scope), output);
            return Flow.NEXT;
        };
    }

    private static Statement set(String name, Expression value) {
        String plain = Scope.plain(name);
        return (scope, output) -> {
            Scope where = plain.equals(name) ? scope : scope.script();
            where.set(plain, value.value(scope));
            return Flow.NEXT;
        };
    }

    private Expression condition() {
        text.expect("(");
        text.skipLines();
        var condition = expressions.pipeline();
        text.expect(")");
        return condition;
    }

    private Statement conditional() {
        var condition = condition();
        var then = block();
        int end = text.place();
        text.skipLines();
        Block otherwise;
        if (text.acceptWord("elseif")) {
            otherwise = new Block(List.of(conditional()));
        } else if (text.acceptWord("else")) {
            otherwise = block();
        } else {
            text.back(end);
            otherwise = new Block(List.of());
        }
        return (scope, output) -> (Values.truth(condition.value(scope)) ? then : otherwise).run(scope, output);
    }

    private Statement each() {
        text.expect("(");
        text.skipBlanks();
        String name =
                text.take(VARIABLE).orElseThrow(() -> text.unknown("foreach")).substring(1);
        if (!text.acceptWord("in")) {
            throw text.unknown("foreach without in");
        }
        var list = expressions.pipeline();
        text.expect(")");
        var body = block();
        return (scope, output) -> {
            for (Object element : Values.elements(list.value(scope))) {
                scope.set(name, element);
                Flow flow = body.run(scope, output);
                if (flow == Flow.RETURN || flow == Flow.BREAK) {
                    return flow == Flow.RETURN ? flow : Flow.NEXT;
                }
            }
            return Flow.NEXT;
        };
    }

    private Statement counted() {
        text.expect("(");
        var first = simple();
        text.expect(";");
        var condition = expressions.pipeline();
        text.expect(";");
        var step = simple();
        text.expect(")");
        var loop = loop(condition, step);
        return (scope, output) -> {
            first.run(scope, output);
            return loop.run(scope, output);
        };
    }

    private Statement loop(Expression condition, Statement step) {
        var body = block();
        return (scope, output) -> {
            while (Values.truth(condition.value(scope))) {
                Flow flow = body.run(scope, output);
                if (flow == Flow.RETURN || flow == Flow.BREAK) {
                    return flow == Flow.RETURN ? flow : Flow.NEXT;
                }
                step.run(scope, output);
            }
            return Flow.NEXT;
        };
    }
}
