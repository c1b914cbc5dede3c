package dev.kiln.cli.coldstart;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A JVM with the flags that Lambda starts Java functions with (AWS Compute Blog, "Optimizing AWS Lambda function
 * performance for Java"; Lambda sets them from Java 17 on by itself).
 *
 * @param before what the JVM is started through, for example to hold it to one processor
 * @param classPath the unzipped function package and the runtime
 */
record FunctionProcess(List<String> before, String classPath, Path folder, SortedMap<String, String> environment) {
    private static final int HEAP_PERCENT = 85;

    /**
     * How long it took, from the start of the process.
     *
     * @param processor how long of it the process had a processor; zero where the machine does not tell
     */
    record Start(Duration initialised, Duration answered, Duration processor) {}

    /** Starts a function and gives it an event; {@code more} are options of the JVM besides Lambda's. */
    Start start(String handler, Path event, int memoryMiB, List<String> more) throws IOException {
        var builder = new ProcessBuilder(command(handler, event, memoryMiB, more))
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        var clock = InstantSource.system();
        Instant began = clock.instant();
        var process = builder.start();
        Optional<Duration> initialised = Optional.empty();
        Optional<Duration> answered = Optional.empty();
        Duration processor = Duration.ZERO;
        var printed = new ArrayList<String>();
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (Optional<String> line = read(lines); line.isPresent(); line = read(lines)) {
                Duration passed = Duration.between(began, clock.instant());
                if (line.get().startsWith(ColdRuntime.PROCESSOR)) {
                    processor = Duration.parse(line.get().substring(ColdRuntime.PROCESSOR.length()));
                }
                switch (line.get()) {
                    case ColdRuntime.INITIALISED -> initialised = Optional.of(passed);
                    case ColdRuntime.ANSWERED -> answered = Optional.of(passed);
                    default -> printed.add(line.get());
                }
            }
        }
        return new Start(
                initialised.orElseThrow(() -> failed(handler, printed)),
                answered.orElseThrow(() -> failed(handler, printed)),
                processor);
    }

    private static Optional<String> read(BufferedReader lines) throws IOException {
        return Optional.ofNullable(lines.readLine());
    }

    private static IllegalStateException failed(String handler, List<String> printed) {
        return new IllegalStateException(handler + " did not answer:\n" + String.join("\n", printed));
    }

    private List<String> command(String handler, Path event, int memoryMiB, List<String> more) {
        var command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
        command.add("-Xmx" + memoryMiB * HEAP_PERCENT / 100 + "m");
        command.addAll(more);
        command.addAll(List.of("-classpath", classPath, ColdRuntime.class.getName(), handler, event.toString()));
        return command;
    }
}
