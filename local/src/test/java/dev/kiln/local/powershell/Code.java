package dev.kiln.local.powershell;

import java.util.ArrayList;
import java.util.List;

/** A piece of a script that can be run. */
final class Code {
    private Code() {}

    /** Gives a value. */
    @FunctionalInterface
    interface Expression {
        Object value(Scope scope);
    }

    /** A member of a value, which can be read and set. */
    record Member(Expression of, String name) implements Expression {
        @Override
        public Object value(Scope scope) {
            return Members.get(of.value(scope), name);
        }
    }

    /** Writes what it gives to the output, and says how the script goes on. */
    @FunctionalInterface
    interface Statement {
        Flow run(Scope scope, List<Object> output);
    }

    /** How a script goes on after a statement. */
    enum Flow {
        NEXT,
        CONTINUE,
        BREAK,
        RETURN
    }

    /** Statements between braces. */
    record Block(List<Statement> statements) {
        Block {
            statements = List.copyOf(statements);
        }

        Flow run(Scope scope, List<Object> output) {
            for (Statement statement : statements) {
                Flow flow = statement.run(scope, output);
                if (flow != Flow.NEXT) {
                    return flow;
                }
            }
            return Flow.NEXT;
        }

        /** All that it writes. */
        List<Object> output(Scope scope) {
            var output = new ArrayList<Object>();
            run(scope, output);
            return output;
        }
    }

    /** A function with its parameters. */
    record Function(List<Parameter> parameters, Block body) {
        Function {
            parameters = List.copyOf(parameters);
        }
    }

    /** A function without a name, as a value. */
    record ScriptBlock(Function function) {}

    /** A parameter of a function. */
    record Parameter(String name, String type, Expression otherwise) {}
}
