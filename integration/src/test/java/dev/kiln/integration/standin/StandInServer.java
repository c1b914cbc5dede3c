package dev.kiln.integration.standin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers the requests of AWS clients in the place of a service. */
abstract class StandInServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads =
            Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());

    /** An answer. */
    record Reply(int status, String contentType, String body) {}

    /**
     * Starts it on a free port.
     *
     * @param host the address to listen at
     */
    StandInServer(String host) {
        try {
            server = HttpServer.create(new InetSocketAddress(host, 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    /** Where functions reach it that call this machine by a name. */
    public final URI endpoint(String machine) {
        return URI.create("http://" + machine + ":" + server.getAddress().getPort());
    }

    final void start() {
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var reply = reply(exchange, body);
            exchange.getResponseHeaders().set("Content-Type", reply.contentType());
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Answers one request; several threads may ask at once. */
    abstract Reply reply(HttpExchange request, String body) throws IOException;

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
