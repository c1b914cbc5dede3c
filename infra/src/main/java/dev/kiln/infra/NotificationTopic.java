package dev.kiln.infra;

import dev.kiln.infra.config.KilnConfig;
import dev.kiln.infra.naming.Names;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/**
 * Tells of builds that have failed. What a build has printed is in it, so it is encrypted with the key of the other
 * data; who subscribes needs nothing of that key (SNS developer guide, "Key management").
 */
final class NotificationTopic extends Construct {
    NotificationTopic(Construct scope, Names names, KilnConfig config, String keyArn) {
        super(scope, "Notifications");
        var topic = Topic.Builder.create(this, "Topic")
                .topicName(names.notifications())
                .displayName("Kiln (" + names.prefix() + ")")
                .masterKey(Key.fromKeyArn(this, "Key", keyArn))
                .enforceSsl(true)
                .build();
        config.notifications().email().ifPresent(address -> topic.addSubscription(new EmailSubscription(address)));
    }
}
