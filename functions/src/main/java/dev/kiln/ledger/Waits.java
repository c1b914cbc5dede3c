package dev.kiln.ledger;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The open waits. A wait belongs to the token that was stored last: whoever holds an older one changes nothing. */
public final class Waits {
    static final String SORT = "WAIT";
    private static final String DUE = "DUE";
    private static final String TOKEN_IS_OURS = "waitToken = :token";

    private final Items items;

    public Waits(DynamoDbClient dynamo, String table) {
        this.items = new Items(dynamo, table);
    }

    /**
     * Stores a wait and overwrites an older one of the build: after a redrive the older token is dead.
     *
     * @return false when a later visit has stored its token already: an invocation that was overtaken waits for nothing
     */
    public boolean open(Wait wait) {
        return items.putIf(
                item(wait), "attribute_not_exists(pk) or visit <= :visit", Map.of(":visit", Items.text(wait.visit())));
    }

    /** Changes what is waited for and when to look; false when another token has been stored meanwhile. */
    public boolean reschedule(Wait wait, Optional<String> resourceId, Instant nextLookAt) {
        return items.putIf(item(wait.later(resourceId, nextLookAt)), TOKEN_IS_OURS, token(wait.token()));
    }

    /** Ends a wait; false when another token has been stored meanwhile or the wait has ended before. */
    public boolean close(Wait wait) {
        return items.deleteIf(Ledger.build(wait.buildId()), SORT, TOKEN_IS_OURS, token(wait.token()));
    }

    /** The open wait of a build. */
    public Optional<Wait> of(String buildId) {
        return items.get(Ledger.build(buildId), SORT, Wait.class);
    }

    /**
     * Waits whose time to be looked at has come, oldest first. From the index, which lags behind the table: a wait in
     * the answer may have ended, so whoever acts on it looks at the world first.
     */
    public List<Wait> due(Instant now, int limit) {
        return items.due(DUE, now, limit, Wait.class);
    }

    private static Map<String, AttributeValue> item(Wait wait) {
        var item = Items.item(Ledger.build(wait.buildId()), SORT, wait);
        item.put("waitToken", Items.text(wait.token()));
        item.put("visit", Items.text(wait.visit()));
        Items.plan(item, DUE, wait.nextLookAt(), wait.buildId());
        return item;
    }

    private static Map<String, AttributeValue> token(String token) {
        return Map.of(":token", Items.text(token));
    }
}
