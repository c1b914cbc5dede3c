package dev.kiln.integration.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** LocalStack as a process of this machine. */
public final class HostLocalStack implements LocalStack {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration MOST = Duration.ofSeconds(90);

    private final ProcessTree processes;
    private final URI endpoint;

    private HostLocalStack(ProcessTree processes, URI endpoint) {
        this.processes = processes;
        this.endpoint = endpoint;
    }

    /** Starts it on a free port, and returns when it answers. */
    static HostLocalStack start(HostFolders folders) {
        try {
            Trees.delete(folders.run());
            new HostPrograms(folders).layOut();
            Path scripts = Files.createDirectories(folders.root().resolve(LocalStacks.INIT.substring(1)));
            for (Path script : List.of(LocalStacks.hook(folders.project()), folders.lifeline())) {
                Files.copy(script, scripts.resolve(script.getFileName()));
            }
            int port = freePort();
            var tree = new ProcessTree(process(folders, port).start());
            var stack = new HostLocalStack(tree, URI.create("http://" + LOOPBACK + ":" + port));
            stack.awaitHealth(folders.log());
            return stack;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProcessBuilder process(HostFolders folders, int port) throws IOException {
        Files.createDirectories(folders.log().getParent());
        // Its standard input stays a pipe from this JVM, which ends when this JVM does, however that comes about.
        var builder = new ProcessBuilder(folders.python().toString(), "-m", "localstack.runtime.main")
                .directory(
                        Files.createDirectories(folders.run().resolve("work")).toFile())
                .redirectErrorStream(true)
                .redirectOutput(folders.log().toFile());
        // The user's own settings of AWS and of LocalStack are for other things.
        builder.environment().clear();
        builder.environment().putAll(environment(folders, port));
        return builder;
    }

    private static Map<String, String> environment(HostFolders folders, int port) throws IOException {
        String temporary = Files.createDirectories(folders.run().resolve("tmp")).toString();
        String home = Files.createDirectories(folders.run().resolve("home")).toString();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Map.ofEntries(
                Map.entry("PATH", Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin")),
                Map.entry("LANG", "C.UTF-8"),
                // LocalStack takes many a machine for its own container, and then writes to and deletes folders that
                // belong to all.
                Map.entry("OVERRIDE_IN_DOCKER", "0"),
                Map.entry("FILESYSTEM_ROOT", folders.root().toString()),
                Map.entry("TMPDIR", temporary),
                Map.entry("HOME", home),
                Map.entry("GATEWAY_LISTEN", LOOPBACK + ":" + port),
                Map.entry("DNS_ADDRESS", "0"),
                Map.entry("DISABLE_EVENTS", "1"),
                Map.entry("SKIP_SSL_CERT_DOWNLOAD", "1"),
                Map.entry("EAGER_SERVICE_LOADING", "0"),
                Map.entry("DYNAMODB_IN_MEMORY", "1"),
                // CloudFormation looks at once again, this many times, whether a resource is ready, and then each
                // second.
                Map.entry("CFN_NO_WAIT_ITERATIONS", "30"),
                Map.entry("LAMBDA_RUNTIME_EXECUTOR", "kiln"),
                Map.entry("LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT", "120"),
                Map.entry("KILN_LAMBDA_JAVA", java),
                Map.entry(
                        "KILN_LAMBDA_CLIENT",
                        folders.libraries().resolve("runtime-interface-client").toString()));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitHealth(Path log) throws IOException {
        try {
            Await.until("LocalStack's health", MOST, () -> healthy() || !processes.alive());
        } catch (IllegalStateException e) {
            processes.close();
            throw new IllegalStateException("LocalStack did not start:\n" + Files.readString(log), e);
        }
        if (!processes.alive()) {
            processes.close();
            throw new IllegalStateException("LocalStack ended:\n" + Files.readString(log));
        }
    }

    private boolean healthy() {
        var request = HttpRequest.newBuilder(endpoint.resolve("/_localstack/health"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while LocalStack starts", e);
        }
    }

    @Override
    public URI endpoint() {
        return endpoint;
    }

    @Override
    public String testHost() {
        return LOOPBACK;
    }

    @Override
    public String listenAt() {
        return LOOPBACK;
    }

    @Override
    public void close() {
        processes.close();
    }
}
