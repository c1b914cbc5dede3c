package dev.kiln.cli.coldstart;

import dev.kiln.local.deployment.Deployment;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;

/** Measures the functions of a package, one after the other. */
public final class ColdStart implements AutoCloseable {
    private static final int MEMORY_MIB = 1024;
    private static final String HANDLERS = "dev.kiln.handler.";

    private final Path folder;
    private final SampleBuild sample;
    private final SortedMap<String, String> events;
    private final String classPath;
    private final List<String> before;

    /**
     * Unpacks the functions.
     *
     * @param functions the package
     * @param folder to work in, empty
     * @param before what each JVM is started through
     */
    public ColdStart(Path functions, Path folder, List<String> before) throws IOException {
        this.folder = folder;
        this.before = List.copyOf(before);
        this.sample = SampleBuild.make();
        this.events = FirstEvents.of(sample.sample());
        Path code = unpack(functions);
        this.classPath = String.join(
                File.pathSeparator,
                code.toString(),
                code.resolve("lib") + "/*",
                runtime().toString());
    }

    /** The labels of the functions that are known, for example {@code RunStep}. */
    public SortedSet<String> functions() {
        return new TreeSet<>(events.keySet());
    }

    /**
     * What was measured.
     *
     * @param initialised median time until the handler was made
     * @param answered median time until the first event was answered
     * @param processor median time for which the JVM had a processor: the same on a machine that is busy with others
     * @param classes that were loaded
     */
    public record Figures(Duration initialised, Duration answered, Duration processor, int classes) {}

    /** Starts a function a number of times. */
    public Figures measure(String function, int starts) throws IOException {
        Path event = Files.writeString(folder.resolve(function + ".json"), events.get(function));
        try (var stub = new AwsStub(new DynamoStub(sample.tables(), function.equals("TagImage")), sample.answers())) {
            var process = new FunctionProcess(before, classPath, folder, environment(function, stub.url()));
            var all = new ArrayList<FunctionProcess.Start>();
            for (int i = 0; i < starts; i++) {
                all.add(process.start(handler(function), event, MEMORY_MIB, List.of()));
            }
            if (!stub.unknown().isEmpty()) {
                throw new IllegalStateException(function + " asked what the stub does not know: " + stub.unknown());
            }
            return new Figures(
                    median(all.stream().map(FunctionProcess.Start::initialised)),
                    median(all.stream().map(FunctionProcess.Start::answered)),
                    median(all.stream().map(FunctionProcess.Start::processor)),
                    classes(process, function, event));
        }
    }

    private int classes(FunctionProcess process, String function, Path event) throws IOException {
        Path log = folder.resolve(function + "-classes.txt");
        process.start(handler(function), event, MEMORY_MIB, List.of("-Xlog:class+load:file=" + log.toAbsolutePath()));
        try (var lines = Files.lines(log)) {
            return (int) lines.filter(line -> line.contains(" source: ")).count();
        }
    }

    private static String handler(String function) {
        return HANDLERS + function + "Handler";
    }

    private static Duration median(Stream<Duration> durations) {
        var sorted = durations.sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    /** What Lambda and the deployment give a function. */
    private SortedMap<String, String> environment(String function, String url) {
        var deployed = Deployment.synthesised().functions().stream()
                .filter(candidate -> candidate.handler().equals(handler(function)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no function " + function + " is deployed"));
        var variables = new TreeMap<>(deployed.environment());
        variables.putAll(Map.of(
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE",
                "AWS_SECRET_ACCESS_KEY", "secret",
                "AWS_SESSION_TOKEN", "token",
                "AWS_ENDPOINT_URL", url));
        return variables;
    }

    private Path unpack(Path zip) throws IOException {
        Path code = Files.createDirectories(folder.resolve("code"));
        try (var entries = new ZipInputStream(Files.newInputStream(zip))) {
            for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path file = code.resolve(entry.getName()).normalize();
                if (!file.startsWith(code)) {
                    throw new IOException(zip + " has an entry outside of it: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(entries, file);
                }
            }
        }
        return code;
    }

    /** The class that plays Lambda's runtime, alone. */
    private Path runtime() throws IOException {
        Path classes = folder.resolve("runtime");
        String name = ColdRuntime.class.getName().replace('.', '/') + ".class";
        Path file = classes.resolve(name);
        Files.createDirectories(file.getParent());
        try (var in = ColdStart.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            Files.copy(in, file);
        }
        return classes;
    }

    @Override
    public void close() {
        sample.close();
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
