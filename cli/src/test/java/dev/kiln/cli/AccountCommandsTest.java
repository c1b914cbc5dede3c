package dev.kiln.cli;

import dev.kiln.json.PipelineJson;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What builds have left, read by commands that come after them. */
class AccountCommandsTest {
    @TempDir
    private static Path folder;

    private static CommandLab lab;
    private static String baseImage;
    private static String childImage;

    @BeforeAll
    static void buildParentAndChild() {
        lab = new CommandLab(folder);
        baseImage = image(lab.inAccount("build", "--json", CommandLab.example("hardened-base")));
        childImage = image(lab.inAccount("build", "--json", CommandLab.example("web-server")));
    }

    private static String image(CommandLab.Run run) {
        return PipelineJson.tree(run.lines().getLast()).path("imageId").asText();
    }

    @Test
    void builds_listsThemNewestFirst() {
        var run = lab.inAccount("builds");

        assertThat(run.code()).isZero();
        assertThat(run.lines()).hasSize(3);
        assertThat(run.lines().get(0)).matches("BUILD +STATUS +IMAGE +STARTED +TOOK +OUTCOME");
        assertThat(run.lines().get(1)).startsWith("web-server-").contains(childImage);
        assertThat(run.lines().get(2)).startsWith("hardened-base-").contains(baseImage);
    }

    @Test
    void builds_limit_listsSoMany() {
        assertThat(lab.inAccount("builds", "--limit", "1").lines()).hasSize(2);
    }

    @Test
    void builds_limitZero_isRefused() {
        assertThat(lab.inAccount("builds", "--limit", "0").code()).isEqualTo(2);
    }

    @Test
    void retire_parentOfAnImageThatIsThere_isKeptAndSaysWhy() {
        var run = lab.inAccount("retire", baseImage, childImage);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(baseImage + " is kept:\n  The parent of " + childImage)
                .containsPattern(childImage + " \\(.*\\) would be deregistered, and snap-[0-9a-f]+ deleted\\.\n")
                .endsWith("Nothing was changed. With --yes it is done.\n");
        assertThat(lab.inAccount("retire", "--yes", baseImage).code()).isEqualTo(1);
    }

    @Test
    void channel_pointed_isOnFileForTheCommandsThatFollow() {
        var run = lab.inAccount("channel", "web-server", "stable", childImage);
        assertThat(run.out()).as(run.err()).isEqualTo("stable of web-server now points to " + childImage + ".\n");

        assertThat(lab.inAccount("channel", "web-server").out()).contains("stable", childImage);
        assertThat(lab.inAccount("lineage", childImage).out()).contains(", channel stable");
        assertThat(lab.inAccount("retire", childImage).out())
                .contains("The channel stable of web-server points to it.");

        lab.inAccount("channel", "web-server", "stable", "--remove");
        assertThat(lab.inAccount("channel", "web-server").out()).contains("has no channels");
    }

    @Test
    void show_buildThatSucceeded_holdsNothing() {
        var run = lab.inAccount("show", build("hardened-base-"));

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("  SUCCEEDED, built\n")
                .contains("  image      " + baseImage + "\n")
                .contains("  holds      nothing\n")
                .containsPattern("image +OPEN +" + baseImage)
                .containsPattern("builder +CLOSED +i-[0-9a-f]{17} +terminated");
    }

    @Test
    void show_tableOfResources_fitsEightyColumns() {
        var run = lab.inAccount("show", build("web-server-"));

        assertThat(run.lines().stream().dropWhile(line -> !line.startsWith("RESOURCE")))
                .hasSizeGreaterThan(4)
                .allMatch(line -> line.length() <= 80);
    }

    @Test
    void show_json_isOneObjectWithBuildAndResources() {
        var run = lab.inAccount("show", "--json", build("web-server-"));

        var object = PipelineJson.tree(run.out());
        assertThat(object.at("/build/imageId").asText()).isEqualTo(childImage);
        assertThat(object.path("resources")).isNotEmpty();
    }

    @Test
    void lineage_ofTheChild_drawsItsParentAboveIt() {
        var run = lab.inAccount("lineage", childImage);

        assertThat(run.code()).isZero();
        assertThat(heads(run)).hasSize(3);
        assertThat(heads(run).get(0)).startsWith("ami-").endsWith("not made by Kiln");
        assertThat(heads(run).get(1)).startsWith("└─ " + baseImage + "  hardened-base  ");
        assertThat(heads(run).get(2)).startsWith("   └─ " + childImage + " ◀  web-server  ");
    }

    @Test
    void lineage_ofTheParentsRecipe_drawsItsChildBelowIt() {
        var run = lab.inAccount("lineage", "hardened-base");

        assertThat(heads(run).get(1)).startsWith("└─ " + baseImage + " ◀  hardened-base  ");
        assertThat(heads(run).get(2)).startsWith("   └─ " + childImage + "  web-server  ");
    }

    @Test
    void lineage_eachImage_saysWhatItIsMadeOf() {
        assertThat(lab.inAccount("lineage", childImage).out())
                .containsPattern("10\\.0\\.20348\\.\\d+, 1 step, verified, build web-server-[0-9a-f]{16}\n");
    }

    @Test
    void lineage_json_isTheWholeRecord() {
        var run = lab.inAccount("lineage", "--json", childImage);

        assertThat(run.lines()).hasSize(1);
        assertThat(PipelineJson.tree(run.out()).path("parentImageId").asText()).isEqualTo(baseImage);
    }

    @ParameterizedTest
    @CsvSource({"show, none-0000", "lineage, ami-00000000000000000", "lineage, none"})
    void unknownSubject_isRefused(String command, String subject) {
        var run = lab.inAccount(command, subject);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("kiln: There is no ").contains(subject).contains("kiln builds lists");
    }

    @ParameterizedTest
    @ValueSource(strings = {"builds", "show small-0000", "lineage small"})
    void accountThatIsNotThere_isRefusedAndNotMade(String arguments) {
        Path none = folder.resolve("none");

        var run = CommandLab.run(arguments.concat(" --account " + none).split(" ", -1));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("kiln: There is no local account in " + none)
                .contains("kiln build ");
        assertThat(none).doesNotExist();
    }

    private static String build(String start) {
        return CommandLab.word(lab.inAccount("builds"), start);
    }

    /** The lines with an image; the lines between them say more about it. */
    private static List<String> heads(CommandLab.Run run) {
        return run.lines().stream().filter(line -> line.contains("ami-")).toList();
    }
}
