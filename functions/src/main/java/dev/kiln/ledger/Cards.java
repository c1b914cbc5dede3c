package dev.kiln.ledger;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.util.Optional;

/** The failure cards, one a build: that of its last bad end. */
public final class Cards {
    private static final String SORT = "CARD";

    private final Items items;

    public Cards(DynamoDbClient dynamo, String table) {
        this.items = new Items(dynamo, table);
    }

    /** Writes a card in place of an earlier one. */
    public void put(FailureCard card) {
        items.put(Items.item(Ledger.build(card.buildId()), SORT, card));
    }

    /** The card of a build. */
    public Optional<FailureCard> of(String buildId) {
        return items.get(Ledger.build(buildId), SORT, FailureCard.class);
    }
}
