package dev.kiln.recipe;

import org.junit.jupiter.api.Test;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static dev.kiln.recipe.RecipeTexts.mistakes;
import static dev.kiln.recipe.RecipeTexts.mistakesWith;
import static org.assertj.core.api.Assertions.assertThat;

/** What a schema cannot say. */
class RulesTest {
    @Test
    void twoParents_areRefused() {
        var mistakes = mistakes("""
                        name: web
                        parent:
                          ssm: /aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base
                          recipe: hardened-base
                        """);

        assertThat(mistakes)
                .containsExactly("4:3: parent: The parent is of 2 kinds at once: ssm and recipe. Keep one of them.");
    }

    @Test
    void parentOfNoKind_isRefused() {
        var mistakes = mistakes("""
                        name: web
                        parent: {}
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "2:9: parent: The parent does not say of what kind it is. Add one of ssm, ami, name, recipe and instance.");
    }

    @Test
    void accountOfWindowsItself_isRefused() {
        assertThat(mistakesWith("steps: [{name: a, users: [{name: Administrator, passwordFrom: 'secretsManager:a'}]}]"))
                .singleElement()
                .asString()
                .contains("no name of an account that Windows itself has");
    }

    @Test
    void sameAccountTwice_isRefusedAcrossSteps() {
        assertThat(mistakesWith("""
                        steps:
                          - {name: a, users: [{name: operator, passwordFrom: 'secretsManager:a'}]}
                          - {name: b, users: [{name: Operator, passwordFrom: 'secretsManager:a'}]}
                        """))
                .singleElement()
                .asString()
                .contains("Another user before this one has the name \"Operator\"");
    }

    @Test
    void stepOfTwoKinds_isRefused() {
        var mistakes = mistakesWith("""
                        steps:
                          - name: iis
                            powershell: Install-WindowsFeature Web-Server
                            restart: {}
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "6:5: steps[0]: The step is of 2 kinds at once: powershell and restart. Keep one of them, and make a step of its own of every other.");
    }

    @Test
    void stepOfNoKind_isRefused() {
        var mistakes = mistakesWith("""
                        steps:
                          - name: iis
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "4:5: steps[0]: The step does not say of what kind it is. Add one of powershell, script, restart, windowsUpdate and users.");
    }

    @Test
    void machineThatRuns_withBuilder_isRefused_andMayHaveARootVolume() {
        var mistakes = mistakes("""
                        name: web
                        parent: {instance: i-0123456789abcdef0}
                        builder: {instanceTypes: [m7i.large]}
                        image: {rootVolume: {size: 60}}
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "3:10: builder: The parent is a machine that runs already, so this cannot be chosen any more. Take it out.");
    }

    @Test
    void recipeThatIsItsOwnParent_isRefused() {
        var mistakes = mistakes("""
                        name: web
                        parent: {recipe: web}
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "2:18: parent.recipe: The recipe is its own parent. Name another recipe, or begin with ssm, ami or name.");
    }

    @Test
    void gravitonType_isRefused() {
        var mistakes = mistakesWith("""
                        builder: {instanceTypes: [m7g.large, g4dn.xlarge, c7gn.large]}
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "3:27: builder.instanceTypes[0]: \"m7g.large\" is a Graviton type, on which Windows does not run. Write an x86_64 type, for example m7i.large.",
                        "3:51: builder.instanceTypes[2]: \"c7gn.large\" is a Graviton type, on which Windows does not run. Write an x86_64 type, for example m7i.large.");
    }

    @Test
    void stepNamesThatAreTheSame_areRefused() {
        var mistakes = mistakesWith("""
                        steps:
                          - {name: again, restart: {}}
                          - {name: again, restart: {}}
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "5:12: steps[1].name: Another step before this one has the name \"again\". Give every step a name of its own.");
    }

    @Test
    void checkNamesThatAreTheSame_areRefused() {
        var mistakes = mistakesWith("""
                        verify:
                          - {name: answers, powershell: exit 0}
                          - {name: answers, powershell: exit 0}
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "5:12: verify[1].name: Another check before this one has the name \"answers\". Give every check a name of its own.");
    }

    @Test
    void twoFilesAtOnePlace_areRefused() {
        var mistakes = mistakesWith("""
                        steps:
                          - name: app
                            script: app.ps1
                            files:
                              - source: a.txt
                                sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
                                destination: C:\\Temp\\a.txt
                              - source: b.txt
                                sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
                                destination: c:\\temp\\A.txt
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "12:22: steps[0].files[1].destination: Another file before this one has the destination \"c:\\temp\\A.txt\". Give every file a destination of its own.");
    }

    @Test
    void timeoutOutsideOfWhatSystemsManagerKeeps_isRefused() {
        var mistakes = mistakesWith("""
                        steps:
                          - {name: short, restart: {}, timeout: 10s}
                          - {name: long, restart: {}, timeout: 49h}
                        verify:
                          - {name: answers, powershell: exit 0, timeout: 2h}
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "4:41: steps[0].timeout: \"10s\" is outside of the range. Write 30s to 48h.",
                        "5:40: steps[1].timeout: \"49h\" is outside of the range. Write 30s to 48h.",
                        "7:50: verify[0].timeout: \"2h\" is outside of the range. Write 30s to 1h.");
    }

