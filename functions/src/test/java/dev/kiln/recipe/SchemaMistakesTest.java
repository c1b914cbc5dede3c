package dev.kiln.recipe;

import org.junit.jupiter.api.Test;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static dev.kiln.recipe.RecipeTexts.mistakes;
import static dev.kiln.recipe.RecipeTexts.mistakesWith;
import static org.assertj.core.api.Assertions.assertThat;

/** What the schema does not admit is told in words that name the mend. */
class SchemaMistakesTest {
    @Test
    void unknownField_isToldTheNearestOne() {
        var mistakes = mistakesWith("""
                        steps:
                          - name: iis
                            powershel: Install-WindowsFeature Web-Server
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "5:5: steps[0].powershel: There is no field \"powershel\" here. Did you mean \"powershell\"?");
    }

    @Test
    void unknownField_nearNone_isToldAll() {
        var mistakes = mistakesWith("""
                        colour: blue
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "3:1: colour: There is no field \"colour\" here. Known here: name, description, parent, builder, steps, seal, image, verify, schedule.");
    }

    @Test
    void missingField_isToldWhatItIs() {
        var mistakes = mistakes("""
                        parent: {ami: ami-0123456789abcdef0}
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "1:1: name: The field \"name\" is missing. Add it. Name of the recipe and of the lineage of its images.");
    }

    @Test
    void number_whereTextIsNeeded_isPutInQuotes() {
        var mistakes = mistakes("""
                        name: 2022
                        parent: {ami: ami-0123456789abcdef0}
                        """);

        assertThat(mistakes)
                .containsExactly("1:7: name: This must be text, but it is a number. Put it in quotes: \"2022\".");
    }

    @Test
    void number_thatWouldNotFitInQuotesEither_isToldWhatFits() {
        var mistakes = mistakesWith("""
                        steps:
                          - {name: again, restart: {}, timeout: 5}
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "4:41: steps[0].timeout: This must be text, but it is a number. Write hours, minutes or seconds, for example 2h, 45m, 90s or 1h30m.");
    }

    @Test
    void text_whereANumberIsNeeded_losesItsQuotes() {
        var mistakes = mistakesWith("""
                        steps:
                          - {name: again, restart: {}, retries: "2"}
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "4:41: steps[0].retries: This must be a whole number, but it is text. Write a whole number from 0 to 5, without quotes.");
    }

    @Test
    void fraction_whereAWholeNumberIsNeeded_isOneMistake() {
        var mistakes = mistakesWith("""
                        image: {rootVolume: {size: 12.5}}
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "3:28: image.rootVolume.size: This must be a whole number, but it is a number with a fraction. Write a whole number from 30 to 2048, without quotes.");
    }

    @Test
    void singleValue_whereAListIsNeeded_isPutInBrackets() {
        var mistakes = mistakesWith("""
                        builder: {instanceTypes: m7i.large}
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "3:26: builder.instanceTypes: This must be a list, but it is text. Write a list: [m7i.large].");
    }

    @Test
    void fields_whereAListIsNeeded_getDashes() {
        var mistakes = mistakesWith("""
                        verify:
                          name: answers
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "4:3: verify: This must be a list, but it is a set of fields. Begin every entry with a dash, or leave the field out.");
    }

    @Test
    void nothing_whereFieldsAreNeeded_getsBraces() {
        var mistakes = mistakesWith("""
                        steps:
                          - name: again
                            restart:
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "5:5: steps[0].restart: This must be a set of fields, but it is empty. Write its fields below it and further in, or {} for none.");
    }

    @Test
    void list_whereTextIsNeeded_isRefused() {
        var mistakes = mistakesWith("""
                        description: [a, b]
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "3:14: description: This must be text, but it is a list. Write a text, or leave the field out.");
    }

