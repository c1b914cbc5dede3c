package dev.kiln.cli;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

import java.io.PrintWriter;

/**
 * Where a command prints. Colours appear on a terminal only and never with {@code NO_COLOR} (https://no-color.org);
 * picocli decides both.
 */
final class Terminal {
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter out;
    private final PrintWriter err;
    private final Ansi ansi;
    private final boolean live;

    private Terminal(PrintWriter out, PrintWriter err, Ansi ansi, boolean live) {
        this.out = out;
        this.err = err;
        this.ansi = ansi;
        this.live = live;
    }

    static Terminal of(CommandSpec spec) {
        CommandLine line = spec.commandLine();
        Ansi ansi = line.getColorScheme().ansi();
        return new Terminal(line.getOut(), line.getErr(), ansi, ansi.enabled());
    }

    /** Whether a line may be written over, because a person watches. */
    boolean live() {
        return live;
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }

    /** Asks without ending the line. */
    void ask(String question) {
        out.print(question);
        out.flush();
    }

    void error(String text) {
        err.println(text);
        err.flush();
    }

    /** Writes over the current line, without ending it. */
    void overwrite(String text) {
        out.print(CLEAR_LINE + text);
        out.flush();
    }

    /** Forgets what {@link #overwrite} wrote. */
    void clear() {
        if (live) {
            out.print(CLEAR_LINE);
        }
    }

    String bold(String text) {
        return styled("bold", text);
    }

    String faint(String text) {
        return styled("faint", text);
    }

    String good(String text) {
        return styled("green", text);
    }

    String bad(String text) {
        return styled("red", text);
    }

    private String styled(String style, String text) {
        return ansi.enabled() ? ansi.new Text("@|" + style + " " + text.replace("|@", "| @") + "|@").toString() : text;
    }
}
