package dev.kiln.recipe;

import dev.kiln.schedule.Schedule;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import static dev.kiln.recipe.RecipeTexts.READER;
import static dev.kiln.recipe.RecipeTexts.mistakes;
import static dev.kiln.recipe.RecipeTexts.mistakesWith;
import static dev.kiln.recipe.RecipeTexts.recipe;
import static dev.kiln.recipe.RecipeTexts.recipeWith;
import static org.assertj.core.api.Assertions.assertThat;

/** A recipe's text becomes a recipe, or everything that is wrong with it. */
class RecipeReaderTest {
    @Test
    void severalMistakes_comeAtOnce_inTheOrderOfTheLines() {
        var mistakes = mistakes("""
                        name: IIS 2022
                        parent: {ami: ami-1}
                        colour: blue
                        steps:
                          - {name: one, restart: {}, retries: 9}
                          - {name: one, powershell: ""}
                        schedule: cron(0 6 30 2 ? *)
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "1:7: name: \"IIS 2022\" is not a name. Write 1 to 40 of a-z, 0-9 and -.",
                        "2:15: parent.ami: \"ami-1\" is not an image id. Write ami- and 17 (or 8) of 0-9 and a-f.",
                        "3:1: colour: There is no field \"colour\" here. Known here: name, description, parent, builder, steps, seal, image, verify, schedule.",
                        "5:39: steps[0].retries: 9 is outside of the range. Write a whole number from 0 to 5.",
                        "6:12: steps[1].name: Another step before this one has the name \"one\". Give every step a name of its own.",
                        "6:29: steps[1].powershell: The text is empty. Write at least one character.",
                        "7:11: schedule: This time never comes. Look at the day, the month and the year: they do not meet in the future.");
    }

    @Test
    void keyThatStandsTwice_isRefused() {
        var mistakes = mistakes("""
                        name: web
                        parent: {ami: ami-0123456789abcdef0}
                        name: other
                        """);

        assertThat(mistakes)
                .containsExactly("3:1: name: \"name\" is here twice; the first is in line 1. Keep one of them.");
    }

    @Test
    void secondDocument_isRefused() {
        var mistakes = mistakes("""
                        name: web
                        parent: {ami: ami-0123456789abcdef0}
                        ---
                        name: other
                        """);

        assertThat(mistakes)
                .containsExactly("4:1: A second document begins before this line. Keep one document in a file.");
    }

    @Test
    void tag_isRefused() {
        var mistakes = mistakesWith("""
                        description: !!binary aGVsbG8=
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "3:14: description: A tag such as tag:yaml.org,2002:binary means nothing here. Take it out.");
    }

    @Test
    void windowsPathInDoubleQuotes_isToldSingleOnes() {
        var mistakes = mistakesWith("""
                        steps:
                          - name: app
                            script: app.ps1
                            parameters: {Folder: "C:\\Temp"}
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "6:30: This is not YAML: found unknown escape character T(84). Write a path in single quotes: in double quotes a backslash begins an escape.");
    }

    @Test
    void bracketThatIsNotClosed_isRefused() {
        var mistakes = mistakesWith("""
                        builder: {instanceTypes: [m7i.large}
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "3:36: This is not YAML: expected ',' or ']', but got }. Look at the quotes, colons and indentation here and in the line above.");
    }

    @Test
    void tab_isRefused() {
        assertThat(mistakesWith("steps:\n\t- name: x\n"))
                .containsExactly("4:1: This is not YAML: found character '\\t(TAB)' that cannot start any token."
                        + " (Do not use \\t(TAB) for indentation). Indent with spaces: YAML takes no tabs.");
    }

    @Test
    void characterThatYamlDoesNotTake_isShown() {
        assertThat(mistakesWith("description: bell\u0007\n"))
                .containsExactly("3:18: This is not YAML: the character U+0007 is not allowed."
                        + " Look at the quotes, colons and indentation here and in the line above.");
    }

    @Test
    void emptyText_isToldHowToBegin() {
        assertThat(mistakes("# nothing yet\n"))
                .containsExactly(
                        "1:1: The recipe is empty. Begin with name and parent; the example recipes show the rest.");
    }

    @Test
    void hugeText_isRefused() {
        assertThat(mistakesWith("# " + "x".repeat(RecipeReader.MOST_BYTES)))
                .containsExactly("1:1: The recipe has 200049 bytes; at most 200000 are read."
                        + " Move long scripts into files beside the recipe.");
    }

    @Test
    void deepNesting_isRefusedBeforeTheStackEnds() {
        assertThat(mistakesWith("steps: " + "[".repeat(50_000)))
                .containsExactly("3:27: This is not YAML: the text is nested deeper than 20 levels."
                        + " A recipe needs no more than five.");
    }

    @Test
    void aliasesOfAliases_areBounded() {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            bomb.append("a%d: &a%d [%s]%n".formatted(i, i, String.join(", ", Collections.nCopies(10, "*a" + (i - 1)))));
        }

        assertThat(mistakesWith(bomb.toString()))
                .singleElement()
                .asString()
                .contains("With its aliases written out the text has more than 20000 values.");
    }

