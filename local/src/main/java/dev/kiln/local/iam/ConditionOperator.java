package dev.kiln.local.iam;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/** The condition operators that policies of a local account may use (IAM user guide, "Condition operators"). */
enum ConditionOperator {
    STRING_EQUALS("StringEquals", false),
    STRING_NOT_EQUALS("StringNotEquals", true),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", false),
    STRING_LIKE("StringLike", false),
    STRING_NOT_LIKE("StringNotLike", true),
    ARN_EQUALS("ArnEquals", false),
    ARN_LIKE("ArnLike", false),
    ARN_NOT_EQUALS("ArnNotEquals", true),
    ARN_NOT_LIKE("ArnNotLike", true),
    BOOL("Bool", false),
    NUMERIC_LESS_THAN("NumericLessThan", false),
    /** Asks whether the key is absent; its value is true or false. */
    NULL("Null", false);

    private final String label;
    private final boolean negated;

    ConditionOperator(String label, boolean negated) {
        this.label = label;
        this.negated = negated;
    }

    static Optional<ConditionOperator> named(String label) {
        return Arrays.stream(values()).filter(o -> o.label.equals(label)).findFirst();
    }

    /** Whether it asks that no value matches. Of an absent key that is true. */
    boolean negated() {
        return negated;
    }

    /**
     * Whether a value of the request is the one that the policy names; of a negated operator, before negation. The
     * guide: ArnEquals and ArnLike behave identically.
     */
    Predicate<String> matcher(String wanted) {
        return switch (this) {
            case STRING_EQUALS, STRING_NOT_EQUALS -> wanted::equals;
            case STRING_EQUALS_IGNORE_CASE, BOOL, NULL -> wanted::equalsIgnoreCase;
            case STRING_LIKE, STRING_NOT_LIKE -> Wildcards.text(wanted);
            case ARN_EQUALS, ARN_LIKE, ARN_NOT_EQUALS, ARN_NOT_LIKE -> Wildcards.arn(wanted);
            case NUMERIC_LESS_THAN -> given -> new BigDecimal(given).compareTo(new BigDecimal(wanted)) < 0;
        };
    }
}