    @Test
    void checksThatTakeTooLongTogether_areRefused() {
        var mistakes = mistakesWith("""
                        verify:
                          - {name: one, powershell: exit 0, timeout: 1h}
                          - {name: two, powershell: exit 0, timeout: 1h}
                          - {name: three, powershell: exit 0}
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "4:3: verify: The checks together may take 130 minutes. Give them shorter timeouts: at most 2h together, where one without a timeout counts 10m.");
    }

    @Test
    void pathWithBackslash_isRefused() {
        var mistakes = mistakesWith("""
                        steps:
                          - {name: app, script: scripts\\app.ps1}
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "4:25: steps[0].script: \"scripts\\app.ps1\" has a backslash. Write / between folders.");
    }

    @Test
    void absolutePath_isRefused() {
        var mistakes = mistakesWith("""
                        steps:
                          - {name: one, script: /opt/app.ps1}
                          - {name: two, script: "C:/app.ps1"}
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "4:25: steps[0].script: \"/opt/app.ps1\" is an absolute path. Write the path from the recipe's folder on.",
                        "5:25: steps[1].script: \"C:/app.ps1\" is an absolute path. Write the path from the recipe's folder on.");
    }

    @Test
    void pathOutOfTheFolder_isRefused() {
        var mistakes = mistakesWith("""
                        steps:
                          - name: app
                            script: app.ps1
                            files:
                              - source: ../secrets.txt
                                sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
                                destination: C:\\Temp\\a.txt
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "7:17: steps[0].files[0].source: \"../secrets.txt\" is not a plain path below the recipe's folder. Put the file into the recipe's folder, and write its path without . and .. and empty parts.");
    }

    @Test
    void destinationThatWindowsDoesNotTake_isRefused() {
        var mistakes = mistakesWith("""
                        steps:
                          - name: app
                            script: app.ps1
                            files:
                              - source: a.txt
                                sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
                                destination: C:\\Temp\\..\\a.txt
                              - source: b.txt
                                sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
                                destination: C:\\Temp\\nul.txt
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "9:22: steps[0].files[0].destination: Windows takes no file or folder \"..\". Write a path without . and .., names of devices such as NUL, and names that end in a dot or a space.",
                        "12:22: steps[0].files[1].destination: Windows takes no file or folder \"nul.txt\". Write a path without . and .., names of devices such as NUL, and names that end in a dot or a space.");
    }

    @Test
    void reservedTags_areRefused() {
        var mistakes = mistakesWith("""
                        image:
                          tags:
                            AWS:cloudformation:stack-name: x
                            kiln:build: y
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "5:5: image.tags.AWS:cloudformation:stack-name: AWS keeps keys that begin with aws: for itself. Choose another key.",
                        "6:5: image.tags.kiln:build: Kiln keeps keys that begin with kiln: for itself. Choose another key.");
    }

    @Test
    void imageNameThatGrowsTooLong_isRefused() {
        var mistakes = mistakesWith("image: {name: " + "x".repeat(109) + "}");

        assertThat(mistakes)
                .containsExactly(
                        "3:15: image.name: The name has 109 characters; with the date and the build's mark that follow"
                                + " it would be longer than the 128 that EC2 allows. Write at most 108 characters.");
    }

    @Test
    void nameAndTagsWithPlacesThatNoBuildFills_areRefused() {
        assertThat(mistakesWith("image: {name: 'a-{Date}', tags: {Owner: '{who}'}}"))
                .containsExactly(
                        "3:15: image.name: No build fills in {Date}. What a build fills in is {recipe}, {version}, {date}, {time}, {build}.",
                        "3:41: image.tags.Owner: No build fills in {who}. What a build fills in is {recipe}, {version}, {date}, {time}, {build}, {parent}.");
        assertThat(mistakesWith("image: {name: 'a-{date'}"))
                .singleElement()
                .asString()
                .contains("A brace stands alone.");
    }

    @Test
    void nameAndTagsThatGrowTooLongWhenFilled_areRefused() {
        assertThat(mistakesWith("image: {name: '{recipe}-" + "x".repeat(88) + "', tags: {A: '{parent}" + "y".repeat(240)
                        + "'}}"))
                .containsExactly(
                        "3:15: image.name: The name may have 129 characters when it is filled in; EC2 allows 128. Write a shorter one.",
                        "3:126: image.tags.A: The value may have 261 characters when it is filled in; EC2 allows 256. Write a shorter one.");
    }

