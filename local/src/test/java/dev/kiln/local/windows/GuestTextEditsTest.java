package dev.kiln.local.windows;

import dev.kiln.json.PipelineJson;
import dev.kiln.local.powershell.Functions;
import dev.kiln.local.powershell.ScriptError;
import dev.kiln.recipe.Answers;
import dev.kiln.recipe.Drive;
import dev.kiln.recipe.Seal;
import dev.kiln.seal.AgentSettings;
import dev.kiln.seal.ImageDrive;
import dev.kiln.seal.ImageDrives;
import dev.kiln.seal.LaunchAgent;
import dev.kiln.seal.SettingsEdit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import static dev.kiln.local.ssm.SsmLab.disk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The guest scripts' own functions, run on settings files like those of Amazon's images: they do what the local account
 * does.
 */
class GuestTextEditsTest {
    private static final String SECRET = "It's 4 \"secret\": <Tr0ub4dor> & more";
    private static final Answers ANSWERS = new Answers(
            Optional.of("false"),
            Optional.of("W. Europe Standard Time"),
            Optional.of("de-DE"),
            Optional.of("A & B <C>"),
            Optional.of("S\u00f6hne \u65e5\u672c \ud83d\udd25"),
            Optional.of("de-DE"),
            List.of("first.exe \"a b\"", "second.exe"),
            List.of("logon.exe"));

    private static final ImageDrives DRIVES = new ImageDrives(
            List.of(
                    new ImageDrive("xvdf", new Drive("D", Optional.of("Data of all")), true),
                    new ImageDrive("/dev/sdh", new Drive("Y", Optional.empty()), true)),
            0);

    /** As a machine fills them in. */
    private static final String LINES = "D xvdf Data of all\nY /dev/sdh A & B";

    private static final Seal SPECIFY = seal(Seal.AdministratorPassword.SPECIFY);

    private final Functions functions = Functions.of("common", "password", "edit-settings", "seal-ec2launch-v2")
            .with("AgentConfig", "agent-config.yml")
            .answering("Write-KilnLog", line -> List.of());

    private static Stream<Seal> seals() {
        return Stream.of(Seal.AdministratorPassword.values()).map(GuestTextEditsTest::seal);
    }

    private static Seal seal(Seal.AdministratorPassword password) {
        return new Seal(
                Seal.Method.SYSPREP,
                password,
                Optional.of("secretsManager:kiln/machines/a"),
                Seal.ImageOf.STOPPED,
                ANSWERS);
    }

    private static List<SettingsEdit> edits(LaunchAgent agent, Seal seal) {
        return AgentSettings.edits(agent, seal, DRIVES).stream()
                .map(edit -> edit.with(LINES))
                .toList();
    }

    private static List<String> files(LaunchAgent agent) {
        return edits(agent, SPECIFY).stream().map(SettingsEdit::file).distinct().toList();
    }

    /** The changes of one file where a password is specified. */
    private static List<SettingsEdit> specifying(LaunchAgent agent, String file) {
        return edits(agent, SPECIFY).stream()
                .filter(edit -> edit.file().equals(file))
                .toList();
    }

    private static Map<String, Object> told(SettingsEdit edit) {
        return Map.of("file", edit.file(), "kind", edit.kind().name(), "at", edit.at(), "to", edit.to());
    }

    /** The file after all changes of it, as the script makes them. */
    private String byScript(WindowsDisk disk, String path, List<SettingsEdit> edits) {
        return byScript(path, disk.file(path).orElseThrow(), edits, SECRET);
    }

    private String byScript(String path, String text, List<SettingsEdit> edits, String secret) {
        var told = edits.stream().map(GuestTextEditsTest::told).toList();
        return (String)
                functions.call("Edit-SettingsText", path.substring(path.lastIndexOf('\\') + 1), text, told, secret);
    }

    private String yaml(String text, List<Map<String, Object>> edits) {
        return String.join(
                "\n", functions.texts("Edit-AgentConfig", text.lines().toList(), edits));
    }