    @Test
    void text_insteadOfARecipe_isRefused() {
        var mistakes = mistakes("""
                        just words
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "1:1: This must be a set of fields, but it is text. Write its fields as key: value, below it and further in.");
    }

    @Test
    void word_nearAKnownOne_isToldIt() {
        var mistakes = mistakesWith("""
                        steps:
                          - {name: patches, windowsUpdate: {categories: [SecurityUpdate]}}
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "4:50: steps[0].windowsUpdate.categories[0]: \"SecurityUpdate\" is not known here. Did you mean \"SecurityUpdates\"?");
    }

    @Test
    void word_nearNone_isToldAll() {
        var mistakes = mistakesWith("""
                        seal: {method: backup}
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "3:16: seal.method: \"backup\" is not known here. Write one of sysprep, shutdown, none.");
    }

    @Test
    void name_withOtherCharacters_isToldTheCharacters() {
        var mistakes = mistakes("""
                        name: IIS_2022
                        parent: {ami: ami-0123456789abcdef0}
                        """);

        assertThat(mistakes).containsExactly("1:7: name: \"IIS_2022\" is not a name. Write 1 to 40 of a-z, 0-9 and -.");
    }

    @Test
    void imageName_outsideOfEc2sCharacters_isToldTheCharacters() {
        var mistakes = mistakesWith("""
                        image: {name: "golden image: web"}
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "3:15: image.name: \"golden image: web\" is not an image name. EC2 allows letters, digits and ( ) . / - _ in the name of an image; what a build fills in stands in braces, like {date}.");
    }

    @Test
    void duration_thatIsNone_isToldHow() {
        var mistakes = mistakesWith("""
                        steps:
                          - {name: again, restart: {}, timeout: 5 parsecs}
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "4:41: steps[0].timeout: \"5 parsecs\" is not a duration. Write hours, minutes or seconds, for example 2h, 45m, 90s or 1h30m.");
    }

    @Test
    void kbNumber_thatIsNone_isToldHow() {
        var mistakes = mistakesWith("""
                        steps:
                          - {name: patches, windowsUpdate: {exclude: [5034439]}}
                          - {name: more, windowsUpdate: {exclude: [KB-5034439]}}
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "4:47: steps[0].windowsUpdate.exclude[0]: This must be text, but it is a number. Write KB and 6 to 8 digits, for example KB5034439.",
                        "5:44: steps[1].windowsUpdate.exclude[0]: \"KB-5034439\" is not a KB number. Write KB and 6 to 8 digits, for example KB5034439.");
    }

    @Test
    void sha256_thatIsNone_isToldHow() {
        var mistakes = mistakesWith("""
                        steps:
                          - name: app
                            script: app.ps1
                            files:
                              - {source: app.msi, sha256: ABC, destination: 'C:\\Temp\\app.msi'}
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "7:35: steps[0].files[0].sha256: \"ABC\" is not a SHA-256 hash. Write 64 of 0-9 and a-f, in small letters.");
    }

    @Test
    void destination_thatIsNotAbsolute_isToldHow() {
        var mistakes = mistakesWith("""
                        steps:
                          - name: app
                            script: app.ps1
                            files:
                              - source: app.msi
                                sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
                                destination: Temp/app.msi
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "9:22: steps[0].files[0].destination: \"Temp/app.msi\" is not a path on Windows. Write an absolute path with a file name, for example C:\\Temp\\app.msi.");
    }

    @Test
    void script_ofAnotherLanguage_isRefused() {
        var mistakes = mistakesWith("""
                        steps:
                          - {name: app, script: install.cmd}
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "4:25: steps[0].script: \"install.cmd\" is not a script's path. Write the path of a .ps1 file in the recipe's folder, with / between folders.");
    }

    @Test
    void emptyText_isRefused() {
        var mistakes = mistakesWith("""
                        steps:
                          - {name: iis, powershell: ""}
                        """);

        assertThat(mistakes)
                .containsExactly("4:29: steps[0].powershell: The text is empty. Write at least one character.");
    }

    @Test
    void numberOutsideOfItsRange_isToldTheRange() {
        var mistakes = mistakesWith("""
                        steps:
                          - {name: again, restart: {}, retries: 9}
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "4:41: steps[0].retries: 9 is outside of the range. Write a whole number from 0 to 5.");
    }

