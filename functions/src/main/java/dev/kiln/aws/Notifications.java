package dev.kiln.aws;

import software.amazon.awssdk.services.sns.SnsClient;

import java.util.Optional;

/** Tells whoever has subscribed to the deployment's topic. */
public final class Notifications {
    /** What SNS takes (SNS API reference, Publish): ASCII, at most 100 characters; a message of 256 KiB. */
    private static final int SUBJECT_CHARACTERS = 100;

    private static final int MESSAGE_CHARACTERS = 60_000;

    private final SnsClient sns;
    private final Optional<String> topicArn;

    /** Tells a topic; without one nobody. */
    public Notifications(SnsClient sns, Optional<String> topicArn) {
        this.sns = sns;
        this.topicArn = topicArn;
    }

    /** Tells once; of two calls both are told. */
    public void tell(String subject, String message) {
        topicArn.ifPresent(topic -> AwsCall.of(
                "Publish (" + topic + ")",
                () -> sns.publish(r -> r.topicArn(topic)
                        .subject(cut("Kiln: " + subject, SUBJECT_CHARACTERS))
                        .message(cut(message, MESSAGE_CHARACTERS)))));
    }

    private static String cut(String text, int characters) {
        return text.substring(0, Math.min(text.length(), characters));
    }
}
