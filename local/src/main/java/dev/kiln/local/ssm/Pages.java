package dev.kiln.local.ssm;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Cuts lists into pages. A token names the last item of its page by a key, so items that appear meanwhile do not shift
 * the pages.
 */
final class Pages {
    private static final int MOST = 50;
    private static final Pattern TOKEN = Pattern.compile("[0-9a-z-]{1,40}");

    private Pages() {}

    /** One page, and the token of the next if there is one. */
    record Page<T>(List<T> items, Optional<String> nextToken) {}

    static <T> Page<T> cut(
            List<T> all, Function<T, String> key, int least, Optional<Integer> maxResults, Optional<String> token) {
        int size = maxResults.orElse(MOST);
        if (size < least || size > MOST) {
            throw SsmErrors.validation("Value '" + size
                    + "' at 'maxResults' failed to satisfy constraint: Member must be between " + least + " and "
                    + MOST);
        }
        var rest = token.map(last -> after(all, key, last)).orElse(all);
        var items = List.copyOf(rest.subList(0, Math.min(size, rest.size())));
        var next = items.size() < rest.size() ? Optional.of(key.apply(items.getLast())) : Optional.<String>empty();
        return new Page<>(items, next);
    }

    private static <T> List<T> after(List<T> all, Function<T, String> key, String last) {
        if (!TOKEN.matcher(last).matches()) {
            throw SsmErrors.invalidNextToken();
        }
        for (int i = 0; i < all.size(); i++) {
            if (key.apply(all.get(i)).equals(last)) {
                return all.subList(i + 1, all.size());
            }
        }
        throw SsmErrors.invalidNextToken();
    }
}
