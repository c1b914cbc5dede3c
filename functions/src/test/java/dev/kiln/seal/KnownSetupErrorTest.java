package dev.kiln.seal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class KnownSetupErrorTest {
    /** Lines of logs as the sources show them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            USER_PACKAGE | "Error SYSPRP Package Microsoft.Winget.Source_2024.1128.1102.50_neutral__8wekyb3d8bbwe was installed for a user, but not provisioned for all users. This package will not function properly in the sysprep image."
            USER_PACKAGE | "Error SYSPRP SysprepSession::Validate: Error in validating actions from C:\\Windows\\System32\\Sysprep\\ActionFiles\\Generalize.xml; dwRet = 0x3cf2"
            BITLOCKER | "Error SYSPRP BitLocker-Sysprep: BitLocker is on for the OS volume. Turn BitLocker off to run Sysprep. (0x80310039)"
            REARM | "Error [0x0f0082] SYSPRP LaunchDll:Failure occurred while executing 'C:\\Windows\\System32\\slc.dll,SLReArmWindows', returned error code -1073425657 (0xC004D307)"
            INVALID_STATE | "[0x0f0073] SYSPRP RunExternalDlls:Not running DLLs; either the machine is in an invalid state or we couldn't update the recorded state, dwRet= 1f"
            INVALID_STATE | "[0x0f00ae] SYSPRP WinMain:Hit failure while processing sysprep cleanup external providers; hr = 0x8007001f"
            COPY_PROFILE | "Error [SHUNATTEND] CopyProfile failed (0x80070003)"
            PENDING_SERVICING | "Error [0x0f00b0] SYSPRP spopk.dll:: Failed to query pending CBS operations; hr = 0x80080005"
            DESIRED_STATE | "Error [0x0f0082] SYSPRP LaunchDll:Failure occurred while executing 'DscCore.dll,SysPrep_Cleanup', returned error code 0x2"
            DEFENDER_FOR_ENDPOINT | "Error SYSPRP ActionPlatform::DeleteValue: Error from RegDeleteValueW for value senseGuid under key HKEY_LOCAL_MACHINE\\Software\\Microsoft\\Windows Advanced Threat Protection; dwRet = 0x5"
            ANSWER_FILE | "Windows could not parse or process unattended answer file [C:\\Windows\\Panther\\unattend.xml]. The answer file is invalid."
            """)
    void line_ofALog_isKnown(KnownSetupError expected, String line) {
        assertThat(KnownSetupError.in(line)).containsExactly(expected);
    }

    @Test
    void errorsThatGoodMachinesLogToo_areNotTakenForKnownOnes() {
        assertThat(KnownSetupError.in("""
                        Error SYSPRP setupdigetclassdevs failed with error 0
                        Error SYSPRP MRTGeneralize:107 - ERROR: Failed DeleteInstance hr=2147749904
                        Error [0x0f00a8] SYSPRP WinMain:Hit failure while processing providers; hr = 0x80070005
                        """)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyKnownError_namesItsSource_andStandsOnThePageAboutWindows(KnownSetupError error) throws IOException {
        assertThat(URI.create(error.source()).getScheme()).isEqualTo("https");
        assertThat(error.advice()).startsWith("Known: ").endsWith(").");
        assertThat(Files.readString(Path.of("..", "docs", "windows.md"))).contains(error.means());
    }
}
