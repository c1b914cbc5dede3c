package dev.kiln.local.states;

import java.util.List;
import java.util.Optional;

/** Cuts lists into pages; a page token is the position where the next page begins. */
final class Pages {
    private static final int DEFAULT = 100;
    private static final int MOST = 1000;
    private static final int DIGITS = 18;

    private Pages() {}

    /** One page, and the token of the next if there is one. */
    record Page<T>(List<T> items, Optional<String> nextToken) {}

    /** How many items a page holds; AWS takes 0 as "the default". */
    static int size(Optional<Integer> maxResults) {
        int size = maxResults.orElse(0);
        if (size < 0 || size > MOST) {
            throw ApiErrors.validation(
                    "Value at 'maxResults' failed to satisfy constraint: Member must be between 0 and " + MOST);
        }
        return size == 0 ? DEFAULT : size;
    }

    static long position(String token) {
        if (token.isEmpty() || token.length() > DIGITS || !token.chars().allMatch(Character::isDigit)) {
            throw ApiErrors.malformedPageToken();
        }
        return Long.parseLong(token);
    }

    static <T> Page<T> cut(List<T> all, Optional<Integer> maxResults, Optional<String> token) {
        int from = (int) Math.min(all.size(), token.map(Pages::position).orElse(0L));
        int to = Math.min(all.size(), from + size(maxResults));
        var next = to < all.size() ? Optional.of(Integer.toString(to)) : Optional.<String>empty();
        return new Page<>(List.copyOf(all.subList(from, to)), next);
    }
}
