package dev.kiln.cli.cdk;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Programs of this machine, found and run with some environment.
 *
 * @param environment of the programs; its {@code PATH} says where they are
 */
public record Programs(SortedMap<String, String> environment) {
    public Programs {
        environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    }

    /** The same, with more variables. */
    Programs with(SortedMap<String, String> variables) {
        var all = new TreeMap<>(environment);
        all.putAll(variables);
        return new Programs(all);
    }

    /** Where a program is. */
    Optional<Path> find(String name) {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** What a program prints; it is waited for. */
    String answer(List<String> command) {
        try {
            var process = builder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs a program with this process's input and outputs, and answers its exit code. While it runs, an interruption
     * of this process waits for the program, which has got it too and ends what it has begun.
     */
    int run(List<String> command, Path folder) {
        try {
            var process =
                    builder(command).directory(folder.toFile()).inheritIO().start();
            var patience = new Thread(() -> await(process), "kiln-program");
            Runtime.getRuntime().addShutdownHook(patience);
            int code = await(process);
            forget(patience);
            return code;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int await(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This process is ending, and the hook waits for nothing any more.
            hook.interrupt();
        }
    }

    private ProcessBuilder builder(List<String> command) {
        var builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }
}
