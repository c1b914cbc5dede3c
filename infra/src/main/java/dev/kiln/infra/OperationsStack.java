package dev.kiln.infra;

import dev.kiln.infra.config.KilnConfig;
import dev.kiln.infra.naming.Names;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

import java.util.List;
import java.util.Map;

/** What tells an operator how it goes: alarms and a dashboard. */
final class OperationsStack extends Stack {
    OperationsStack(Construct scope, Names names, KilnConfig config) {
        super(scope, names.of("operations"), Stacks.props(names, config, "operations"));
        var alarms = new Alarms(this, names, topic(names, config.alarms()));
        new BuildDashboard(this, names, alarms.all());
    }

    private ITopic topic(Names names, KilnConfig.AlarmConfig config) {
        return config.topicArn()
                .map(arn -> Topic.fromTopicArn(this, "Topic", arn))
                .orElseGet(() -> ownTopic(names, config));
    }

    private ITopic ownTopic(Names names, KilnConfig.AlarmConfig config) {
        var topic = Topic.Builder.create(this, "Topic")
                .topicName(names.of("alarms"))
                .displayName("Kiln (" + names.prefix() + ")")
                .enforceSsl(true)
                .build();
        topic.addToResourcePolicy(alarmsPublish(topic));
        config.email().ifPresent(address -> topic.addSubscription(new EmailSubscription(address)));
        return topic;
    }

    /** A topic with a policy of its own no longer lets everything in the account publish. */
    private static PolicyStatement alarmsPublish(Topic topic) {
        return PolicyStatement.Builder.create()
                .sid("AlarmsPublish")
                .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
                .actions(List.of("sns:Publish"))
                .resources(List.of(topic.getTopicArn()))
                .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID)))
                .build();
    }
}
