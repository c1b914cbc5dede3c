package dev.kiln.local.dynamo;

/**
 * The place of an item within a partition of a table or of an index.
 *
 * @param range the item's sort key there
 * @param item its key in the table, which orders items that an index cannot tell apart. DynamoDB promises no order for
 *     these.
 */
record Position(String range, ItemKey item) implements Comparable<Position> {
    /** Comes before every item of this sort key and behind all smaller ones. */
    static Position before(String range) {
        return new Position(range, new ItemKey("", ""));
    }

    @Override
    public int compareTo(Position other) {
        int byRange = Utf8Order.compare(range, other.range);
        return byRange == 0 ? item.compareTo(other.item) : byRange;
    }
}
