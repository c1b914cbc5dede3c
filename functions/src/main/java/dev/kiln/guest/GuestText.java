package dev.kiln.guest;

import java.util.ArrayList;
import java.util.List;

/** The text of a guest script as it is sent. */
final class GuestText {
    private GuestText() {}

    /**
     * Leaves out blank lines, comments that have lines of their own, and indentation, and puts a closing brace behind
     * the line before it, because a document of SSM has little room. What stands in a here-string stays as it is: it is
     * not for this machine's PowerShell to read. Other strings of several lines are not to be in a guest script.
     */
    static List<String> condensed(List<String> lines) {
        var kept = new ArrayList<String>();
        String until = "";
        for (String line : lines) {
            String text = line.strip();
            if (!until.isEmpty()) {
                boolean comment = until.equals("#>");
                boolean ends = comment ? text.endsWith(until) : line.startsWith(until);
                until = ends ? "" : until;
                if (!comment) {
                    kept.add(line);
                }
            } else if (text.startsWith("<#")) {
                until = text.endsWith("#>") ? "" : "#>";
            } else if (text.equals("}") && ends(kept.getLast())) {
                kept.set(kept.size() - 1, kept.getLast() + " }");
            } else if (!text.isEmpty() && !text.startsWith("#")) {
                kept.add(text);
                until = text.endsWith("@'") ? "'@" : text.endsWith("@\"") ? "\"@" : "";
            }
        }
        return List.copyOf(kept);
    }

    /** Whether a brace may follow: not in a comment, and not behind the end of a here-string. */
    private static boolean ends(String line) {
        return !line.contains("#") && !line.endsWith("@");
    }
}
