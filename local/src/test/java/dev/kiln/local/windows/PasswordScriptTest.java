package dev.kiln.local.windows;

import dev.kiln.guest.GuestScript;
import dev.kiln.local.powershell.Functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What the guest scripts do with passwords, as far as it can be seen off Windows. */
class PasswordScriptTest {
    private static final Pattern COMMAND = Pattern.compile("\\b[A-Z][a-z]+-[A-Z][A-Za-z]+\\b");

    private static final List<String> SCRIPTS = List.of(
            "password",
            "secret-tools",
            "create-users",
            "check-password",
            "edit-settings",
            "batch-logon",
            "seal-ec2launch-v2",
            "seal-ec2launch-v1",
            "seal-ec2config",
            "generalize");

    /** A machine with these cmdlets. */
    private static Functions having(String... cmdlets) {
        return Functions.of("secret-tools")
                .answering(
                        "Get-Command",
                        asked -> List.of(cmdlets).stream()
                                .filter(cmdlet -> ((Map<?, ?>) asked).containsValue(cmdlet))
                                .toList());
    }

    @ParameterizedTest
    @CsvSource({"secretsManager, Get-SECSecretValue", "parameterStore, Get-SSMParameter"})
    void machineWithoutTheTools_isSaidToLackThem(String kind, String cmdlet) {
        assertThat(having().call("Get-ToolObstacle", kind, "kiln/machines/a"))
                .isEqualTo("the AWS Tools for PowerShell (" + cmdlet + ") are not on this machine, so it cannot read "
                        + kind + ":kiln/machines/a; the parent image needs them");
        assertThat(having(cmdlet).texts("Get-ToolObstacle", kind, "kiln/machines/a"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "      password:\n        type: static\n        data: 'Left-0ver'\n",
                "      password:\r\n        type: static\r\n        data: Left-0ver\r\n",
                "      password:\n        data: \"Left-0ver\"\n        type: 'static'\n",
                "      password:\n        type: static\n        data: '''-0ver'\n",
                "    inputs: {password: {type: static, data: 'Left-0ver'}}\n",
                "    inputs: {\"password\": {data: Left-0ver, type: static}}\n"
            })
    void passwordInClearText_isSeenHoweverItIsWritten(String config) {
        assertThat(Functions.of("boot-faults").call("Test-StaticPassword", config))
                .isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "      password:\n        type: random\n",
                "      password:\n        type: static\n    - task: other\n",
                "      password:\n        type: static\n        data: ''\n    - task: other\n",
                "      password:\n        type: static\n        data:\n    - task: other\n",
                "      password:\n        data: null\n        type: static\n",
                "    inputs: {password: {type: static, data: \"\"}}\n",
                "      password:\n        type: other\n        data: AQICAHh\n"
            })
    void settingsWithoutAPasswordInClearText_areGood(String config) {
        assertThat(Functions.of("boot-faults").call("Test-StaticPassword", config))
                .isEqualTo(false);
    }

    private static Stream<String> lines(String script) {
        try (var in = GuestScript.class.getResourceAsStream("/guest/" + script + ".ps1")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.startsWith("#"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What such a line gives to functions of the scripts goes on to other lines, which are looked at as well. */
    @Test
    void linesThatNameAPassword_nameNoCmdletAndNoPipeline() {
        var functions = SCRIPTS.stream()
                .flatMap(PasswordScriptTest::lines)
                .filter(line -> line.startsWith("function "))
                .map(line -> line.split(" ", -1)[1])
                .collect(Collectors.toSet());

        assertThat(SCRIPTS.stream()
                        .flatMap(PasswordScriptTest::lines)
                        .filter(line -> line.matches("(?i).*\\$(?:secret|passwords?)\\b.*")))
                .hasSizeGreaterThan(30)
                .allSatisfy(line -> assertThat(COMMAND.matcher(line).results().map(found -> found.group()))
                        .as(line)
                        .isSubsetOf(functions))
                .noneMatch(line -> line.contains(" | "));
    }

    /** What the local account says is what the script would say on a machine. */
    @Test
    void sentences_areThoseOfTheGuestScript() {
        assertThat(String.join("\n", GuestScript.CHECK_PASSWORD.command(Map.of())))
                .contains("the password in ${from} $_", "is JSON, and all of it would become the password");
    }
}
