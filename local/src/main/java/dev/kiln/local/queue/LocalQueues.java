package dev.kiln.local.queue;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The queues of a local account. They take what could not be delivered and keep it; nothing in the pipeline reads it,
 * people do.
 */
public final class LocalQueues {
    private final InstantSource clock;
    private final Map<String, List<Message>> byArn = new TreeMap<>();

    /** Empty queues with these ARNs. */
    public LocalQueues(InstantSource clock, Collection<String> arns) {
        this.clock = clock;
        arns.forEach(arn -> byArn.put(arn, new ArrayList<>()));
    }

    /** Adds a message to the end of a queue; whether the sender may is his affair. */
    public void send(String queueArn, String body, SortedMap<String, String> attributes) {
        queue(queueArn).add(new Message(body, attributes, clock.instant()));
    }

    /** What lies in a queue, oldest first. */
    public List<Message> messages(String queueArn) {
        return List.copyOf(queue(queueArn));
    }

    private List<Message> queue(String arn) {
        return Optional.ofNullable(byArn.get(arn))
                .orElseThrow(() -> new IllegalArgumentException("this account has no queue " + arn));
    }
}
