package dev.kiln.local.windows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.json.PipelineJson;
import dev.kiln.local.powershell.Functions;
import dev.kiln.local.ssm.SsmLab;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

import static dev.kiln.local.ssm.SsmLab.result;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The answer of a seal fits into what SSM keeps of an output, whatever stands in it: one that is cut off would make a
 * sealed machine a failed one.
 */
class SealAnswerTest {
    /** Of GetCommandInvocation (SSM API Reference, StandardOutputContent). */
    private static final int KEPT_BY_SSM = 24_000;

    /** What guest scripts log at most, ends of lines included. */
    private static final int LOG = 9_000;

    private static final String WINDOWS = """
            function ConvertTo-AsciiJson {
                param($Value)
                return ConvertTo-Json -InputObject $Value -Compress
            }
            function Write-KilnLine {
                param($Line)
                $script:Lines += @($Line)
            }
            function Exit-Kiln {
                param($Result)
                $script:Answer = ConvertTo-AsciiJson $Result
            }
            function Get-Limited {
                Limit-Answer $KilnArguments
                return ConvertTo-AsciiJson $KilnArguments
            }
            function Get-Refused {
                Exit-Refused $Reasons
                return $script:Answer
            }
            function Get-Line {
                return $script:Lines
            }
            """;

    private final Functions script =
            Functions.of("drives", "generalize").replaced(WINDOWS).with("Lines", List.of());

    /** An answer whose lists have as many elements as it can have. */
    private static ObjectNode answer(int updates, int details, int features, int answerFile, int errors) {
        var answer = PipelineJson.MAPPER.createObjectNode().put("outcome", "sealed");
        var facts = answer.putObject("facts").put("agent", "EC2Launch v2").put("os", "o".repeat(400));
        facts.set("updates", MachineFacts.texts(many(updates, "KB%08d")));
        var installed = facts.putArray("installedUpdates");
        for (String kb : many(details, "KB%08d")) {
            installed.addObject().put("kb", kb).put("title", "\"".repeat(100)).put("installedOn", "2026-11-29");
        }
        facts.set("features", MachineFacts.texts(many(features, "A-Feature-With-A-Long-Name-%03d")));
        answer.set("setupErrors", MachineFacts.texts(List.of("e".repeat(errors))));
        answer.putObject("freed").put("event logs", 4096);
        return answer.put("answerFile", "a".repeat(answerFile));
    }

    private static List<String> many(int count, String format) {
        return IntStream.range(0, count).mapToObj(format::formatted).toList();
    }

    private String limited(ObjectNode answer) {
        return (String) script.sent(PipelineJson.write(answer)).call("Get-Limited");
    }

    @Test
    void largestAnswer_fits() {
        var answer = answer(200, 40, 300, 20_000, 4000);
        String limited = limited(answer);
        int lines = script.texts("Get-Line").stream()
                .mapToInt(line -> line.length() + 2)
                .sum();

        assertThat(LOG + lines + "KILN-RESULT ".length() + limited.length() + 2).isLessThan(KEPT_BY_SSM);
        assertThat(PipelineJson.tree(limited).path("outcome").asText()).isEqualTo("sealed");
        assertThat(PipelineJson.tree(limited).at("/facts/updates")).hasSize(200);
    }

    @Test
    void largestAnswer_isCutAsByTheLocalAccount() {
        var answer = answer(200, 40, 300, 20_000, 4000);
        String limited = limited(answer);
        String said = AnswerLimit.fit(answer);

        assertThat(PipelineJson.tree(limited)).isEqualTo(answer);
        assertThat(script.texts("Get-Line")).isEqualTo(said.lines().toList());
    }

    @Test
    void usualAnswer_staysWhole() {
        var answer = answer(30, 5, 80, 3000, 0);

        assertThat(PipelineJson.tree(limited(answer))).isEqualTo(answer);
        assertThat(script.texts("Get-Line")).isEmpty();
    }

    @Test
    void answerThatIsALittleTooLong_losesTheTitlesOfUpdatesAlone() {
        var limited = PipelineJson.tree(limited(answer(50, 40, 80, 3000, 0)));

        assertThat(limited.at("/facts/installedUpdates/0/title").asText()).isEmpty();
        assertThat(limited.at("/facts/installedUpdates/0/installedOn").asText()).isEqualTo("2026-11-29");
        assertThat(limited.path("answerFile").asText()).hasSize(3000);
        assertThat(script.texts("Get-Line"))
                .containsExactly("Left out of the answer, which is too long for SSM: titles of updates.");
    }

    @Test
    void manyReasonsToRefuse_areCountedWhereTheyDoNotFit() {
        var reasons =
                many(300, "the user profile C:\\Users\\user%03d would be part of the image; remove it with its user");
        var refused = PipelineJson.tree((String) script.with("Reasons", reasons).call("Get-Refused"));

        assertThat(refused.path("reasons")).isEqualTo(AnswerLimit.fit(reasons));
        assertThat(refused.toString().length() + LOG).isLessThan(KEPT_BY_SSM);
        assertThat(refused.path("reasons")
                        .get(refused.path("reasons").size() - 1)
                        .asText())
                .matches("and [0-9]+ more");
    }

    @Test
    void machineWithManyFeaturesAndUpdates_isSealed() {
        var lab = new SsmLab();
        String id = lab.online(SsmLab.server2022()
                .change()
                .features(many(300, "A-Feature-With-A-Long-Name-%03d"))
                .updates(many(400, "KB5%06d"))
                .done());

        assertThat(result(lab.seal(id)).path("outcome").asText()).isEqualTo("sealed");
    }
}