    @Test
    void nameThatFillsPlaces_mayBeAsLongAsEc2Allows() {
        assertThat(mistakesWith("image: {name: '{recipe}-" + "x".repeat(87) + "'}"))
                .isEmpty();
    }

    @Test
    void parametersThatDoNotFitIntoACommand_areRefused() {
        var parameters = IntStream.range(0, 9)
                .mapToObj(i -> "      P" + i + ": " + "x".repeat(1000) + "\n")
                .collect(Collectors.joining());

        assertThat(mistakesWith("steps:\n  - name: app\n    script: app.ps1\n    parameters:\n" + parameters))
                .containsExactly("7:7: steps[0].parameters: The parameters together have 9018 characters."
                        + " At most 4000 fit into a command; put the rest into a file of the step.");
    }

    @Test
    void checksThatDoNotFitIntoACommand_areRefused() {
        String check = "  - {name: %s, powershell: " + "x".repeat(5000) + "}\n";

        assertThat(mistakesWith("verify:\n" + check.formatted("one") + check.formatted("two")))
                .containsExactly("4:3: verify: The scripts of the checks together have 10000 characters."
                        + " At most 6000 fit into a command; install a longer check with a step, and call it here.");
    }

    @Test
    void volumes_thatEc2WouldRefuse_areRefused() {
        var mistakes = mistakesWith("""
                builder:
                  volumes:
                    - {device: xvdf, size: 100, type: gp2, iops: 3000}
                    - {device: xvdf, size: 10, type: gp2, throughput: 200}
                    - {device: xvdg, size: 10, leftOut: true}
                    - {device: xvdh}
                image:
                  rootVolume: {size: 60, type: st1}
                  volumes:
                    - {device: xvdf, size: 10, type: io1}
                """);

        assertThat(mistakes)
                .containsExactlyInAnyOrder(
                        "5:50: builder.volumes[0].iops: EC2 takes iops for gp3, io1 and io2 only. Write the type, or take iops out.",
                        "6:16: builder.volumes[1].device: The device xvdf is there twice. Give each volume its own.",
                        "6:55: builder.volumes[1].throughput: EC2 takes throughput for gp3 only. Write type: gp3, or take throughput out.",
                        "7:7: builder.volumes[2]: The volume is size and leftOut at once. Keep one of them.",
                        "8:7: builder.volumes[3]: The volume does not say what it is. Add one of size, snapshot and leftOut.",
                        "10:32: image.rootVolume.type: No machine boots from a volume of the type st1. Write gp3, gp2, io1 or io2.",
                        "12:16: image.volumes[0].device: The builder has a volume as xvdf, which comes into the image as it is. Choose another device, or write leftOut: true to keep it out of the image.",
                        "12:38: image.volumes[0].type: A volume of the type io1 needs iops. Add iops.");
    }

    @Test
    void encryptionOfAMachineThatRunsAlready_isRefused() {
        var mistakes = mistakes("""
                name: web
                parent: {instance: i-0123456789abcdef0}
                image:
                  encryption: {}
                """);

        assertThat(mistakes)
                .containsExactly(
                        "4:15: image.encryption: The parent is a machine that runs already, and its volumes are as they are. Write by: copy, which encrypts a copy of the image, or take it out.");
    }

    @Test
    void passwordToSpecifyWithoutASource_isRefused() {
        assertThat(mistakesWith("seal: {administratorPassword: specify}"))
                .containsExactly(
                        "3:31: seal.administratorPassword: Nothing says which password is meant. Add passwordFrom with the name of a secret, for example secretsManager:kiln/machines/administrator; no password stands in a recipe.");
    }

    @Test
    void sourceOfAPasswordThatIsNotUsed_isRefused() {
        assertThat(mistakesWith("seal: {passwordFrom: 'secretsManager:kiln/machines/a'}"))
                .containsExactly(
                        "3:22: seal.passwordFrom: This password is not used. Write administratorPassword: specify, or take this out.");
    }

    @Test
    void passwordThatNobodyWouldSet_isRefused() {
        assertThat(mistakesWith("seal: {method: none, administratorPassword: random}"))
                .containsExactly(
                        "3:45: seal.administratorPassword: With method none the launch agent does nothing on a new machine, so nobody would set this password. Write keep, or method: shutdown.");
    }

    @Test
    void imageOfASealedMachineThatRuns_isRefused() {
        assertThat(mistakesWith("seal: {imageOf: running}"))
                .containsExactly(
                        "3:17: seal.imageOf: A sealed machine must stay stopped: its next start uses the seal up. Take this out, or write method: none.");
    }

