package dev.kiln.local.schedule;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An invocation that was given up, as it lies in the dead-letter queue (EventBridge Scheduler user guide, "Configuring
 * a dead-letter queue").
 *
 * @param queueArn of the queue
 * @param attributes of the message, for example {@code ERROR_CODE}
 * @param body the input that was not delivered
 */
public record DeadStart(String queueArn, SortedMap<String, String> attributes, String body) {
    public DeadStart {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }
}
