package dev.kiln.infra;

import dev.kiln.infra.config.KilnConfig;
import dev.kiln.infra.naming.Arns;
import dev.kiln.infra.naming.Names;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/** Where failure cards are sent: the topic that alarms use if one is named, else one for builds alone. */
final class BuildTopic extends Construct {
    private static final String NAME = "builds";

    private BuildTopic(Construct scope, Names names, KilnConfig.AlarmConfig whom) {
        super(scope, "Builds");
        var topic = Topic.Builder.create(this, "Topic")
                .topicName(names.of(NAME))
                .displayName("Kiln builds (" + names.prefix() + ")")
                .enforceSsl(true)
                .build();
        whom.email().ifPresent(address -> topic.addSubscription(new EmailSubscription(address)));
    }

    /** Makes the topic, unless there is one, and answers its ARN. */
    static String arn(Construct scope, Names names, KilnConfig.AlarmConfig whom) {
        if (whom.topicArn().isPresent()) {
            return whom.topicArn().get();
        }
        new BuildTopic(scope, names, whom);
        return new Arns(names).topic(NAME);
    }
}
