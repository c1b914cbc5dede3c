package dev.kiln.infra;

import dev.kiln.infra.naming.Names;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

import java.util.List;

/** Where that goes which could not be delivered or handled. A message in one of them is something lost. */
final class DeadLetters extends Construct {
    static final String EVENTS = "undelivered-events";
    static final String SCHEDULES = "undelivered-schedules";
    static final String INVOCATIONS = "failed-invocations";

    /** All of them, without the prefix. */
    static final List<String> ALL = List.of(EVENTS, SCHEDULES, INVOCATIONS);

    private final Queue events;
    private final Queue schedules;
    private final Queue invocations;

    DeadLetters(Construct scope, Names names) {
        super(scope, "DeadLetters");
        events = queue("Events", names.of(EVENTS));
        schedules = queue("Schedules", names.of(SCHEDULES));
        invocations = queue("Invocations", names.of(INVOCATIONS));
    }

    /** Events that a rule could not hand over. */
    Queue events() {
        return events;
    }

    /** Schedules that could not call their target. */
    Queue schedules() {
        return schedules;
    }

    /** Events that a function took and could not handle. */
    Queue invocations() {
        return invocations;
    }

    private Queue queue(String id, String name) {
        return Queue.Builder.create(this, id)
                .queueName(name)
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .retentionPeriod(Duration.days(14))
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
    }
}
