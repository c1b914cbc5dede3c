package dev.kiln.ledger;

import dev.kiln.error.Throttled;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Token buckets that all functions share, one for each scarce call, so that builds which start together ask AWS one
 * after the other. Each bucket is one instant, as in the generic cell rate algorithm (ITU-T I.371): the one at which it
 * will be full again. A call moves that on by one interval, and is granted if the bucket was not empty.
 */
public final class TokenBuckets {
    private static final String SORT = "BUCKET";

    /** Who loses a race reads again, and each race has a winner: a bucket is empty before so many are over. */
    private static final int RACES = 30;

    private final Items items;

    public TokenBuckets(DynamoDbClient dynamo, String table) {
        this.items = new Items(dynamo, table);
    }

    /** What is kept of a bucket. */
    record Bucket(Instant fullAt) {}

    /**
     * Takes the token for a call. It is taken before anything is written that the call must follow.
     *
     * @throws Throttled when other builds have used up what the account grants for the moment
     */
    public void take(ScarceCall call, Instant now) {
        if (!granted(call, now)) {
            throw new Throttled(
                    call.action() + " waits for its turn: other builds have just made as many of these calls"
                            + " as the account may. Nothing was started. It is tried again.");
        }
    }

    private boolean granted(ScarceCall call, Instant now) {
        for (int race = 0; race < RACES; race++) {
            var kept = items.get(pk(call), SORT, Bucket.class);
            Instant fullAt = kept.map(Bucket::fullAt).filter(now::isBefore).orElse(now);
            var taken = new Bucket(fullAt.plus(call.interval()));
            if (taken.fullAt().isAfter(now.plus(call.interval().multipliedBy(call.atOnce())))) {
                return false;
            }
            if (write(call, kept, taken)) {
                return true;
            }
        }
        return false;
    }

    private boolean write(ScarceCall call, Optional<Bucket> expected, Bucket taken) {
        Map<String, AttributeValue> item =
                Items.item(pk(call), SORT, taken, taken.fullAt().toString());
        return expected.map(bucket -> items.replace(item, bucket.fullAt().toString()))
                .orElseGet(() -> items.putIf(item, "attribute_not_exists(pk)", Map.of()));
    }

    private static String pk(ScarceCall call) {
        return "BUCKET#" + call.action();
    }
}
