package dev.kiln.cli.coldstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kiln.json.PipelineJson;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;

/**
 * Answers what functions ask of AWS, over HTTP on this machine, in the services' own protocols. Any other call than
 * those that are known is answered with an error, and remembered.
 */
final class AwsStub implements AutoCloseable {
    private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=(\\w+)");
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;

    private final HttpServer server;
    private final DynamoStub dynamo;
    private final FixedAnswers answers;
    private final SortedSet<String> unknown = new ConcurrentSkipListSet<>();

    AwsStub(DynamoStub dynamo, FixedAnswers answers) throws IOException {
        this.dynamo = dynamo;
        this.answers = answers;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What was asked and not known. */
    SortedSet<String> unknown() {
        return new TreeSet<>(unknown);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var target = Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
            if (target.isPresent()) {
                json(exchange, target.get(), body);
            } else if (body.contains("Action=")) {
                ec2(exchange, body);
            } else if (exchange.getRequestURI().getPath().startsWith("/schedules/")) {
                send(exchange, "scheduler " + exchange.getRequestMethod(), Optional.of("{}"));
            } else {
                s3(exchange);
            }
        }
    }

    private void json(HttpExchange exchange, String target, String body) throws IOException {
        String service = target.split("\\.", 2)[0].toLowerCase(Locale.ROOT);
        String action = target.split("\\.", 2)[1];
        JsonNode request = PipelineJson.tree(body);
        var answer = service.startsWith("dynamodb")
                ? Optional.of(PipelineJson.write(dynamo.answer(action, request)))
                : answers.json(action);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        send(exchange, target, answer);
    }

    private void ec2(HttpExchange exchange, String body) throws IOException {
        var matcher = ACTION.matcher(body);
        String action = matcher.find() ? matcher.group(1) : "";
        exchange.getResponseHeaders().set("Content-Type", "text/xml;charset=UTF-8");
        send(exchange, "ec2 " + action, answers.xml(action));
    }

    private void s3(HttpExchange exchange) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("x-amz-version-id", "v1");
        headers.set("ETag", "\"0\"");
        headers.set("Last-Modified", "Wed, 25 Nov 2026 09:00:00 GMT");
        if ("HEAD".equals(exchange.getRequestMethod())) {
            exchange.sendResponseHeaders(OK, -1);
            return;
        }
        headers.set("Content-Type", "application/octet-stream");
        send(exchange, "s3 " + exchange.getRequestMethod(), Optional.of(answers.recipe()));
    }

    private void send(HttpExchange exchange, String call, Optional<String> answer) throws IOException {
        if (answer.isEmpty()) {
            unknown.add(call);
        }
        byte[] bytes = answer.orElse("{}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.isPresent() ? OK : BAD_REQUEST, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
