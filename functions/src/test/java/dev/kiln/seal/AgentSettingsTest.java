package dev.kiln.seal;

import dev.kiln.recipe.Seal;
import org.junit.jupiter.api.Test;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;

class AgentSettingsTest {
    private static final Seal RANDOM = Seal.DEFAULT;

    @Test
    void of_anySeal_hasChangesForEveryAgentByTheNameThatTheMachineFinds() {
        assertThat(AgentSettings.of(RANDOM).keySet())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(LaunchAgent.values())
                        .map(LaunchAgent::title)
                        .toList());
    }

    /** EC2Launch v1 has turned its setting off at the builder's own first start. */
    @Test
    void edits_randomPasswordOfTheFirstLaunch_turnsTheSettingOnAgain() {
        assertThat(AgentSettings.edits(LaunchAgent.EC2LAUNCH_V1, RANDOM))
                .contains(new SettingsEdit(
                        "LaunchConfig.json", SettingsEdit.Kind.FIELD, "adminPasswordType", "Random", false));
    }
}
