package dev.kiln.local.ec2;

import dev.kiln.local.time.Delay;
import dev.kiln.local.time.RandomSource;
import dev.kiln.local.time.Timeline;

import java.time.Instant;

/** What everything in EC2 needs: the clock, the dice, new ids and somewhere to tell events. */
record Engine(Timeline timeline, RandomSource random, Ids ids, Ec2Events events) {
    Instant now() {
        return timeline.instant();
    }

    /** Plans what follows by itself after a delay. */
    Timeline.Cancellation after(Delay delay, String what, Runnable action) {
        return timeline.after(delay.draw(random), what, action);
    }

    /** From when on a resource that is made now can be found. */
    Instant foundAt() {
        return now().plus(Delay.EC2_FINDS_NEW_ID.draw(random));
    }

    boolean found(Instant visibleAt) {
        return !visibleAt.isAfter(now());
    }
}
