package dev.kiln.local.s3;

import dev.kiln.local.time.RandomSource;

/** Draws identifiers. */
final class RandomText {
    private RandomText() {}

    static String of(RandomSource random, String alphabet, int length) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
