package dev.kiln.local.dynamo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;

/**
 * One page of a query.
 *
 * @param full whether it ended at a limit. Then more may follow, or nothing: DynamoDB does not look (developer guide,
 *     "Paginating table query results")
 */
record Page(List<Item> items, boolean full) {
    private static final int BYTES_MAX = 1024 * 1024;

    static Page of(Collection<Item> found, OptionalInt limit) {
        var items = new ArrayList<Item>();
        int bytes = 0;
        for (Item item : found) {
            bytes += item.size();
            if (bytes > BYTES_MAX) {
                return new Page(items, true);
            }
            items.add(item);
            if (limit.isPresent() && items.size() == limit.getAsInt()) {
                return new Page(items, true);
            }
        }
        return new Page(items, false);
    }
}
