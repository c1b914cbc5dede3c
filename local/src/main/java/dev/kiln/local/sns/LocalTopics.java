package dev.kiln.local.sns;

import dev.kiln.local.request.RequestFields;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The topics of a local account: they take messages, and keep them to be read. It belongs to one thread. */
public final class LocalTopics implements SnsClient {
    private static final Set<String> SUPPORTED = Set.of("TopicArn", "Subject", "Message");
    private static final int LONGEST_SUBJECT = 100;
    private static final int LARGEST_MESSAGE = 256 * 1024;

    private final InstantSource clock;
    private final SortedSet<String> arns;
    private final List<Published> published = new ArrayList<>();

    /** Topics with these ARNs. */
    public LocalTopics(InstantSource clock, Collection<String> arns) {
        this.clock = clock;
        this.arns = new TreeSet<>(arns);
    }

    /** What was published, oldest first. */
    public List<Published> published() {
        return List.copyOf(published);
    }

    @Override
    public PublishResponse publish(PublishRequest request) {
        RequestFields.refuseOthers("Publish", request, SUPPORTED);
        published.add(new Published(
                topic(Optional.ofNullable(request.topicArn())),
                subject(Optional.ofNullable(request.subject())),
                text(Optional.ofNullable(request.message())),
                clock.instant()));
        return PublishResponse.builder()
                .messageId("%08d-0000-4000-8000-000000000000".formatted(published.size()))
                .build();
    }

    private String topic(Optional<String> given) {
        String arn = given.orElseThrow(
                () -> SnsErrors.invalid("TopicArn or TargetArn Reason: no value for required parameter"));
        if (!arns.contains(arn)) {
            throw SnsErrors.noTopic();
        }
        return arn;
    }

    /** ASCII in one line that begins with something to be seen (SNS API reference, Publish, "Subject"). */
    private static String subject(Optional<String> given) {
        boolean bad = given.filter(subject -> subject.isEmpty()
                        || subject.length() > LONGEST_SUBJECT
                        || subject.charAt(0) == ' '
                        || !subject.chars().allMatch(c -> c >= ' ' && c <= '~'))
                .isPresent();
        if (bad) {
            throw SnsErrors.invalid("Subject");
        }
        return given.orElse("");
    }

    private static String text(Optional<String> given) {
        String text = given.filter(t -> !t.isEmpty()).orElseThrow(() -> SnsErrors.invalid("Empty message"));
        if (text.getBytes(StandardCharsets.UTF_8).length > LARGEST_MESSAGE) {
            throw SnsErrors.invalid("Message too long");
        }
        return text;
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Does nothing: there is no connection to close. */
    @Override
    public void close() {}
}
