package dev.kiln.guest;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class GuestTextTest {
    private static List<String> sent(String script) {
        return GuestText.withoutComments(script.lines().toList());
    }

    @Test
    void withoutComments_commentsAndBlankLines_areLeftOut() {
        assertThat(sent("<#\n.SYNOPSIS\n  # x\n#>\n\n# a\n$b = 1 # kept\n    # c\n<# d #>\n$e = '#'\n"))
                .containsExactly("$b = 1 # kept", "$e = '#'");
    }

    @Test
    void withoutComments_hereString_staysAsItIs() {
        String text = "$a = @'\n# a line of a file\n\n<# too #>\n'@\n# a comment\n$b = @\"\n# $a\n\"@";

        assertThat(sent(text))
                .containsExactlyElementsOf(
                        text.replace("# a comment\n", "").lines().toList());
    }
}
