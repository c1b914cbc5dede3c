package dev.kiln.integration.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A program that runs to its end. */
final class Command {
    /**
     * How it ended.
     *
     * @param output with the error output among it
     */
    record Result(int status, String output) {}

    private Command() {}

    /**
     * Runs it.
     *
     * @throws UncheckedIOException if there is no such program
     */
    static Result run(List<String> command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during " + command, e);
        }
    }

    /**
     * Runs it.
     *
     * @throws IllegalStateException with its output if it fails
     */
    static void require(List<String> command) {
        var result = run(command);
        if (result.status() != 0) {
            throw new IllegalStateException(
                    String.join(" ", command) + " ended with " + result.status() + ":\n" + result.output());
        }
    }
}
