package dev.kiln.local.windows;

import dev.kiln.local.powershell.Functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** For what the guest script takes the end of a Sysprep, run on its own functions; time goes by in looks of 5 s. */
class SealWaitTest {
    private static final String GAVE_UP =
            "2026-11-29 10:00:00, Error [0x0f00a8] SYSPRP WinMain:Hit failure while processing sysprep generalize internal providers; hr = 0x80073cf2";
    private static final String WENT_ON =
            "2026-11-29 10:00:00, Error [0x0f0082] SYSPRP LaunchDll:Failure occurred while executing 'a.dll', returned error code 5";

    private static final String WINDOWS = """
            function Start-Sleep {
                $script:Looks++
            }
            function Test-SealActive {
                return $script:Looks -lt $Active
            }
            function Get-NewSetupError {
                return $Errors
            }
            function Get-SetupLogLength {
                if ($script:Looks -lt $Logging) { return $script:Looks }
                return $Logging
            }
            function Get-ImageState {
                return $Stands
            }
            function Get-Look {
                return $script:Looks
            }
            """;

    /** A Sysprep that runs and writes logs for some looks. */
    private static Functions sysprep(int active, int logging, String error, String state) {
        return Functions.of("generalize")
                .replaced(WINDOWS)
                .with("Looks", 0)
                .with("Active", active)
                .with("Logging", logging)
                .with("Errors", error.isEmpty() ? List.of() : List.of(error))
                .with("Stands", state)
                .with("Generalized", WindowsDisk.GENERALIZED);
    }

    private static String end(Functions script) {
        return (String) script.call("Wait-Generalized", Map.of());
    }

    private static int looks(Functions script) {
        return (int) script.call("Get-Look");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", WENT_ON})
    void generalizedWindows_onWhichNothingWorks_isTheGoodEnd(String error) {
        var script = sysprep(300, 300, error, WindowsDisk.GENERALIZED);

        assertThat(end(script)).isEmpty();
        assertThat(looks(script)).isEqualTo(300);
    }

    @Test
    void sysprepThatGaveUpAndShowsADialog_isAnEndAfterThreeMinutes() {
        var script = sysprep(10_000, 50, GAVE_UP, WindowsDisk.UNDEPLOYABLE);

        assertThat(end(script)).isEqualTo("came to an error and stayed open");
        assertThat(looks(script)).isBetween(50 + 35, 50 + 37);
    }

    @Test
    void sysprepThatGaveUpAndStillLogs_isWaitedFor() {
        var script = sysprep(400, 400, GAVE_UP, WindowsDisk.UNDEPLOYABLE);

        assertThat(end(script)).isEqualTo("ended");
        assertThat(looks(script)).isGreaterThan(400);
    }

    @Test
    void sysprepWithAnErrorThatIsNotItsOwn_isWaitedForHoweverStillItIs() {
        var script = sysprep(300, 50, WENT_ON, WindowsDisk.GENERALIZED);

        assertThat(end(script)).isEmpty();
    }

    @Test
    void sysprepThatEndsWithoutGeneralizing_isAnEndAfterThreeMinutes() {
        var script = sysprep(20, 20, "", WindowsDisk.COMPLETE);

        assertThat(end(script)).isEqualTo("ended");
        assertThat(looks(script)).isBetween(20 + 35, 20 + 37);
    }

    @Test
    void sysprepThatNeverEnds_isGivenUpAfterAnHour() {
        var script = sysprep(10_000, 10_000, "", WindowsDisk.UNDEPLOYABLE);

        assertThat(end(script)).isEqualTo("did not end within an hour");
        assertThat(looks(script)).isEqualTo(720);
    }
}
