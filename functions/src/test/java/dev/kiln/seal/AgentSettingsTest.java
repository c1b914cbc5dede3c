package dev.kiln.seal;

import dev.kiln.guest.GuestScript;
import dev.kiln.json.PipelineJson;
import dev.kiln.recipe.Answers;
import dev.kiln.recipe.Drive;
import dev.kiln.recipe.Seal;
import dev.kiln.recipe.Tidying;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class AgentSettingsTest {
    private static final Seal RANDOM = Seal.DEFAULT;
    private static final ImageDrives DRIVES = new ImageDrives(
            "DEFGHIJKLMNOPQRSTUVWXYZ"
                    .chars()
                    .mapToObj(Character::toString)
                    .map(letter -> new ImageDrive(
                            "/dev/sd" + letter.toLowerCase(Locale.ROOT),
                            new Drive(letter, Optional.of("A label of 32 letters, the most")),
                            true))
                    .toList(),
            0);

    /** SSM's limit for a document with its parameters, less what its own text takes. */
    private static final int ROOM = 62 * 1024;

    @Test
    void of_anySeal_hasChangesForEveryAgentByTheNameThatTheMachineFinds() {
        assertThat(AgentSettings.of(RANDOM, ImageDrives.NONE).keySet())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(LaunchAgent.values())
                        .map(LaunchAgent::title)
                        .toList());
    }

    @Test
    void arguments_ofASealWithEveryOption_fitIntoACommand() {
        var one = Optional.of("W. Europe Standard Time");
        var seal = new Seal(
                Seal.Method.SYSPREP,
                Seal.AdministratorPassword.SPECIFY,
                Optional.of("secretsManager:kiln/machines/administrator"),
                Seal.ImageOf.STOPPED,
                new Answers(Optional.of("false"), one, one, one, one),
                new Tidying(Tidying.OtherUsers.REMOVE, true, true));

        assertThat(PipelineJson.write(GuestScript.SEAL.command(AgentSettings.arguments(seal, DRIVES))))
                .hasSizeLessThan(ROOM);
    }

    /** EC2Launch v1 has turned its setting off at the builder's own first start. */
    @Test
    void edits_randomPasswordOfTheFirstLaunch_turnsTheSettingOnAgain() {
        assertThat(AgentSettings.edits(LaunchAgent.EC2LAUNCH_V1, RANDOM, ImageDrives.NONE))
                .contains(
                        new SettingsEdit("LaunchConfig.json", SettingsEdit.Kind.FIELD, "adminPasswordType", "Random"));
    }
}