    private static Object read(String path, String text) {
        if (path.equals(DiskPaths.AGENT_CONFIG)) {
            return new Load(LoadSettings.builder().build()).loadFromString(text);
        }
        return path.endsWith(".json")
                ? PipelineJson.tree(text)
                : XmlText.read(text).text().replaceFirst("<\\?xml[^>]*\\?>\\s*", "");
    }

    @ParameterizedTest
    @MethodSource("seals")
    void settings_editedByTheScript_sayWhatTheLocalAccountMakesOfThem(Seal seal) {
        for (LaunchAgent agent : LaunchAgent.values()) {
            var disk = disk(agent);
            var edits = edits(agent, seal);
            var edited = SettingsFiles.edited(disk, edits, SECRET);
            for (String file : edits.stream().map(SettingsEdit::file).distinct().toList()) {
                String path = SettingsFiles.path(disk, file);
                var ofFile =
                        edits.stream().filter(edit -> edit.file().equals(file)).toList();

                assertThat(read(path, byScript(disk, path, ofFile)))
                        .as(agent + " " + file)
                        .isEqualTo(read(path, edited.file(path).orElseThrow()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void answersThatAreNotAscii_areWrittenInAscii(LaunchAgent agent) {
        var disk = disk(agent);
        String path = AnswerFile.path(disk);
        var edits = AgentSettings.edits(agent, seals().findFirst().orElseThrow(), ImageDrives.NONE).stream()
                .filter(edit -> SettingsFiles.path(disk, edit.file()).equals(path))
                .toList();

        assertThat(byScript(disk, path, edits))
                .matches("[\\x00-\\x7f]*")
                .contains("S&#246;hne &#26085;&#26412; &#128293;");
    }

    @ParameterizedTest
    @EnumSource
    void settings_editedTwice_stayAsTheyAre(LaunchAgent agent) {
        var disk = disk(agent);
        for (SettingsEdit edit : edits(agent, seals().skip(1).findFirst().orElseThrow())) {
            String path = SettingsFiles.path(disk, edit.file());
            String once = byScript(disk, path, List.of(edit));
            String twice = byScript(disk.change().file(path, once).done(), path, List.of(edit));

            assertThat(twice).as(edit.toString()).isEqualTo(once);
        }
    }

    private String withRandomPassword(String config) {
        return yaml(
                config,
                List.of(told(new SettingsEdit(
                        AgentSettings.AGENT_CONFIG, SettingsEdit.Kind.TASK, "setAdminAccount", "random"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config:\n- stage: boot\n  tasks:\n  - task: extendRootPartition\n",
                "config:\n- stage: preReady\n  tasks:\n  - task: activateWindows\n    inputs: {activation: {type: amazon}}\n",
                "config:\n  # ours\n  - stage: preReady # early\n    tasks:\n      - task: setAdminAccount\n      - task: other\n",
                "config:\n- stage: preReady\n  tasks:\n  - task: setAdminAccount\n    inputs:\n      name: Boss\n- stage: postReady\n  tasks: []\n",
                "config:\n- stage: preReady\n  tasks:\n  - task: setAdminAccount\n    inputs:\n      password:\n        type: static\n        data: old\n  # end\n",
                "config:\n- stage: 'preReady'\n  tasks:\n  - task: \"setAdminAccount\"\n    inputs:\n      password: {type: doNothing}\n"
            })
    void agentConfig_writtenInAnotherWay_getsThePasswordAndKeepsAllElse(String config) {
        String edited = withRandomPassword(config);

        assertThat(AgentConfig.read(edited).passwordType()).contains("random");
        assertThat(edited.lines().toList())
                .containsAll(config.lines()
                        .filter(line -> !line.matches(" *(?:type|data|password): ?.*"))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config:\n- stage: boot\n  tasks:\n  - task: extendRootPartition\n",
                "config:\n- stage: postReady\n  tasks:\n    # ours\n    - task: startSsm\n",
                "config:\n- stage: postReady\n  tasks:\n  - task: initializeVolume\n    inputs:\n      devices:\n      - device: xvdg\n        letter: G\n      initialize: devices\n  - task: startSsm\n",
                "config:\n- stage: postReady\n  tasks:\n  - task: initializeVolume\n    inputs:\n      initialize: devices\n      devices:\n        - device: 'xvdf' # old\n          name: Old\n          letter: G\n          partition: mbr\n"
            })
    void agentConfig_writtenInAnotherWay_getsTheDriveAsByTheLocalAccount(String config) {
        var edit = new SettingsEdit(
                AgentSettings.AGENT_CONFIG, SettingsEdit.Kind.DRIVES, "initializeVolume", "D xvdf Data\nY /dev/sdh");

        String edited = yaml(config, List.of(told(edit)));

        assertThat(AgentConfig.read(edited).drives()).containsEntry("xvdf", "D").containsEntry("/dev/sdh", "Y");
        assertThat(read(DiskPaths.AGENT_CONFIG, edited))
                .isEqualTo(read(DiskPaths.AGENT_CONFIG, AgentConfig.read(config).withDrives(edit.to())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"driveLetterMapping\":[{\"volumeName\":\"sample volume\",\"driveLetter\":\"H\"}],\"other\":{\"a\":[1]}}",
                "{\"driveLetterMapping\":[{\"volumeName\":\"data OF all\",\"driveLetter\":\"H\"},{\"volumeName\":\"x\",\"driveLetter\":\"y\"}]}",
                "{\"driveLetterMapping\":[]}",
                "{\"other\":true}"
            })
    void driveLetterMapping_writtenInAnotherWay_getsTheDrivesAsByTheLocalAccount(String config) {
        var disk = disk(LaunchAgent.EC2LAUNCH_V1)
                .change()
                .file(DiskPaths.DRIVE_LETTER_MAPPING, config)
                .done();

        assertThat(edited(LaunchAgent.EC2LAUNCH_V1, disk, DiskPaths.DRIVE_LETTER_MAPPING))
                .contains("\"Data of all\"", "\"A & B\"")
                .doesNotContainIgnoringCase("\"x\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<DriveLetterMapping/>",
                "<DriveLetterMapping><!-- ours --><Mapping><VolumeName>Old</VolumeName><DriveLetter>H:</DriveLetter></Mapping></DriveLetterMapping>",
                "<DriveLetterMapping><Mapping><VolumeName>x</VolumeName><DriveLetter>d:</DriveLetter></Mapping>\n<Mapping><VolumeName>a &amp; b</VolumeName><DriveLetter>Q:</DriveLetter></Mapping></DriveLetterMapping>"
            })
    void driveLetterConfig_writtenInAnotherWay_getsTheDrivesAsByTheLocalAccount(String config) {
        var disk = disk(LaunchAgent.EC2CONFIG)
                .change()
                .file(DiskPaths.DRIVE_LETTER_CONFIG, config)
                .done();

        assertThat(edited(LaunchAgent.EC2CONFIG, disk, DiskPaths.DRIVE_LETTER_CONFIG))
                .contains(
                        "<VolumeName>Data of all</VolumeName><DriveLetter>D:</DriveLetter>",
                        "<VolumeName>A &amp; B</VolumeName><DriveLetter>Y:</DriveLetter>")
                .doesNotContain("x</VolumeName>", "Q:");
    }

    /** The file with the drives, which the script and the local account make the same of it, as often as they do. */
    private String edited(LaunchAgent agent, WindowsDisk disk, String path) {
        var edits = edits(agent, Seal.DEFAULT).stream()
                .filter(edit -> SettingsFiles.path(disk, edit.file()).equals(path))
                .toList();
        String once = byScript(disk, path, edits);
        String twice = byScript(disk.change().file(path, once).done(), path, edits);

        assertThat(twice).isEqualTo(once);
        assertThat(read(path, once))
                .isEqualTo(read(
                        path,
                        SettingsFiles.edited(disk, edits, SECRET).file(path).orElseThrow()));
        return once;
    }

    @Test
    void agentConfig_thatSaysSoAlready_staysAsItIs() {
        assertThat(withRandomPassword(AgentConfig.AS_SHIPPED) + "\n").isEqualTo(AgentConfig.AS_SHIPPED);
    }

    @Test
    void agentConfig_inBraces_isRefused() {
        assertThatThrownBy(() -> withRandomPassword(
                        "config:\n- stage: preReady\n  tasks:\n  - {task: setAdminAccount, inputs: {name: x}}\n"))
                .isInstanceOf(ScriptError.class)
                .hasMessageContaining("cannot be edited; write it in lines of its own");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "short1A",
                "longenough",
                "Long-enough",
                "long enough 1",
                "Administrator-1",
                "xADMINISTRATOR1",
                "Gr\u00fc\u00dfe-2026",
                "Operator-2026",
                "two\nlines-A1",
                "{\"password\":\"Tr0ub4dor\"}",
                "{ \"username\" : \"Administrator\",\n \"password\" : \"Tr0ub4dor\" }\n",
                "{Tr0ub4dor}",
                "{\"Tr0ub4dor\"}"
            })
    void password_isJudgedAsByTheLocalAccount(String password) {
        for (String account : List.of("administrator", "operator", "op")) {
            assertThat(functions.texts("Get-PasswordObstacle", password, account))
                    .as(account)
                    .isEqualTo(Passwords.obstacles(password, account));
        }
    }

    /** Where module logging is turned on, Windows keeps what cmdlets get. */
    @ParameterizedTest
    @EnumSource
    void password_thatIsWrittenOrStandsThere_comesToNoCmdlet(LaunchAgent agent) {
        var disk = disk(agent);
        for (String file : files(agent)) {
            String path = SettingsFiles.path(disk, file);
            var ofFile = specifying(agent, file);
            String text = disk.file(path).orElseThrow();

            String before = byScript(path, text, ofFile, "0ld: {'Passw0rd'}, \"its\" <end> # not");
            String after = byScript(path, before, ofFile, SECRET);

            assertThat(read(path, after)).as(file).isEqualTo(read(path, byScript(path, text, ofFile, SECRET)));
        }
        assertThat(String.join("\n", functions.heardByCmdlets()))
                .contains("Compare-Object", "Write-KilnLog", "(not shown 0)")
                .doesNotContain("Tr0ub4dor", "Passw0rd");
    }

    @Test
    void passwords_thatAChangeDoesNotConcern_stayAsTheyAre() {
        String config = """
                config:
                - stage: preReady
                  tasks:
                  - task: setAdminAccount
                    inputs:
                      password: {type: static, data: 'It''s {0ld}'}
                - stage: postReady
                  tasks:
                  - task: other
                    inputs: {data: "It's another"}
                    data: plain text, with a comma # and a comment
                  - task: startSsm
                """;
        var drives = specifying(LaunchAgent.EC2LAUNCH_V2, AgentSettings.AGENT_CONFIG).stream()
                .filter(edit -> edit.kind() == SettingsEdit.Kind.DRIVES)
                .toList();

        String edited = byScript(DiskPaths.AGENT_CONFIG, config, drives, "");

        assertThat(edited.lines().toList()).containsAll(config.lines().toList());
        assertThat(functions.heardByCmdlets()).noneMatch(heard -> heard.matches("(?s).*(?:It'|plain text).*"));
    }

    @Test
    void password_thatLooksLikeAMark_isWrittenAsItIs() {
        String secret = "(not shown 1) and (not shown 0)";
        var edits = specifying(LaunchAgent.EC2LAUNCH_V1, AgentSettings.LAUNCH_CONFIG);

        String edited = byScript(DiskPaths.LAUNCH_CONFIG, "{\"adminPassword\": \"0ld\"}", edits, secret);

        assertThat(PipelineJson.tree(edited).path("adminPassword").asText()).isEqualTo(secret);
    }

    @Test
    void changes_areInTheLogWithoutPasswords() {
        var edits = specifying(LaunchAgent.EC2LAUNCH_V2, AgentSettings.AGENT_CONFIG);

        byScript(DiskPaths.AGENT_CONFIG, AgentConfig.AS_SHIPPED, edits, SECRET);

        assertThat(functions.heardByCmdlets())
                .contains(
                        "Write-KilnLog: agent-config.yml -        type: random",
                        "Write-KilnLog: agent-config.yml +        type: static",
                        "Write-KilnLog: agent-config.yml +        data: (not shown 0)");
    }
}
