package dev.kiln.local.account;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The page about redriving and the tests of its table name the same. */
class RedrivePageTest {
    private static final Path PAGE = Path.of("..", "docs", "redriving.md");
    private static final Path TESTS = Path.of("src/test/java/dev/kiln/local/account");
    private static final List<String> CLASSES = List.of(
            "RedriveAnywhereTest", "RedriveLaunchTest", "RedriveStepTest", "RedriveSealTest", "RedriveImageTest");

    /** The last of five columns holds the test. */
    private static final Pattern ROW = Pattern.compile("^\\|(?: [^|]+ \\|){4} `(\\w+)` \\|$", Pattern.MULTILINE);

    private static final Pattern TEST = Pattern.compile("@Test\\s+void (\\w+)\\(\\)");
    private static final List<String> STATES = List.of(
            "Prepare",
            "JoinBuild",
            "LaunchBuilder",
            "RunStep",
            "SealBuilder",
            "StopBuilder",
            "CreateImage",
            "TagImage",
            "RetireBuilder",
            "VerifyImage");

    @Test
    void table_hasARowForEachTestAndATestForEachRow() throws IOException {
        assertThat(named(ROW, Files.readString(PAGE)))
                .hasSizeGreaterThan(50)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(named(TEST, tests()));
    }

    @Test
    void table_hasRowsForEachStateThatWorks() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(STATES).allSatisfy(state -> assertThat(page).contains("\n| `" + state + "` | "));
    }

    /** A row of the table is under the state that the name of its test begins with. */
    @Test
    void row_isUnderTheStateOfItsTest() throws IOException {
        var rows =
                Files.readString(PAGE).lines().filter(line -> ROW.matcher(line).matches());

        assertThat(rows).allSatisfy(row -> {
            String state = row.split("\\|", -1)[1].strip().replace("`", "");
            String test = row.substring(row.lastIndexOf(" `") + 2);
            assertThat(STATES.contains(state))
                    .as(row)
                    .isEqualTo(
                            test.startsWith(state.substring(0, 1).toLowerCase(Locale.ROOT) + state.substring(1) + "_"));
        });
    }

    private static String tests() throws IOException {
        var text = new StringBuilder();
        for (String name : CLASSES) {
            text.append(Files.readString(TESTS.resolve(name + ".java")));
        }
        return text.toString();
    }

    private static List<String> named(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
