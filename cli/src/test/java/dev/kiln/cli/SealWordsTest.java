package dev.kiln.cli;

import dev.kiln.recipe.Answers;
import dev.kiln.recipe.Seal;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class SealWordsTest {
    private static String words(
            Seal.Method method, Seal.AdministratorPassword password, Seal.ImageOf imageOf, Answers answers) {
        var from = Optional.of("secretsManager:kiln/machines/a")
                .filter(f -> password == Seal.AdministratorPassword.SPECIFY);
        return String.join("\n", SealWords.of(new Seal(method, password, from, imageOf, answers)));
    }

    @Test
    void of_commandsForSetup_areCounted() {
        var none = Optional.<String>empty();
        var answers = new Answers(none, none, none, none, none, none, List.of("a.exe", "b.exe"), List.of("c.exe"));

        assertThat(words(Seal.Method.SYSPREP, Seal.AdministratorPassword.RANDOM, Seal.ImageOf.STOPPED, answers))
                .contains(
                        "Setup is told 2 commands to run at the first start, 1 command to run when somebody first signs in");
    }

    @Test
    void of_passwordToSpecify_namesTheSecretAndSaysWhereItLiesInClearText() {
        assertThat(words(Seal.Method.SYSPREP, Seal.AdministratorPassword.SPECIFY, Seal.ImageOf.STOPPED, Answers.NONE))
                .contains(
                        "the password in secretsManager:kiln/machines/a",
                        "in clear text in the agent's settings: in the image for good");
    }

    @Test
    void of_keptPassword_meansSomethingElseAfterSysprep() {
        assertThat(words(Seal.Method.SYSPREP, Seal.AdministratorPassword.KEEP, Seal.ImageOf.STOPPED, Answers.NONE))
                .contains("the account is disabled");
        assertThat(words(Seal.Method.SHUTDOWN, Seal.AdministratorPassword.KEEP, Seal.ImageOf.STOPPED, Answers.NONE))
                .contains("Administrator: the builder's password");
    }

    @Test
    void of_imageOfARunningMachine_warnsOfItsFileSystems() {
        assertThat(words(Seal.Method.NONE, Seal.AdministratorPassword.KEEP, Seal.ImageOf.RUNNING, Answers.NONE))
                .contains("the integrity of the image's file systems is not guaranteed", "user data does not run");
    }

    @Test
    void of_cleanUp_saysWhatIsDeleted() {
        assertThat(words(Seal.Method.SYSPREP, Seal.AdministratorPassword.RANDOM, Seal.ImageOf.STOPPED, Answers.NONE))
                .contains("temporary files, downloads of updates, logs and PowerShell history are deleted");
    }

    @Test
    void of_answers_namesThem() {
        var answers =
                new Answers(Optional.empty(), Optional.of("UTC"), Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(words(Seal.Method.SYSPREP, Seal.AdministratorPassword.RANDOM, Seal.ImageOf.STOPPED, answers))
                .contains("Setup is told timeZone UTC");
    }
}
