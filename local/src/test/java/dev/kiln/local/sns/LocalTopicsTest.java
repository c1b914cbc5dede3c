package dev.kiln.local.sns;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.SnsException;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class LocalTopicsTest {
    private static final String TOPIC = "arn:aws:sns:us-east-1:123456789012:kiln-builds";
    private static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");

    private final LocalTopics topics = new LocalTopics(InstantSource.fixed(NOW), List.of(TOPIC));

    @Test
    void publish_message_isKeptAsItWasGiven() {
        topics.publish(r -> r.topicArn(TOPIC).subject("web failed").message("Why: disk full"));

        assertThat(topics.published()).containsExactly(new Published(TOPIC, "web failed", "Why: disk full", NOW));
    }

    @Test
    void publish_withoutSubject_isTaken() {
        topics.publish(r -> r.topicArn(TOPIC).message("text"));

        assertThat(topics.published())
                .singleElement()
                .extracting(Published::subject)
                .isEqualTo("");
    }

    @Test
    void publish_topicThatIsNotThere_isNotFound() {
        var error = catchThrowableOfType(
                NotFoundException.class,
                () -> topics.publish(r -> r.topicArn(TOPIC + "-other").message("text")));

        assertThat(error.statusCode()).isEqualTo(404);
        assertThat(error.awsErrorDetails().errorCode()).isEqualTo("NotFound");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " begins with a blank", "two\nlines", "not ASCII: ü"})
    void publish_subjectThatNoMailMayHave_isInvalid(String subject) {
        assertInvalid(subject, "text", "Subject");
    }

    @Test
    void publish_subjectOf101Characters_isInvalid_andOf100IsNot() {
        assertInvalid("x".repeat(101), "text", "Subject");

        topics.publish(r -> r.topicArn(TOPIC).subject("x".repeat(100)).message("text"));
        assertThat(topics.published()).hasSize(1);
    }

    @Test
    void publish_messageAbove256KiB_isInvalid_countedInBytes() {
        String largest = "ü".repeat(128 * 1024);

        assertInvalid("subject", largest + "x", "Message too long");

        topics.publish(r -> r.topicArn(TOPIC).message(largest));
        assertThat(topics.published()).hasSize(1);
    }

    @Test
    void publish_emptyMessage_isInvalid() {
        assertInvalid("subject", "", "Empty message");
    }

    @Test
    void publish_fieldThatCannotBeHonoured_isRefusedByName() {
        assertThatThrownBy(() ->
                        topics.publish(r -> r.topicArn(TOPIC).message("text").messageStructure("json")))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("MessageStructure");
    }

    private void assertInvalid(String subject, String message, String what) {
        SnsException error = catchThrowableOfType(
                InvalidParameterException.class,
                () -> topics.publish(r -> r.topicArn(TOPIC).subject(subject).message(message)));

        assertThat(error.statusCode()).isEqualTo(400);
        assertThat(error.awsErrorDetails().errorCode()).isEqualTo("InvalidParameter");
        assertThat(error.awsErrorDetails().errorMessage()).isEqualTo("Invalid parameter: " + what);
        assertThat(topics.published()).isEmpty();
    }
}
