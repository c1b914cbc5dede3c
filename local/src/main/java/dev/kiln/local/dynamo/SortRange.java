package dev.kiln.local.dynamo;

/**
 * The sort keys that a query asks for: those from one string on, up to another that is no longer among them. A sort key
 * has at most 1,024 bytes, which is what the ends are made of.
 */
record SortRange(String from, String behind) {
    /** The last code point, as often as no sort key can hold it. */
    private static final String LAST = "\udbff\udfff".repeat(KeySchema.RANGE_BYTES);

    /** Makes the next string that sorts behind the one it is put to. */
    private static final String NEXT = "\0";

    static SortRange all() {
        return new SortRange("", LAST);
    }

    static SortRange only(String value) {
        return between(value, value);
    }

    static SortRange atMost(String value) {
        return between("", value);
    }

    static SortRange between(String from, String to) {
        return new SortRange(from, to + NEXT);
    }

    static SortRange beginningWith(String prefix) {
        return new SortRange(prefix, prefix + LAST);
    }

    boolean contains(String range) {
        return Utf8Order.compare(from, range) <= 0 && Utf8Order.compare(range, behind) < 0;
    }
}