    @Test
    void drive_labelWithoutALetter_isAMistake() {
        assertThat(mistakesWith("builder: {volumes: [{device: xvdf, size: 10, label: Data}]}"))
                .containsExactly(
                        "3:53: builder.volumes[0].label: Only a drive has a label. Add driveLetter, or take label out.");
    }

    @Test
    void drive_letterOfTwoVolumes_isAMistake() {
        assertThat(
                        mistakesWith(
                                "builder: {volumes: [{device: xvdf, size: 9, driveLetter: D}, {device: xvdg, size: 9, driveLetter: D}]}"))
                .containsExactly(
                        "3:99: builder.volumes[1].driveLetter: The drive D is there twice. Give each volume its own.");
    }

    @Test
    void drive_letterOfAVolumeOfTheBuilderAndOfOneOfTheImage_isAMistake() {
        assertThat(
                        mistakesWith(
                                "builder: {volumes: [{device: xvdf, size: 9, driveLetter: D}]}\nimage: {volumes: [{device: xvdg, size: 9, driveLetter: D}]}"))
                .containsExactly(
                        "4:56: image.volumes[0].driveLetter: The drive D is there twice. Give each volume its own.");
    }

    @Test
    void drive_letterOfAVolumeThatDoesNotComeIntoTheImage_isFreeThere() {
        assertThat(
                        mistakesWith(
                                "builder: {volumes: [{device: xvdf, size: 9, driveLetter: D}]}\nimage: {volumes: [{device: xvdf, leftOut: true}, {device: xvdg, size: 9, driveLetter: D}]}"))
                .isEmpty();
    }

    @Test
    void drive_ofAnInstanceStoreVolume_isAMistake() {
        assertThat(mistakesWith("image: {volumes: [{device: xvdf, instanceStore: ephemeral0, driveLetter: D}]}"))
                .containsExactly(
                        "3:74: image.volumes[0].driveLetter: An instance store volume gets its letter from Windows, because Nitro instances do not map it to a device. Take driveLetter out.");
    }

    @Test
    void drive_labelOfAVolumeOfTheImageThatComesFromASnapshot_isAMistake() {
        assertThat(mistakesWith(
                        "image: {volumes: [{device: xvdf, snapshot: snap-01234567, driveLetter: D, label: Data}]}"))
                .containsExactly(
                        "3:82: image.volumes[0].label: The launch agent labels only the volumes that it formats, and this one comes from a snapshot. Take label out; the volume has the label that it had.");
    }

    @Test
    void drive_ofTheImageWhereTheLaunchAgentIsToldNothing_isAMistake() {
        assertThat(
                        mistakesWith(
                                "image: {volumes: [{device: xvdf, size: 9, driveLetter: D}]}\nseal: {method: none, administratorPassword: keep}"))
                .containsExactly(
                        "3:56: image.volumes[0].driveLetter: With method none the launch agent is told nothing, so nobody would make this drive. Take driveLetter out, or write method: shutdown.");
    }

    @Test
    void drive_ofAVolumeThatIsLeftOut_isAMistake() {
        assertThat(mistakesWith("builder: {volumes: [{device: xvdf, leftOut: true, driveLetter: D}]}"))
                .containsExactly(
                        "3:64: builder.volumes[0].driveLetter: A volume that is left out is no drive. Keep one of the two.");
    }

    @Test
    void seal_usersRemovedWithoutSysprep_isAMistake() {
        assertThat(mistakesWith("seal: {method: shutdown, otherUsers: remove}"))
                .containsExactly(
                        "3:38: seal.otherUsers: Without Sysprep the users of the builder are those of the image. Take this out, or write method: sysprep.");
    }

    @Test
    void seal_cleanUpOfAMachineThatIsLeftAsItIs_isAMistake() {
        assertThat(mistakesWith("seal: {method: none, cleanUp: true, defragment: false}"))
                .containsExactly(
                        "3:31: seal.cleanUp: With method none nothing is done to the machine. Take this out, or write method: shutdown or sysprep.");
    }

    @Test
    void answersWithoutSysprep_areRefused() {
        assertThat(mistakesWith("seal: {method: shutdown, answers: {timeZone: UTC}}"))
                .containsExactly(
                        "3:35: seal.answers: Only Setup reads these answers, and it runs after Sysprep alone. Take them out, or write method: sysprep.");
    }

    @Test
    void passwordInTheRecipeItself_isRefused() {
        assertThat(mistakesWith("seal: {administratorPassword: specify, passwordFrom: 'P4ssw0rd!'}"))
                .singleElement()
                .asString()
                .contains("is not a place of a password. Write secretsManager:NAME or parameterStore:/NAME");
    }
}
