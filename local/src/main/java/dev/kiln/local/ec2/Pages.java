package dev.kiln.local.ec2;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Cuts lists into pages; a page token hides the position where the next page begins. */
final class Pages {
    private static final int MOST = 1000;
    private static final Pattern POSITION = Pattern.compile("at ([0-9]{1,9})");

    private Pages() {}

    /** One page, and the token of the next if there is one. */
    record Page<T>(List<T> items, Optional<String> nextToken) {}

    /**
     * Cuts one page.
     *
     * @param least the smallest page that the call allows; without a size everything is one page, as in EC2
     */
    static <T> Page<T> cut(List<T> all, int least, Optional<Integer> maxResults, Optional<String> token) {
        maxResults.filter(size -> size < least).ifPresent(size -> {
            throw Ec2Errors.invalidValue(
                    "Value ( %d ) for parameter maxResults is invalid. Expecting a value greater than or equal to %d."
                            .formatted(size, least));
        });
        int from = Math.min(all.size(), token.map(Pages::position).orElse(0));
        int to = maxResults
                .map(size -> Math.min(all.size(), from + Math.min(size, MOST)))
                .orElse(all.size());
        return new Page<>(
                List.copyOf(all.subList(from, to)), to < all.size() ? Optional.of(token(to)) : Optional.empty());
    }

    private static String token(int position) {
        return Base64.getEncoder().encodeToString(("at " + position).getBytes(StandardCharsets.UTF_8));
    }

    private static int position(String token) {
        try {
            var text = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
            var match = POSITION.matcher(text);
            if (match.matches()) {
                return Integer.parseInt(match.group(1));
            }
            throw badToken();
        } catch (IllegalArgumentException e) {
            throw badToken();
        }
    }

    private static RuntimeException badToken() {
        return Ec2Errors.invalidValue("The token is invalid.");
    }
}
