package dev.kiln.local.sns;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;
import software.amazon.awssdk.services.sns.model.SnsException;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The topics of a local account, as far as one publishes to them (SNS API reference, Publish). What was published is
 * kept for whoever looks.
 */
public final class LocalTopics implements SnsClient {
    private static final int SUBJECT_CHARACTERS = 100;
    private static final int MESSAGE_BYTES = 256 * 1024;

    private final InstantSource clock;
    private final TreeSet<String> topics;
    private final List<Published> published = new ArrayList<>();

    /** Topics with these ARNs. */
    public LocalTopics(InstantSource clock, Collection<String> arns) {
        this.clock = clock;
        this.topics = new TreeSet<>(arns);
    }

    /** What was published, oldest first. */
    public List<Published> published() {
        return List.copyOf(published);
    }

    @Override
    public PublishResponse publish(PublishRequest request) {
        requireKnown(request);
        if (!topics.contains(request.topicArn())) {
            throw fill(NotFoundException.builder(), "NotFound", 404, "Topic does not exist");
        }
        String subject = Optional.ofNullable(request.subject()).orElse("");
        if (subject.length() > SUBJECT_CHARACTERS || !subject.chars().allMatch(c -> c >= ' ' && c < 127)) {
            throw invalid("Subject");
        }
        if (request.message() == null
                || request.message().isEmpty()
                || request.message().getBytes(StandardCharsets.UTF_8).length > MESSAGE_BYTES) {
            throw invalid("Message too long or empty");
        }
        published.add(new Published(request.topicArn(), subject, request.message(), clock.instant()));
        return PublishResponse.builder()
                .messageId("%08d-0000-4000-8000-000000000000".formatted(published.size()))
                .build();
    }

    private static void requireKnown(PublishRequest request) {
        var plain = PublishRequest.builder()
                .topicArn(request.topicArn())
                .subject(request.subject())
                .message(request.message())
                .build();
        if (!plain.equals(request)) {
            throw new UnsupportedOperationException(
                    "Publish knows TopicArn, Subject and Message here, and not all of " + request);
        }
    }

    private static SnsException invalid(String what) {
        return fill(InvalidParameterException.builder(), "InvalidParameter", 400, "Invalid parameter: " + what);
    }

    private static SnsException fill(SnsException.Builder error, String code, int status, String message) {
        return (SnsException) error.message(message)
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .serviceName(SERVICE_NAME)
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Does nothing: there is no connection to close. */
    @Override
    public void close() {}
}
