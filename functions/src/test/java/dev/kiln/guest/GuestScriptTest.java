package dev.kiln.guest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.json.PipelineJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Every command that Kiln may send, with arguments that try to break out of it. */
class GuestScriptTest {
    /**
     * SSM's limit for a document, and thus for a command with its parameters (SendCommand: MaxDocumentSizeExceeded).
     */
    private static final int DOCUMENT_LIMIT = 64 * 1024;

    private static final List<String> HOSTILE = List.of(
            "it's 'quoted' \"twice\" `thrice`",
            "\u2018\u2019\u201a\u201b \u201c\u201d\u201e",
            "' | ConvertFrom-Json; Remove-Item C:\\ #",
            "{{ssm:password}} {{ commands }} }}",
            "$(Stop-Computer) $env:Path ${x} @args",
            "'@\nexit 0\n\"@\r\n#>",
            "KILN-RESULT {\"outcome\":\"done\"}",
            "Gr\u00fc\u00dfe \u65e5\u672c \ud83d\udd25 \u0000\u0007\u2028",
            "");

    @ParameterizedTest
    @EnumSource
    void command_hostileArguments_isValidPowerShell(GuestScript script) {
        assertThat(PowerShellSyntax.mistake(text(script))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void command_oneBraceLost_isFoundByTheSyntaxCheck(GuestScript script) {
        String broken = text(script).replaceFirst("\\) \\{ ", ") ");

        assertThat(PowerShellSyntax.mistake(broken)).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void command_hostileArguments_isPureAsciiInSingleLines(GuestScript script) {
        assertThat(script.command(hostile()))
                .allSatisfy(line -> assertThat(line).matches("[\\x20-\\x7e]*"));
    }

    @ParameterizedTest
    @EnumSource
    void command_hostileArguments_hasNoParameterOfSsm(GuestScript script) {
        assertThat(text(script)).doesNotContain("{{");
    }

    @ParameterizedTest
    @EnumSource
    void command_asParameterOfSsm_leavesRoomInTheDocument(GuestScript script) {
        byte[] encoded = PipelineJson.write(script.command(hostile())).getBytes(StandardCharsets.UTF_8);

        assertThat(encoded.length).isLessThan(DOCUMENT_LIMIT * 15 / 16);
    }

    @ParameterizedTest
    @EnumSource
    void arguments_ofACommand_areWhatWasHandedIn(GuestScript script) {
        assertThat(script.arguments(script.command(hostile())).map(PipelineJson::tree))
                .contains(hostile());
    }

    @Test
    void arguments_ofAnotherScript_areEmpty() {
        assertThat(GuestScript.SEAL.arguments(GuestScript.RESTART.command(hostile())))
                .isEmpty();
    }

    @Test
    void arguments_ofAStrangersCommand_areEmpty() {
        assertThat(GuestScript.RESTART.arguments(List.of("# Kiln guest script: restart", "Get-Date")))
                .isEmpty();
    }

    @Test
    void command_argumentLine_isOneSingleQuotedString() {
        String line = GuestScript.RESTART.command(hostile()).get(1);

        assertThat(line).matches("\\$KilnArguments = '[^'{]*\\{[^']*' \\| ConvertFrom-Json");
    }

    private static String text(GuestScript script) {
        return String.join("\n", script.command(hostile()));
    }

    /** Hostile texts as values, as keys and in arrays, and objects in objects, whose braces stand side by side. */
    private static ObjectNode hostile() {
        ObjectNode arguments = PipelineJson.MAPPER.createObjectNode();
        var list = arguments.putArray("list");
        var nested = arguments.putObject("nested").putObject("deeper");
        var texts = new ArrayList<>(HOSTILE);
        for (String text : texts) {
            list.add(text);
            list.addObject().putObject(text).putObject("inner");
            nested.put(text, text);
        }
        return arguments;
    }
}
