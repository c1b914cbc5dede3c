package dev.kiln.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The text of a guest script as it is sent. */
final class GuestText {
    private static final Pattern PARAMETERS = Pattern.compile("(?:.*\\{ )?param\\([^()]*\\)");

    private GuestText() {}

    /**
     * Leaves out blank lines, comments that have lines of their own, and indentation, and breaks no line at a brace or
     * behind parameters, because a document of SSM has little room, and each line costs three characters. What stands
     * in a here-string stays as it is: it is not for this machine's PowerShell to read. Other strings of several lines
     * are not to be in a guest script.
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
            } else if (!text.isEmpty() && !text.startsWith("#")) {
                add(text, kept);
                until = text.endsWith("@'") ? "'@" : text.endsWith("@\"") ? "\"@" : "";
            }
        }
        return List.copyOf(kept);
    }

    private static void add(String text, List<String> kept) {
        String before = kept.isEmpty() ? "" : kept.getLast();
        boolean closes = text.startsWith("}");
        if (goesOn(before) && (closes || text.startsWith("else") || opens(before))) {
            kept.set(kept.size() - 1, before + (closes ? "" : " ") + text);
        } else {
            kept.add(text);
        }
    }

    /** Whether nothing need stand between a line and the next statement. */
    private static boolean opens(String line) {
        return line.endsWith("{") || PARAMETERS.matcher(line).matches();
    }

    /** Whether a line may go on: not in a comment, and not behind the end of a here-string. */
    private static boolean goesOn(String line) {
        return !line.contains("#") && !line.endsWith("@");
    }
}
