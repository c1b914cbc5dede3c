package dev.kiln.guest;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class GuestTextTest {
    private static List<String> sent(String script) {
        return GuestText.condensed(script.lines().toList());
    }

    @Test
    void condensed_commentsAndBlankLines_areLeftOut() {
        assertThat(sent("<#\n.SYNOPSIS\n  # x\n#>\n\n# a\n$b = 1 # kept\n    # c\n<# d #>\n$e = '#'\n"))
                .containsExactly("$b = 1 # kept", "$e = '#'");
    }

    @Test
    void condensed_breaksBehindParameters_areLeftOut() {
        assertThat(sent("function A {\n    param([string[]] $B)\n    $b\n}\nC (param $d)\nE\n"))
                .containsExactly("function A { param([string[]] $B) $b}", "C (param $d)", "E");
    }

    @Test
    void condensed_indentationAndBreaksAtBraces_areLeftOut() {
        assertThat(
                        sent(
                                "function A {\n    if ($b) {\n        $c `\n            -d\n    }\n    else { $e }\n    $f\n}\n"))
                .containsExactly("function A { if ($b) { $c `", "-d} else { $e }", "$f}");
    }

    @Test
    void condensed_closingBraceBehindAComment_keepsItsLine() {
        assertThat(sent("if ($b) {\n    $c # kept\n}\n")).containsExactly("if ($b) { $c # kept", "}");
    }

    @Test
    void condensed_hereString_staysAsItIs() {
        String text = "$a = @'\n# a line of a file\n\n<# too #>\n'@\n# a comment\n$b = @\"\n# $a\n\"@";

        assertThat(sent(text))
                .containsExactlyElementsOf(
                        text.replace("# a comment\n", "").lines().toList());
    }
}
