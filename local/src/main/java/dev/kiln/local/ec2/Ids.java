package dev.kiln.local.ec2;

import dev.kiln.local.time.RandomSource;

import java.util.regex.Pattern;

/** Draws the identifiers of new resources. */
final class Ids {
    private static final Pattern SUFFIX = Pattern.compile("-[0-9a-f]{8}([0-9a-f]{9})?");

    private final RandomSource root;
    private RandomSource random;
    private int life;

    Ids(RandomSource root) {
        this.root = root;
        this.random = root.fork("ids");
    }

    /** Begins the next life of an account that was on file: the same seed must not draw the same ids again. */
    void begin(int newLife) {
        life = newLife;
        random = root.fork("ids " + newLife);
    }

    int life() {
        return life;
    }

    /** An id of today's long form: the prefix and 17 hexadecimal digits. */
    String next(String prefix) {
        return prefix + "-0" + random.hex(16);
    }

    String request() {
        return random.uuid();
    }

    /** Whether a text has the form of such an id, short or long. */
    static boolean wellFormed(String prefix, String id) {
        return id.startsWith(prefix)
                && SUFFIX.matcher(id.substring(prefix.length())).matches();
    }
}