    @Test
    void aliasOfItself_isRefused() {
        assertThat(mistakesWith("steps: &a [*a]\n"))
                .containsExactly("3:8: steps: This contains itself by an alias. Write out what is meant.");
    }

    @Test
    void alias_isWrittenOut() {
        var recipe = recipeWith("""
                steps:
                  - {name: one, powershell: exit 0, exitCodes: &codes [0, 3010]}
                  - {name: two, powershell: exit 0, exitCodes: *codes}
                """);

        assertThat(recipe.steps())
                .map(step -> ((Step.PowerShell) step).exitCodes())
                .containsOnly(List.of(0, 3010));
    }

    @Test
    void byteOrderMark_isPassedOver() {
        assertThat(recipe("\uFEFF" + RecipeTexts.SHORTEST).name()).isEqualTo("web");
    }

    @Test
    void everything_isRead() {
        var recipe = recipe("""
                name: iis-2022
                description: IIS, patched
                parent: {name: "Windows_Server-2022-*", owner: self}
                builder: {instanceTypes: [c7i.large]}
                steps:
                  - {name: iis, powershell: Install-WindowsFeature Web-Server, exitCodes: [0, 3010], timeout: 30m, retries: 2}
                  - name: app
                    script: scripts/app.ps1
                    parameters: {Port: 8080, Version: 1.10, Debug: true}
                    files:
                      - source: app.msi
                        sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
                        destination: C:\\Temp\\app.msi
                  - {name: patches, windowsUpdate: {categories: [Updates], severities: [Critical], olderThanDays: 7, include: [KB5012345], exclude: [KB5034439]}}
                  - {name: again, restart: {}, timeout: 1h30m}
                image: {name: golden/iis, rootVolume: {size: 60}, tags: {CostCenter: 0042}}
                verify:
                  - {name: answers, powershell: exit 0, timeout: 90s}
                schedule: monthly
                """);

        assertThat(recipe)
                .isEqualTo(new Recipe(
                        "iis-2022",
                        "IIS, patched",
                        new Parent.Newest("Windows_Server-2022-*", "self"),
                        new BuilderSpec(List.of("c7i.large"), List.of(), Parking.DEFAULT),
                        List.of(
                                new Step.PowerShell(
                                        "iis",
                                        "Install-WindowsFeature Web-Server",
                                        List.of(0, 3010),
                                        Duration.ofMinutes(30),
                                        2),
                                new Step.Script(
                                        "app",
                                        "scripts/app.ps1",
                                        new TreeMap<>(Map.of("Port", "8080", "Version", "1.10", "Debug", "true")),
                                        List.of(new Step.PayloadFile(
                                                "app.msi",
                                                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                                                "C:\\Temp\\app.msi")),
                                        List.of(0),
                                        Duration.ofHours(1),
                                        0),
                                new Step.WindowsUpdate(
                                        "patches",
                                        List.of("Updates"),
                                        List.of("Critical"),
                                        7,
                                        List.of("KB5012345"),
                                        List.of("KB5034439"),
                                        Duration.ofHours(4),
                                        1),
                                new Step.Restart("again", Duration.ofMinutes(90), 0)),
                        Seal.DEFAULT,
                        new ImageSpec(
                                "golden/iis",
                                size(60),
                                Optional.empty(),
                                List.of(),
                                false,
                                Firmware.AS_IT_IS,
                                ImageSettings.NONE,
                                Optional.empty(),
                                Optional.empty(),
                                new TreeMap<>(Map.of("CostCenter", "0042"))),
                        List.of(new Check("answers", "exit 0", Duration.ofSeconds(90))),
                        Optional.of(new Schedule.Monthly(LocalTime.of(6, 0), "UTC"))));
    }

