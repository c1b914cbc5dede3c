package dev.kiln.local.lambda;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a function is called.
 *
 * @param name the function's own
 * @param qualifier the alias or version, if one is named
 */
record FunctionName(String name, Optional<String> qualifier) {
    private static final String PREFIX = "arn:aws:lambda:us-east-1:123456789012:function:";
    private static final Pattern PARTS = Pattern.compile("([a-zA-Z0-9_-]{1,64})(?::([a-zA-Z0-9$_-]{1,128}))?");

    /**
     * Reads {@code NAME}, {@code NAME:QUALIFIER} or the ARN of either.
     *
     * @throws IllegalArgumentException if it is none of them, or an ARN of another account or region
     */
    static FunctionName of(String text) {
        var parts = PARTS.matcher(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not the name or ARN of a function of this account: " + text);
        }
        return new FunctionName(parts.group(1), Optional.ofNullable(parts.group(2)));
    }

    String arn() {
        return PREFIX + name + qualifier.map(q -> ":" + q).orElse("");
    }

    String version() {
        return qualifier.orElse("$LATEST");
    }
}
