package dev.kiln.local.account;

import dev.kiln.local.states.StateMachineDefinition;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files that are deployed, with what a deployment fills into them. */
final class Definition {
    private static final Pattern FUNCTION = Pattern.compile("\\$\\{([A-Za-z]+)Function}");

    private Definition() {}

    /** The state machine, with the local functions filled in. */
    static StateMachineDefinition stateMachine() {
        String text = FUNCTION.matcher(resource("/statemachine/image-build.asl.json"))
                .replaceAll(m -> Matcher.quoteReplacement(Names.function(m.group(1))));
        return StateMachineDefinition.parse(text);
    }

    /** The pattern of a rule, with the local bucket and state machine filled in. */
    static String pattern(String rule, String stateMachineArn) {
        return resource("/events/patterns/" + rule + ".json")
                .replace("${RecipeBucket}", Names.BUCKET)
                .replace("${StateMachineArn}", stateMachineArn);
    }

    private static String resource(String path) {
        try (InputStream in = Definition.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(path + " is not in the package");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
