package dev.kiln.local.windows;

import dev.kiln.guest.GuestScript;
import dev.kiln.local.powershell.Functions;
import dev.kiln.local.ssm.SsmLab;
import dev.kiln.recipe.Answers;
import dev.kiln.recipe.Seal;
import dev.kiln.seal.AgentSettings;
import dev.kiln.seal.ImageDrives;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import static dev.kiln.local.ssm.SsmLab.result;
import static org.assertj.core.api.Assertions.assertThat;

/** The guest script and the local account word what speaks against a seal alike, each with its mend. */
class PreflightWordsTest {
    private static final String WINDOWS = """
            function Get-ImageState {
                return $Stands
            }
            function Wait-Until {
                return $true
            }
            function Get-CimInstance {
                param($ClassName)
                return $Classes[$ClassName]
            }
            function Get-ItemProperty {
                return '{"DisableDomainCreds": 1}' | ConvertFrom-Json
            }
            function Get-AgentFault {
                return
            }
            function Get-DriveObstacle {
                return
            }
            function Get-SpaceObstacle {
                return
            }
            function Get-OtherUserObstacle {
                return
            }
            function Get-UserAppx {
                return
            }
            function Get-EncryptedVolume {
                return
            }
            function Get-UnsupportedRole {
                return
            }
            """;

    @ParameterizedTest
    @CsvSource({
        "SYSPREP, Windows_Server-2022-English-Full-Base, EC2Launch v2",
        "SYSPREP, Windows_Server-2012-R2_RTM, EC2Config",
        "SHUTDOWN, Windows_Server-2019-English-Full-Base, EC2Launch v1",
        "NONE, Windows_Server-2022-English-Full-Base, EC2Launch v2"
    })
    void obstacles_areWordedAsByTheLocalAccount(Seal.Method method, String image, String agent) {
        var lab = new SsmLab();
        String id = lab.online(SsmLab.image(image).disk());
        lab.machine(id)
                .change(lab.machine(id)
                        .disk()
                        .change()
                        .file(DiskPaths.DOMAIN, "corp.example")
                        .file(DiskPaths.NO_STORED_PASSWORDS, "1")
                        .sysprepCount(1001)
                        .imageState("IMAGE_STATE_SPECIALIZE_RESEAL_TO_OOBE")
                        .done());
        var password = method == Seal.Method.NONE ? Seal.AdministratorPassword.KEEP : Seal.AdministratorPassword.RANDOM;
        var seal = new Seal(method, password, Optional.empty(), Seal.ImageOf.STOPPED, Answers.NONE);
        var local = result(lab.invoke(
                        id,
                        GuestScript.SEAL,
                        SsmLab.arguments("seal", "seal-1", AgentSettings.arguments(seal, ImageDrives.NONE))))
                .path("reasons")
                .valueStream()
                .map(reason -> reason.asText())
                .toList();

        var script = Functions.of("preflight")
                .replaced(WINDOWS)
                .with("Stands", "IMAGE_STATE_SPECIALIZE_RESEAL_TO_OOBE")
                .with(
                        "Classes",
                        Map.of(
                                "Win32_ComputerSystem",
                                Map.of("PartOfDomain", true),
                                "SoftwareLicensingService",
                                Map.of("RemainingWindowsReArmCount", 0)));
        List<String> byScript = script.texts("Get-SealObstacle", Map.of("name", agent), method.word());

        assertThat(byScript).isEqualTo(local).isNotEmpty().allMatch(reason -> reason.contains(";"));
    }
}
