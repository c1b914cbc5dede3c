package dev.kiln.ledger;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.util.Map;
import java.util.Optional;

/** Build keys and who holds them, so that the same image is not made twice at once. */
public final class Claims {
    private static final String SORT = "CLAIM";

    private final Items items;

    public Claims(DynamoDbClient dynamo, String table) {
        this.items = new Items(dynamo, table);
    }

    /** Claims a free key and answers the claim that stands: this one, or the one that was there. */
    public Claim take(Claim claim) {
        boolean first = items.putIf(item(claim), "attribute_not_exists(pk)", Map.of());
        return first ? claim : of(claim.buildKey()).orElse(claim);
    }

    /**
     * Takes a key over from a holder that has no use for it.
     *
     * @return whether the holder was still the expected one
     */
    public boolean takeOver(Claim expected, Claim claim) {
        return items.replace(item(claim), standing(expected));
    }

    /** Writes that the key stands for an image from now on, whoever held it. */
    public void built(Claim claim) {
        items.put(item(claim));
    }

    /** The claim on a key. */
    public Optional<Claim> of(String buildKey) {
        return items.get(pk(buildKey), SORT, Claim.class);
    }

    private static Map<String, AttributeValue> item(Claim claim) {
        return Items.item(pk(claim.buildKey()), SORT, claim, standing(claim));
    }

    private static String standing(Claim claim) {
        return claim.buildId() + " " + claim.imageId().orElse("-");
    }

    private static String pk(String buildKey) {
        return "KEY#" + buildKey;
    }
}
