package dev.kiln.cli;

import dev.kiln.json.PipelineJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Image;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Two images of a recipe in a deployment that keeps the newest one, and an operator who tidies up. */
class StackRetireTest {
    private static final String KEEPS_ONE = CommandLab.SMALL + "image: {retention: {keep: 1}}\n";

    @TempDir
    private Path folder;

    private StackLab lab;
    private String older;
    private String newer;

    @BeforeEach
    void build() {
        lab = new StackLab();
        older = build("--json");
        newer = build("--json", "--rebuild");
        // The schedule of the deployment leaves the images of a recipe that is gone to the operator.
        lab.account()
                .s3()
                .deleteObject(
                        r -> r.bucket(lab.account().deployment().recipeBucket()).key("recipes/small/recipe.yaml"));
        // What is younger than a day is left alone, and a machine that was terminated is shown for an hour.
        lab.account().timeline().runTo(lab.account().timeline().instant().plus(Duration.ofDays(2)));
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void retire_withoutYes_saysWhatItWouldDoAndChangesNothing() {
        var run = lab.run("retire", "--stack", "kiln", older);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .containsPattern(older + " \\(small-.*\\) would be deregistered, and snap-[0-9a-f]{17} deleted\\.\n")
                .endsWith("Nothing was changed. With --yes it is done.\n");
        assertThat(images()).containsExactlyInAnyOrder(older, newer);
    }

    @Test
    void retire_withYes_deregistersTheImageInTheDeployment() {
        var run = lab.run("retire", "--stack", "kiln", "--yes", older);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains(older).contains(" is deregistered, and snap-");
        assertThat(images()).containsExactly(newer);
        assertThat(lab.run("retire", "--stack", "kiln", older).out()).isEqualTo(older + " is gone already.\n");
    }

    @Test
    void retire_imageThatKilnDidNotMake_isKept() {
        var run = lab.run("retire", "--stack", "kiln", "--yes", "ami-0123456789abcdef0");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("ami-0123456789abcdef0 is kept:\n  Kiln did not make it");
    }

    @Test
    void gc_withoutYes_namesWhatTheRetentionNoLongerKeeps() {
        var run = lab.run("gc", "--stack", "kiln", "small");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .startsWith("small: 1 of 2 images are no longer kept.\n" + older)
                .endsWith("Nothing was changed. With --yes it is done.\n");
        assertThat(images()).containsExactlyInAnyOrder(older, newer);
    }

    @Test
    void gc_withYes_leavesTheImagesThatAreKept() {
        var run = lab.run("gc", "--stack", "kiln", "--yes", "small");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(images()).containsExactly(newer);
        assertThat(lab.run("gc", "--stack", "kiln", "--yes", "small").out())
                .isEqualTo("small: 0 of 2 images are no longer kept.\n");
    }

    @Test
    void gc_recipeWithoutImages_isRefused() {
        var run = lab.run("gc", "--stack", "kiln", "none");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("The recipe none says nothing of retention, or has no image.");
    }

    private String build(String... options) {
        var arguments = List.of("build", "--stack", "kiln", new CommandLab(folder).recipe(KEEPS_ONE));
        var run = lab.run(Stream.concat(arguments.stream(), Stream.of(options)).toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        return PipelineJson.tree(run.lines().getLast()).path("imageId").asText();
    }

    private List<String> images() {
        return lab.account().ec2().describeImages(r -> r.owners("self")).images().stream()
                .map(Image::imageId)
                .toList();
    }
}
