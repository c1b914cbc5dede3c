package dev.kiln.infra;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** The definition before a validator that is not ours: {@code asl-validator} of the npm registry. */
class DefinitionLintTest {
    private static final String VALIDATOR = "asl-validator@4.0.0";

    /** What npm says when it cannot reach its registry. */
    private static final Pattern NO_REGISTRY =
            Pattern.compile("ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|E40[134]");

    @Test
    void theDefinition_passesTheValidator() throws IOException, InterruptedException {
        Process validator;
        try {
            validator = new ProcessBuilder(
                            List.of("npx", "--yes", VALIDATOR, "--json-path", "../statemachine/image-build.asl.json"))
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            assumeThat(e)
                    .as("npx is not on the PATH, so " + VALIDATOR + " is not run")
                    .isNull();
            return;
        }
        String output = new String(validator.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(validator.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assumeThat(NO_REGISTRY.matcher(output).find())
                .as("the npm registry cannot be reached, so " + VALIDATOR + " is not run: " + output)
                .isFalse();

        assertThat(validator.exitValue()).as(output).isZero();
    }
}
