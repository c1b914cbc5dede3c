package dev.kiln.infra;

import software.amazon.awscdk.Duration;

/** How long and how often the delivery of an event is tried. */
final class Delivery {
    /** The sweep has long seen what such an event tells; a recipe that was uploaded is worth the wait. */
    static final Duration MAX_EVENT_AGE = Duration.hours(6);

    static final int RETRIES = 30;

    private Delivery() {}
}