    private static Disk size(int gib) {
        return new Disk(Optional.of(gib), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void volumes_areReadWithAllThatCanBeSaidOfThem() {
        var recipe = recipe("""
                name: data
                parent: {ssm: /aws/x}
                builder:
                  volumes:
                    - {device: xvdf, size: 100, type: gp3, iops: 6000, throughput: 500}
                    - {device: xvdg, snapshot: snap-0123456789abcdef0}
                    - {device: xvdh, leftOut: true}
                image:
                  rootVolume: {size: 60, type: io2, iops: 8000, deleteOnTermination: false}
                  encryption: {kmsKey: alias/images}
                  volumes:
                    - {device: xvdca, instanceStore: ephemeral0}
                    - {device: xvdf, leftOut: true}
                    - {device: xvdi, size: 20, deleteOnTermination: false}
                """);

        assertThat(recipe.builder().volumes())
                .containsExactly(
                        new Volume.Ebs(
                                "xvdf",
                                new Disk(
                                        Optional.of(100),
                                        Optional.of("gp3"),
                                        Optional.of(6000),
                                        Optional.of(500),
                                        Optional.empty()),
                                Optional.empty()),
                        new Volume.Ebs("xvdg", Disk.AS_IT_IS, Optional.of("snap-0123456789abcdef0")),
                        new Volume.LeftOut("xvdh"));
        assertThat(recipe.image().rootVolume())
                .isEqualTo(new Disk(
                        Optional.of(60), Optional.of("io2"), Optional.of(8000), Optional.empty(), Optional.of(false)));
        assertThat(recipe.image().encryption())
                .contains(new Encryption(Optional.of("alias/images"), Encryption.By.LAUNCH));
        assertThat(recipe.image().volumes())
                .containsExactly(
                        new Volume.InstanceStore("xvdca", "ephemeral0"),
                        new Volume.LeftOut("xvdf"),
                        new Volume.Ebs(
                                "xvdi",
                                new Disk(
                                        Optional.of(20),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(false)),
                                Optional.empty()));
    }

    @Test
    void parents_areOfFiveKinds() {
        assertThat(parent("ssm: /aws/x")).isEqualTo(new Parent.Ssm("/aws/x"));
        assertThat(parent("ami: ami-01234567")).isEqualTo(new Parent.Ami("ami-01234567"));
        assertThat(parent("name: Win*")).isEqualTo(new Parent.Newest("Win*", "amazon"));
        assertThat(parent("recipe: base")).isEqualTo(new Parent.OfRecipe("base", Optional.empty()));
        assertThat(parent("recipe: base, channel: stable"))
                .isEqualTo(new Parent.OfRecipe("base", Optional.of("stable")));
        assertThat(parent("instance: i-01234567")).isEqualTo(new Parent.RunningInstance("i-01234567"));
    }

    @Test
    void places_ofFieldsAreKept() {
        var reading = READER.read(RecipeTexts.SHORTEST + "steps:\n  - {name: again, restart: {}, timeout: 1h}\n");

        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.Good.class,
                        good -> assertThat(good.locations().of("steps[0].timeout"))
                                .isEqualTo(new Locations.Position(4, 41)));
    }

    @Test
    void mistake_isOneLineAsCompilersWriteThem() {
        var mistake = new Mistake(4, 12, "steps[0].name", "The text is empty.", "Write at least one character.");

        assertThat(mistake.in("web/recipe.yaml"))
                .isEqualTo("web/recipe.yaml:4:12: steps[0].name: The text is empty. Write at least one character.");
    }

    private static Parent parent(String parent) {
        return recipe("name: web\nparent: {" + parent + "}\n").parent();
    }
}
