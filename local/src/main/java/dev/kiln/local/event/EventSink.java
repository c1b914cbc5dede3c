package dev.kiln.local.event;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;

/** Where the services of a local account tell what happened. */
@FunctionalInterface
public interface EventSink {
    /**
     * Tells an event at this instant; the bus adds the envelope.
     *
     * @param source for example {@code aws.ec2}
     * @param detailType for example {@code EC2 Instance State-change Notification}
     * @param resources ARNs, in the form that AWS gives them in this event
     */
    void emit(String source, String detailType, List<String> resources, ObjectNode detail);
}
