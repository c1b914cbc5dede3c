package dev.kiln.local.simulation;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What happened, a line each. The last lines are kept, and of all of them a number that differs if any differs. */
final class Trace {
    private static final long PRIME = 0x100000001B3L;

    private final InstantSource clock;
    private final int kept;
    private final Deque<String> last = new ArrayDeque<>();
    private long digest = 0xCBF29CE484222325L;
    private long lines;

    Trace(InstantSource clock, int kept) {
        this.clock = clock;
        this.kept = kept;
    }

    void line(String what) {
        String line = clock.instant() + " " + what;
        for (int i = 0; i < line.length(); i++) {
            digest = (digest ^ line.charAt(i)) * PRIME;
        }
        lines++;
        if (last.size() == kept) {
            last.removeFirst();
        }
        last.addLast(line);
    }

    List<String> last() {
        return List.copyOf(last);
    }

    /** The same for the same lines, and different for others (FNV-1a). */
    String digest() {
        return lines + " lines, " + Long.toHexString(digest);
    }
}
