package dev.kiln.integration.standin;

import com.sun.net.httpserver.HttpExchange;
import dev.kiln.integration.deployment.Aws;
import software.amazon.awssdk.services.ec2.Ec2Client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Hands the calls of EC2 on to LocalStack, and makes up for what its EC2 lacks: it answers CreateImage itself, keeps
 * launches by their client token, has a password of each machine, says of a terminated instance that it is terminated,
 * and tells the events.
 */
public final class StandInEc2 extends StandInServer {
    private static final String XML = "text/xml;charset=UTF-8";

    /** Of the signed request, what LocalStack reads to know the service and the account. */
    private static final List<String> HANDED_ON = List.of("Authorization", "Content-Type", "X-Amz-Date");

    private static final Pattern INSTANCE = Pattern.compile("<instanceId>(i-[0-9a-f]+)</instanceId>");

    /** LocalStack answers "shutting-down" whatever the state was. */
    private static final Pattern TERMINATED = Pattern.compile(
            "<currentState>(?:(?!</currentState>).)*</currentState>"
                    + "(\\s*<previousState>((?:(?!</previousState>).)*<name>terminated</name>(?:(?!</previousState>).)*)</previousState>)",
            Pattern.DOTALL);

    private final URI localStack;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ImageMaking images;
    private final News news;
    private final Map<String, Reply> launches = new TreeMap<>();

    /**
     * Starts it.
     *
     * @param host the address to listen at
     * @param news tells the events
     */
    public StandInEc2(String host, Aws aws, News news) {
        super(host);
        this.localStack = aws.endpoint();
        this.images = new ImageMaking(aws.client(Ec2Client.builder()));
        this.news = news;
        start();
    }

    @Override
    Reply reply(HttpExchange request, String body) throws IOException {
        var form = QueryForm.read(body);
        return switch (form.text("Action")) {
            case "CreateImage" -> createImage(form);
            // The machines are Windows to Kiln alone.
            case "GetPasswordData" -> password(form.text("InstanceId"));
            case "RunInstances" -> launch(request, body, form.text("ClientToken"));
            case "StopInstances" -> {
                var answer = handOn(request, body);
                instances(answer).forEach(id -> news.instance(id, "stopped"));
                yield answer;
            }
            case "TerminateInstances" -> {
                var answer = handOn(request, body);
                instances(answer).forEach(id -> news.instance(id, "terminated"));
                yield stayTerminated(answer);
            }
            default -> handOn(request, body);
        };
    }

    /** The same token launches nothing twice; LocalStack does not look at it. */
    private synchronized Reply launch(HttpExchange request, String body, String token) throws IOException {
        if (launches.containsKey(token)) {
            return launches.get(token);
        }
        var answer = handOn(request, body);
        if (answer.status() == 200) {
            launches.put(token, answer);
        }
        // No event tells that a machine is reachable. An operator's update of the agent ends on it, by Run Command: so
        // the pipeline looks at it before its sweep would.
        instances(answer).forEach(id -> news.command(UUID.randomUUID().toString(), id, "AWS-UpdateSSMAgent"));
        return answer;
    }

    private Reply createImage(QueryForm form) {
        Optional<String> image = images.create(form);
        image.ifPresent(id -> news.image(id, "available"));
        return image.map(StandInEc2::made).orElseGet(() -> taken(form.text("Name")));
    }

    private static Reply made(String imageId) {
        return new Reply(
                200,
                XML,
                "<CreateImageResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>"
                        + UUID.randomUUID() + "</requestId><imageId>" + imageId + "</imageId></CreateImageResponse>");
    }

    private static Reply password(String instanceId) {
        return new Reply(
                200,
                XML,
                "<GetPasswordDataResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>"
                        + UUID.randomUUID() + "</requestId><instanceId>" + instanceId
                        + "</instanceId><passwordData>ZW5jcnlwdGVk</passwordData></GetPasswordDataResponse>");
    }

    private static Reply taken(String name) {
        return new Reply(
                400,
                XML,
                "<Response><Errors><Error><Code>InvalidAMIName.Duplicate</Code><Message>AMI name " + name
                        + " is already in use</Message></Error></Errors><RequestID>" + UUID.randomUUID()
                        + "</RequestID></Response>");
    }

    private static Reply stayTerminated(Reply answer) {
        String text = answer.body();
        String mended = TERMINATED
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        "<currentState>" + found.group(2) + "</currentState>" + found.group(1)));
        return new Reply(answer.status(), answer.contentType(), mended);
    }

    private static Stream<String> instances(Reply answer) {
        return INSTANCE.matcher(answer.body())
                .results()
                .map(found -> found.group(1))
                .distinct();
    }

    private Reply handOn(HttpExchange request, String body) throws IOException {
        var forwarded = HttpRequest.newBuilder(localStack.resolve("/")).POST(BodyPublishers.ofString(body));
        HANDED_ON.forEach(
                name -> Optional.ofNullable(request.getRequestHeaders().getFirst(name))
                        .ifPresent(value -> forwarded.header(name, value)));
        try {
            var answer = http.send(forwarded.build(), BodyHandlers.ofString());
            return new Reply(
                    answer.statusCode(),
                    answer.headers().firstValue("Content-Type").orElse(XML),
                    answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        super.close();
        http.close();
    }
}
