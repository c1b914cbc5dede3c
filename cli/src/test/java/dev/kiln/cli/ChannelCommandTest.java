package dev.kiln.cli;

import dev.kiln.json.PipelineJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The channels of a recipe with two images, in a deployment. */
class ChannelCommandTest {
    private static final String KEEPS_ONE = CommandLab.SMALL + "schedule: never\nimage: {retention: {keep: 1}}\n";

    @TempDir
    private Path folder;

    private StackLab lab;
    private String older;
    private String newer;

    @BeforeEach
    void buildTwice() {
        lab = new StackLab();
        older = build();
        newer = build();
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void channel_recipeAlone_listsThem() {
        channel("small", "stable", older);
        channel("small", "testing", newer);

        var run = channel("small");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.lines().get(0)).matches("CHANNEL +IMAGE +SINCE");
        assertThat(run.lines().get(1)).matches("stable +" + older + " +2026-\\S+Z");
        assertThat(run.lines().get(2)).matches("testing +" + newer + " +2026-\\S+Z");
    }

    @Test
    void channel_recipeWithoutChannels_saysHowToMakeOne() {
        assertThat(channel("small").out())
                .isEqualTo("The recipe small has no channels. To make one: kiln channel small stable IMAGE\n");
    }

    @Test
    void channel_image_isPointedTo_andItsPastIsShown() {
        assertThat(channel("small", "stable", older).out()).isEqualTo("stable of small now points to " + older + ".\n");
        assertThat(channel("small", "stable", newer).out())
                .isEqualTo("stable of small now points to " + newer + "; it pointed to " + older + ".\n");
        assertThat(channel("small", "stable", newer).out())
                .isEqualTo("stable of small points to " + newer + " already.\n");

        var run = channel("small", "stable");

        assertThat(run.lines().getFirst()).isEqualTo("stable of small points to " + newer);
        assertThat(run.lines().get(3)).endsWith(newer);
        assertThat(run.lines().get(4)).endsWith(older);
        assertThat(lab.run("show", newer, "--stack", "kiln").out()).contains("  channels   stable\n");
    }

    @Test
    void channel_json_isTheWholeRecord() {
        channel("small", "stable", older);

        assertThat(PipelineJson.tree(channel("small", "stable", "--json").out())
                        .at("/pointings/0/imageId")
                        .asText())
                .isEqualTo(older);
        assertThat(PipelineJson.tree(channel("small", "--json").out())
                        .path("name")
                        .asText())
                .isEqualTo("stable");
    }

    @Test
    void channel_back_pointsToTheImageBefore() {
        channel("small", "stable", older);
        channel("small", "stable", newer);

        assertThat(channel("small", "stable", "--back").out()).contains("now points to " + older);
        assertThat(channel("small", "stable", "--back").out()).contains("now points to " + newer);
    }

    @Test
    void channel_backWithoutAPast_isRefused() {
        channel("small", "stable", older);

        var run = channel("small", "stable", "--back");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("has pointed to no other image. Nothing was changed.");
    }

    @Test
    void channel_remove_isNoLongerListed_andCanBeTakenBack() {
        channel("small", "stable", older);

        assertThat(channel("small", "stable", "--remove").out())
                .isEqualTo("stable of small is removed; it pointed to " + older + ".\n");
        assertThat(channel("small").out()).contains("has no channels");
        assertThat(channel("small", "stable").out()).contains("stable of small is removed\n");

        assertThat(channel("small", "stable", "--back").out()).contains("now points to " + older);
    }

    @Test
    void channel_imageThatMayNotBePointedTo_isRefusedWithTheReason() {
        var run = channel("small", "stable", "ami-0123456789abcdef0");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("Nothing was changed. Kiln did not make ami-0123456789abcdef0", "kiln lineage small");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stable", "stable --back", "stable --remove"})
    void channel_unknown_isRefused(String arguments) {
        var run = channel(("small " + arguments).split(" ", -1));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("The recipe small has no channel stable", "kiln channel small stable IMAGE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "small stable ami-1 --back",
                "small stable --back --remove",
                "small --back",
                "small --remove",
                "small Stable ami-1"
            })
    void channel_whatMakesNoSense_isRefused(String arguments) {
        assertThat(channel(arguments.split(" ", -1)).code()).isEqualTo(2);
    }

    @Test
    void plan_ofAChild_namesTheChannel() {
        channel("small", "stable", older);

        var run = plan();

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains(older, "by the channel stable of the recipe small\n");
    }

    @Test
    void plan_ofAChildOfAnUnknownChannel_isRefused() {
        var run = plan();

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("the recipe small has no channel stable");
    }

    @Test
    void retireAndGc_imageThatAChannelPointsTo_isKeptUntilTheChannelIsPointedElsewhere() {
        channel("small", "stable", older);
        pass(Duration.ofDays(2));

        assertThat(lab.run("retire", "--yes", older, "--stack", "kiln").out())
                .contains(older + " is kept:\n  The channel stable of small points to it.");
        assertThat(lab.run("gc", "--yes", "small", "--stack", "kiln").out()).contains(older + " is kept:");

        channel("small", "stable", newer);
        assertThat(lab.run("gc", "--yes", "small", "--stack", "kiln").out()).contains(older + " (", " is deregistered");
    }

    private void pass(Duration time) {
        lab.account().timeline().runTo(lab.account().timeline().instant().plus(time));
    }

    private CommandLab.Run plan() {
        String child = "name: child\nparent: {recipe: small, channel: stable}\n";
        return lab.run("plan", "--stack", "kiln", new CommandLab(folder).recipe(child));
    }

    private CommandLab.Run channel(String... arguments) {
        var all = new ArrayList<>(List.of("channel"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--stack", "kiln"));
        return lab.run(all.toArray(String[]::new));
    }

    private String build() {
        var run = lab.run("build", "--rebuild", "--json", "--stack", "kiln", new CommandLab(folder).recipe(KEEPS_ONE));
        // A machine that was terminated is no longer in use, but EC2 goes on showing it for a while.
        pass(Duration.ofHours(2));
        return PipelineJson.tree(run.lines().getLast()).path("imageId").asText();
    }
}
