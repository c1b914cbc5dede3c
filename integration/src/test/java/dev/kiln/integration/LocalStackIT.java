package dev.kiln.integration;

import dev.kiln.integration.localstack.LocalStacks;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class LocalStackIT {
    @Test
    void start_answersOnItsPort() {
        try (var stack = LocalStacks.startOrSkip(Path.of(System.getProperty("kiln.root")))) {
            assertThat(stack.endpoint().getPort()).isPositive();
        }
    }
}
