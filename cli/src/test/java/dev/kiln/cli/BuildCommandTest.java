package dev.kiln.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.json.PipelineJson;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static dev.kiln.cli.CommandLab.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

/** A recipe that becomes an image: what is printed, and what the same build prints when it is asked for again. */
class BuildCommandTest {
    @TempDir
    private static Path folder;

    private static CommandLab.Run first;
    private static CommandLab.Run second;
    private static CommandLab.Run rebuilt;
    private static CommandLab.Run asJson;

    @BeforeAll
    static void build() {
        var lab = new CommandLab(folder);
        String recipe = lab.recipe(SMALL);
        first = lab.inAccount("build", recipe);
        second = lab.inAccount("build", recipe);
        rebuilt = lab.inAccount("build", recipe, "--rebuild");
        asJson = lab.inAccount("build", recipe, "--rebuild", "--json");
    }

    @Test
    void build_prints_planFirst() {
        assertThat(first.lines().getFirst()).isEqualTo("small  Two steps and a check.");
        assertThat(first.out())
                .containsPattern("  parent   ami-[0-9a-f]{17}\n")
                .contains("  steps    1 one  powershell, 1 line, at most 1 h\n")
                .containsPattern("  key      [0-9a-f]{64}\n");
    }

    @Test
    void build_prints_oneLineForEachStateInTheirOrder() {
        assertThat(states(first))
                .containsExactly(
                        "Prepare",
                        "LaunchBuilder",
                        "RunStep one",
                        "RunStep two",
                        "SealBuilder",
                        "StopBuilder",
                        "CreateImage",
                        "TagImage",
                        "RetireBuilder",
                        "VerifyImage");
    }

    @Test
    void build_columnsOfStates_standUnderTheirHeading() {
        String heading = first.lines().stream()
                .filter(line -> line.endsWith("  state"))
                .findFirst()
                .orElseThrow();

        assertThat(first.lines().stream().filter(line -> line.contains(" s  ")))
                .isNotEmpty()
                .allSatisfy(line -> {
                    assertThat(line.indexOf(" s  ") + 4).isEqualTo(heading.indexOf("state"));
                    assertThat(line).matches(" +\\d+:\\d\\d:\\d\\d +\\d+:\\d\\d:\\d\\d +[\\d.]+ s  [A-Z].*");
                });
    }

    @Test
    void build_prints_imageWithSnapshotsTagsAndWhereItsLineageIs() {
        assertThat(first.code()).isZero();
        assertThat(first.err()).isEmpty();
        assertThat(first.out())
                .containsPattern("Image " + image(first) + " is available \\(built, ")
                .containsPattern("  snapshots snap-[0-9a-f]{17}\n")
                .containsPattern("  tags      Name +small image\n")
                .containsPattern("\n            kiln:recipe +small\n")
                .contains("  lineage   kiln lineage " + image(first) + " --account ");
    }

    @Test
    void build_notOnATerminal_hasNoEscapeCodes() {
        assertThat(first.out()).doesNotContain("\u001b").doesNotContain("\r");
    }

    @Test
    void build_theSameAgain_endsAtOnceWithTheSameImage() {
        assertThat(second.code()).isZero();
        assertThat(image(second)).isEqualTo(image(first));
        assertThat(second.out()).contains("already built as " + image(first)).contains("(already built, ");
        assertThat(states(second)).containsExactly("Prepare");
    }

    @Test
    void build_rebuild_makesAnotherImage() {
        assertThat(rebuilt.code()).isZero();
        assertThat(image(rebuilt)).isNotEqualTo(image(first));
    }

    @Test
    void build_json_printsOneObjectALineAndNothingElse() {
        var events = events();

        assertThat(asJson.code()).isZero();
        assertThat(asJson.err()).isEmpty();
        assertThat(events.getFirst().path("event").asText()).isEqualTo("planned");
        assertThat(events.getLast().path("event").asText()).isEqualTo("ended");
        assertThat(events.subList(1, events.size() - 1))
                .hasSize(10)
                .allMatch(event -> event.path("event").asText().equals("state"));
    }

    @Test
    void build_json_hasTheFieldsThatTheHelpNames() {
        var events = events();
        String help = CommandLab.run("build", "--help").out();

        assertThat(fields(events.getFirst())).containsExactlyInAnyOrder("event", "recipe", "parentImageId", "buildKey");
        assertThat(fields(events.get(3)))
                .containsExactlyInAnyOrder(
                        "event", "state", "step", "succeeded", "virtualSeconds", "tookSeconds", "realSeconds");
        assertThat(fields(events.getLast()))
                .containsExactlyInAnyOrder(
                        "event",
                        "buildId",
                        "status",
                        "outcome",
                        "imageId",
                        "imageName",
                        "snapshotIds",
                        "tags",
                        "virtualSeconds",
                        "realSeconds");
        assertThat(events).allSatisfy(event -> assertThat(fields(event)).allMatch(help::contains));
    }

    private static List<JsonNode> events() {
        return asJson.lines().stream().map(PipelineJson::tree).toList();
    }

    private static List<String> fields(JsonNode event) {
        var names = new ArrayList<String>();
        event.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> states(CommandLab.Run run) {
        return run.lines().stream()
                .filter(line -> line.contains(" s  "))
                .map(line -> line.substring(line.indexOf(" s  ") + 4))
                .toList();
    }

    private static String image(CommandLab.Run run) {
        return run.lines().stream()
                .filter(line -> line.startsWith("Image "))
                .findFirst()
                .map(line -> line.split(" ", 3)[1])
                .orElseThrow(() -> new AssertionError(run.out() + run.err()));
    }
}
