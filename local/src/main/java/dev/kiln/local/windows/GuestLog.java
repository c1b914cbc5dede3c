package dev.kiln.local.windows;

import java.util.List;

/**
 * What a guest script prints before its answer: printable ASCII, short lines, and not more than leaves room for the
 * answer in what SSM keeps.
 */
final class GuestLog {
    private static final int LIMIT = 5000;
    private static final int LONGEST_LINE = 400;

    private final StringBuilder text = new StringBuilder();
    private int left = LIMIT;

    GuestLog line(String line) {
        String plain = line.replaceAll("[^\\x20-\\x7e]", "?");
        String cut = plain.length() > LONGEST_LINE ? plain.substring(0, LONGEST_LINE - 3) + "..." : plain;
        if (cut.length() <= left) {
            left -= cut.length();
            text.append(cut).append('\n');
        }
        return this;
    }

    /** The end of a file, each line behind a bar, so that nothing in it can pass for the answer. */
    GuestLog tail(String title, String file, int characters, int lines) {
        var all = file.substring(Math.max(0, file.length() - characters))
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        List<String> last = all.subList(Math.max(0, all.size() - lines), all.size());
        if (!last.isEmpty()) {
            line(title);
            last.forEach(line -> line("| " + line));
        }
        return this;
    }

    String text() {
        return text.toString();
    }
}
