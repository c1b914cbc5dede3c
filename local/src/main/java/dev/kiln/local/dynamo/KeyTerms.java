package dev.kiln.local.dynamo;

import java.util.ArrayList;
import java.util.List;

/** Reads the terms of a KeyConditionExpression: one, or several with {@code and} between them. */
final class KeyTerms {
    private final Tokens tokens;
    private final Substitutes substitutes;

    private KeyTerms(Tokens tokens, Substitutes substitutes) {
        this.tokens = tokens;
        this.substitutes = substitutes;
    }

    static List<KeyTerm> read(Tokens tokens, Substitutes substitutes) {
        return new KeyTerms(tokens, substitutes).all();
    }

    private List<KeyTerm> all() {
        var terms = new ArrayList<KeyTerm>();
        do {
            terms.add(next());
        } while (tokens.acceptKeyword("and"));
        tokens.expectEnd();
        substitutes.checkAllUsed();
        return terms;
    }

    private KeyTerm next() {
        if (tokens.accept("begins_with")) {
            return begins();
        }
        String path = tokens.path();
        if (tokens.acceptKeyword("between")) {
            return between(path);
        }
        if (tokens.accept("<=")) {
            return new KeyTerm.AtMost(substitutes.attribute(path), substitutes.value(tokens.value()));
        }
        tokens.expect("=");
        return new KeyTerm.Equal(substitutes.attribute(path), substitutes.value(tokens.value()));
    }

    private KeyTerm begins() {
        tokens.expect("(");
        String path = tokens.path();
        tokens.expect(",");
        String prefix = tokens.value();
        tokens.expect(")");
        return new KeyTerm.Begins(substitutes.attribute(path), substitutes.value(prefix));
    }

    private KeyTerm between(String path) {
        String from = substitutes.value(tokens.value());
        tokens.expectKeyword("and");
        String to = substitutes.value(tokens.value());
        if (Utf8Order.compare(from, to) > 0) {
            throw substitutes.invalid("The BETWEEN operator requires upper bound to be greater than or equal to lower"
                    + " bound; lower bound operand: AttributeValue: {S:" + from
                    + "}, upper bound operand: AttributeValue: {S:" + to + "}");
        }
        return new KeyTerm.Between(substitutes.attribute(path), from, to);
    }
}
