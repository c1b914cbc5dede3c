package dev.kiln.local.windows;

import dev.kiln.json.PipelineJson;
import dev.kiln.local.powershell.Functions;
import dev.kiln.local.powershell.ScriptError;
import dev.kiln.recipe.Answers;
import dev.kiln.recipe.Seal;
import dev.kiln.seal.AgentSettings;
import dev.kiln.seal.ImageDrives;
import dev.kiln.seal.LaunchAgent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static dev.kiln.local.ssm.SsmLab.disk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * In which order the guest script changes a machine that it seals, run on its own functions: those that touch Windows
 * are replaced by ones that note what they would have done.
 */
class SealOrderTest {
    private static final String SECRET = "Tr0ub4dor & more";
    private static final String NOTING = """
            function Join-Path {
                param($Folder, $Name)
                return "$Folder\\$Name"
            }
            function Split-Path {
                param($Path)
                return $Path
            }
            function Read-SettingsFile {
                param($Path)
                return @{ text = $Files[$Path]; encoding = 'UTF-8' }
            }
            function Write-Difference {
                return
            }
            function Save-Settings {
                foreach ($file in $script:NewSettings) { $script:Done += @("writes $($file.path)") }
            }
            function Remove-OtherUser {
                if ($Unremovable) { Exit-Refused 'the user eve cannot be removed' }
                $script:Done += @('removes users')
            }
            function Complete-Settings {
                $script:Done += @('has the agent act at the next start')
            }
            function Exit-Refused {
                param($Reasons)
                throw "refused: $Reasons"
            }
            function Get-Done {
                return $script:Done
            }
            """;

    private static Seal seal(Seal.Method method) {
        var none = Optional.<String>empty();
        var owner = method == Seal.Method.SYSPREP ? Optional.of("Somebody") : none;
        return new Seal(
                method,
                Seal.AdministratorPassword.SPECIFY,
                Optional.of("secretsManager:kiln/machines/a"),
                Seal.ImageOf.STOPPED,
                new Answers(none, none, none, owner, none, none, List.of(), List.of()));
    }

    /** The script on a machine whose files are those of a disk. */
    private static Functions script(WindowsDisk disk, Seal seal) {
        return Functions.of(
                        "common",
                        "users",
                        "edit-settings",
                        "seal-ec2launch-v2",
                        "seal-ec2launch-v1",
                        "seal-ec2config",
                        "generalize")
                .replaced(NOTING)
                .sent(PipelineJson.write(AgentSettings.arguments(seal, ImageDrives.NONE)))
                .with("AgentConfig", DiskPaths.AGENT_CONFIG)
                .with("SecondAnswers", DiskPaths.SECOND_ANSWERS)
                .with("LaunchRoot", "C:\\ProgramData\\Amazon\\EC2-Windows\\Launch")
                .with("LaunchConfig", DiskPaths.LAUNCH_CONFIG)
                .with("ConfigService", "C:\\Program Files\\Amazon\\Ec2ConfigService")
                .with("ConfigAnswers", DiskPaths.CONFIG_ANSWERS)
                .with("Files", new HashMap<>(disk.files()))
                .with("Unremovable", false)
                .with("NewSettings", List.of())
                .with("Done", List.of());
    }

    private static void run(Functions script, LaunchAgent agent, Seal seal) {
        script.call(
                "Initialize-Seal",
                Map.of("name", agent.title(), "program", ""),
                seal.method().word(),
                SECRET);
    }

    @ParameterizedTest
    @EnumSource
    void settings_areWrittenBehindTheUsersAndBeforeTheAgentActs(LaunchAgent agent) {
        var seal = seal(Seal.Method.SYSPREP);
        var script = script(disk(agent), seal);
        run(script, agent, seal);

        var done = script.texts("Get-Done");
        assertThat(done).startsWith("removes users").endsWith("has the agent act at the next start");
        assertThat(done.subList(1, done.size() - 1)).hasSizeGreaterThan(1).allMatch(one -> one.startsWith("writes "));
    }

    @ParameterizedTest
    @EnumSource
    void answerThatTheAnswerFileHasNoPlaceFor_isRefusedBeforeAnythingIsChanged(LaunchAgent agent) {
        var disk = disk(agent);
        String path = AnswerFile.path(disk);
        String text = disk.file(path).orElseThrow().replace("Microsoft-Windows-Shell-Setup", "Another");
        var seal = seal(Seal.Method.SYSPREP);
        var script = script(disk.change().file(path, text).done(), seal);

        assertThatThrownBy(() -> run(script, agent, seal))
                .isInstanceOf(ScriptError.class)
                .hasMessageContaining("refused: the answer file has no component Microsoft-Windows-Shell-Setup");
        assertThat(script.texts("Get-Done")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void userWhoCannotBeRemoved_isRefusedBeforeSettingsAreChanged(LaunchAgent agent) {
        var seal = seal(Seal.Method.SYSPREP);
        var script = script(disk(agent), seal).with("Unremovable", true);

        assertThatThrownBy(() -> run(script, agent, seal)).hasMessageContaining("refused: the user eve");
        assertThat(script.texts("Get-Done")).isEmpty();
    }

    @Test
    void shutdown_removesNoUsers() {
        var seal = seal(Seal.Method.SHUTDOWN);
        var script = script(disk(LaunchAgent.EC2LAUNCH_V1), seal);
        run(script, LaunchAgent.EC2LAUNCH_V1, seal);

        assertThat(script.texts("Get-Done"))
                .containsExactly("writes " + DiskPaths.LAUNCH_CONFIG, "has the agent act at the next start");
    }
}