    @Test
    void emptyList_isRefused() {
        var mistakes = mistakesWith("""
                        builder: {instanceTypes: []}
                        """);

        assertThat(mistakes)
                .containsExactly("3:26: builder.instanceTypes: The list is empty. Write at least one entry.");
    }

    @Test
    void entryThatStandsTwice_isShown() {
        var mistakes = mistakesWith("""
                        builder: {instanceTypes: [m7i.large, m6i.large, m7i.large]}
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "3:49: builder.instanceTypes[2]: \"m7i.large\" is in the list twice. Keep one of them.");
    }

    @Test
    void fieldWithoutTheOneItBelongsTo_isRefused() {
        var mistakes = mistakesWith("""
                        steps:
                          - name: iis
                            powershell: Install-WindowsFeature Web-Server
                            parameters: {Port: 80}
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "6:5: steps[0].parameters: \"parameters\" belongs to \"script\", which is not here. Add \"script\" or take this out.");
    }

    @Test
    void exitCodesOfARestart_areRefused() {
        var mistakes = mistakesWith("""
                        steps:
                          - {name: again, restart: {}, exitCodes: [0]}
                        """);

        assertThat(mistakes)
                .containsExactly("4:43: steps[0].exitCodes: This has no meaning in a step of this kind. Take it out.");
    }

    @Test
    void parameterNameThatPowerShellDoesNotTake_isRefused() {
        var mistakes = mistakesWith("""
                        steps:
                          - {name: app, script: app.ps1, parameters: {site-name: shop}}
                        """);

        assertThat(mistakes)
                .containsExactly(
                        "4:47: steps[0].parameters.site-name: \"site-name\" is not a parameter name. Write a letter or _ and at most 63 more letters, digits and _.");
    }

    @Test
    void longDescription_isToldItsLength() {
        var mistakes = mistakesWith("description: " + "x".repeat(256));

        assertThat(mistakes).containsExactly("3:14: description: The text has 256 characters. At most 255 fit.");
    }

    @Test
    void longListOfSteps_isToldItsLength() {
        var steps = IntStream.range(0, 51)
                .mapToObj("  - {name: step-%d, restart: {}}%n"::formatted)
                .collect(Collectors.joining());

        assertThat(mistakesWith("steps:\n" + steps))
                .containsExactly("4:3: steps: The list has 51 entries. Keep at most 50.");
    }

    @Test
    void moreTagsThanEc2Takes_areCounted() {
        var tags =
                IntStream.range(0, 40).mapToObj("    key%d: value%n"::formatted).collect(Collectors.joining());

        assertThat(mistakesWith("image:\n  tags:\n" + tags))
                .containsExactly("5:5: image.tags: There are 40 entries. Keep at most 38.");
    }

    @Test
    void longKeyAndLongValueOfATag_areToldTheirLengths() {
        var mistakes =
                mistakesWith("image:\n  tags:\n    " + "k".repeat(129) + ": x\n    key: " + "v".repeat(257) + "\n");

        assertThat(mistakes)
                .containsExactly(
                        "5:5: image.tags." + "k".repeat(129) + ": The key has 129 characters. Write 1 to 128.",
                        "6:10: image.tags.key: The text has 257 characters. At most 256 fit.");
    }

    @Test
    void name_thatABlockEndsWithALineBreak_showsIt() {
        assertThat(mistakes("name: |\n  web\nparent: {recipe: base}\n"))
                .containsExactly("1:7: name: \"web\\n\" is not a name. Write 1 to 40 of a-z, 0-9 and -.");
    }

    @Test
    void longText_isCutInItsMistake() {
        assertThat(mistakes("name: " + "X".repeat(100) + "\nparent: {recipe: base}\n"))
                .containsExactly(
                        "1:7: name: \"" + "X".repeat(60) + "...\" is not a name. Write 1 to 40 of a-z, 0-9 and -.");
    }
}
