package dev.kiln.local.dynamo;

/**
 * The values of a key, in a table or in an index.
 *
 * @param range empty in a table or index without a sort key; no sort key is itself empty
 */
record ItemKey(String hash, String range) implements Comparable<ItemKey> {
    @Override
    public int compareTo(ItemKey other) {
        int byHash = Utf8Order.compare(hash, other.hash);
        return byHash == 0 ? Utf8Order.compare(range, other.range) : byHash;
    }
}
