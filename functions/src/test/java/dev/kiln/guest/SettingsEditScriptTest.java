package dev.kiln.guest;

import dev.kiln.seal.AgentSettings;
import dev.kiln.seal.SettingsEdit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The changes of settings files are decided in Java and made by a guest script. What the script does with each of them
 * cannot be run off Windows; that it knows them all can be read.
 */
class SettingsEditScriptTest {
    private static final Pattern KIND = Pattern.compile("\\.kind -(?:eq|ne) '([A-Z_]+)'");
    private static final String SCRIPT = String.join("\n", GuestScript.SEAL.command(Map.of()));

    @Test
    void kinds_thatTheScriptKnows_areTheKindsOfChanges() {
        var known = KIND.matcher(SCRIPT).results().map(found -> found.group(1)).collect(Collectors.toSet());

        assertThat(new TreeSet<>(known))
                .containsExactlyInAnyOrderElementsOf(Stream.of(SettingsEdit.Kind.values())
                        .map(SettingsEdit.Kind::name)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"JSON", "XML", "YAML"})
    void kindOfAnotherFormat_isRefusedByTheScript(String format) {
        assertThat(SCRIPT).contains("throw \"a $($edit.kind) cannot be changed in " + format + "\"");
    }

    @Test
    void files_thatAreChanged_areKnownToTheScript() {
        assertThat(List.of(
                        AgentSettings.AGENT_CONFIG,
                        AgentSettings.LAUNCH_CONFIG,
                        AgentSettings.CONFIG,
                        AgentSettings.BUNDLE_CONFIG,
                        AgentSettings.ANSWERS,
                        AgentSettings.DRIVE_LETTER_MAPPING,
                        AgentSettings.DRIVE_LETTER_CONFIG))
                .allSatisfy(file -> assertThat(SCRIPT).contains("'" + file + "'"));
    }
}
