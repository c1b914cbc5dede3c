package dev.kiln.local.windows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.guest.GuestScript;
import dev.kiln.guest.PackedText;
import dev.kiln.local.ssm.SsmLab;
import dev.kiln.recipe.Answers;
import dev.kiln.recipe.Seal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static dev.kiln.local.ssm.SsmLab.result;
import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of the launch agent's answer file for Setup. */
class AnswerFileTest {
    private static final String COMMAND = "cmd.exe /c \"echo <a> & b\" > C:\\first.txt";
    private static final String PACK = "Microsoft-Windows-Server-Language-Pack_x64~31bf3856ad364e35~amd64~de-DE~10.0.1";

    private final SsmLab lab = new SsmLab();

    private JsonNode sealed(String id, Seal seal) {
        return result(lab.seal(id, seal));
    }

    private static Seal answering(Optional<String> uiLanguage, List<String> atStart, List<String> atLogon) {
        var none = Optional.<String>empty();
        return new Seal(
                Seal.Method.SYSPREP,
                Seal.AdministratorPassword.RANDOM,
                Optional.empty(),
                Seal.ImageOf.STOPPED,
                new Answers(none, none, none, none, none, uiLanguage, atStart, atLogon));
    }

    private static String kept(JsonNode sealed) {
        return PackedText.unpack(sealed.path("answerFile").asText()).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Windows_Server-2022-English-Full-Base",
                "Windows_Server-2019-English-Full-Base",
                "Windows_Server-2012-R2_RTM"
            })
    void commandsOfSpecialize_areRunBehindTheAgentsOwn(String parent) {
        String id = lab.online(SsmLab.image(parent).disk());
        sealed(id, answering(Optional.empty(), List.of(COMMAND, "second.exe"), List.of()));
        String child = lab.launch(lab.machine(id).disk());
        lab.run(Duration.ofMinutes(30));

        String log = lab.machine(child).disk().file(DiskPaths.SETUP_LOG).orElseThrow();
        var run = log.substring(log.lastIndexOf("Starting the specialize pass"))
                .lines()
                .filter(line -> line.contains("Running "))
                .toList();

        assertThat(run).hasSizeGreaterThan(2);
        assertThat(run.getFirst()).doesNotContain("first.txt");
        assertThat(run.get(run.size() - 2)).endsWith(COMMAND);
        assertThat(run.getLast()).endsWith("second.exe");
    }

    private static Seal owner(Optional<String> owner) {
        var none = Optional.<String>empty();
        return new Seal(
                Seal.Method.SYSPREP,
                Seal.AdministratorPassword.RANDOM,
                Optional.empty(),
                Seal.ImageOf.STOPPED,
                new Answers(none, none, none, owner, none, none, List.of(), List.of()));
    }

    private Optional<String> ownerOnTheMachine(WindowsDisk image) {
        String child = lab.launch(image);
        lab.run(Duration.ofMinutes(30));
        return lab.machine(child).disk().file(DiskPaths.TOLD_SETUP + "registeredOwner");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Windows_Server-2022-English-Full-Base",
                "Windows_Server-2019-English-Full-Base",
                "Windows_Server-2012-R2_RTM"
            })
    void answerThatIsNotAscii_reachesTheMachineAsItIs(String parent) {
        String id = lab.online(SsmLab.image(parent).disk());
        sealed(id, owner(Optional.of("M\u00fcller & S\u00f6hne")));

        assertThat(ownerOnTheMachine(lab.machine(id).disk())).contains("M\u00fcller & S\u00f6hne");
    }

    @Test
    void answerThatAStepHasWrittenInUtf8_isGarbledByEc2LaunchV1() {
        var shipped = SsmLab.image("Windows_Server-2019-English-Full-Base").disk();
        String answers = shipped.file(DiskPaths.FIRST_ANSWERS).orElseThrow();
        String id = lab.online(shipped.change()
                .file(DiskPaths.FIRST_ANSWERS, answers.replace(">EC2<", ">M\u00fcller<"))
                .done());
        sealed(id, owner(Optional.empty()));

        assertThat(ownerOnTheMachine(lab.machine(id).disk())).contains("M\u00c3\u00bcller");
    }

    @Test
    void commands_toldAgainByTheRecipeOfAChild_areNotRunTwice() {
        String id = lab.online();
        var seal = answering(Optional.empty(), List.of(COMMAND), List.of("logon.exe"));
        sealed(id, seal);
        String child = lab.launch(lab.machine(id).disk());
        lab.run(Duration.ofMinutes(30));

        assertThat(kept(sealed(child, seal)))
                .containsOnlyOnce("first.txt")
                .containsOnlyOnce("logon.exe")
                .containsPattern("<FirstLogonCommands><SynchronousCommand [^>]*action=\"add\"[^>]*><Order>1</Order>");
    }

    @Test
    void languageWithoutItsPack_isRefused() {
        var refused = sealed(lab.online(), answering(Optional.of("de-DE"), List.of(), List.of()));

        assertThat(refused.path("reasons").toString())
                .contains("Windows has no language pack for 'de-DE', only for en-US; install it with a step");
    }

    @Test
    void languageWithItsPack_isInTheAnswerFile() {
        String id = lab.online(SsmLab.image("Windows_Server-2022-English-Full-Base")
                .disk()
                .change()
                .features(List.of(PACK))
                .done());

        assertThat(kept(sealed(id, answering(Optional.of("de-DE"), List.of(), List.of()))))
                .contains("<UILanguage>de-DE</UILanguage>");
    }

    @Test
    void passwordToSpecify_isNotInTheAnswerFileThatIsKept() {
        lab.nodes.expect("iis", Expectations.read("seal: {password: Tr0ub4dor-and-3}"));
        String id = lab.online(SsmLab.image("Windows_Server-2012-R2_RTM").disk());
        var seal = new Seal(
                Seal.Method.SYSPREP,
                Seal.AdministratorPassword.SPECIFY,
                Optional.of("secretsManager:kiln/machines/a"),
                Seal.ImageOf.STOPPED,
                Answers.NONE);

        assertThat(kept(sealed(id, seal)))
                .contains("<AdministratorPassword>not shown</AdministratorPassword>")
                .doesNotContain("Tr0ub4dor");
        assertThat(lab.machine(id).disk().file(DiskPaths.CONFIG_ANSWERS).orElseThrow())
                .contains("Tr0ub4dor-and-3");
    }

    /** What the local account says is what the script would say on a machine. */
    @Test
    void sentences_areThoseOfTheGuestScript() {
        assertThat(String.join("\n", GuestScript.SEAL.command(Map.of())))
                .contains(
                        "Windows has no language pack for '$language', only for $($packs -join ', '); install it with a step",
                        "the answer file has no component $Component in the pass $Pass");
    }
}
