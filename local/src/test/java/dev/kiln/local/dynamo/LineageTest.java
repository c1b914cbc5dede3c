package dev.kiln.local.dynamo;

import dev.kiln.json.PipelineJson;
import dev.kiln.lineage.FastLaunchAnswer;
import dev.kiln.lineage.ImageLineage;
import dev.kiln.lineage.Lineage;
import dev.kiln.lineage.MachineFacts;
import dev.kiln.lineage.StepRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Where images come from and what came of them, over generations. Each test has a recipe and images of its own. */
class LineageTest {
    private static final Instant NOW = Instant.parse("2026-03-11T09:00:00Z");
    private static final ImageLineage.Verification PROOF =
            new ImageLineage.Verification(NOW.plusSeconds(900), "i-1", "command-1", List.of("answers"));

    @RegisterExtension
    static final SharedDynamo DYNAMO = new SharedDynamo();

    private final Lineage lineage = new Lineage(DYNAMO.client(), DYNAMO.lineage());
    private String test;

    @BeforeEach
    void nameRecipe(TestInfo info) {
        test = info.getTestMethod().orElseThrow().getName();
    }

    @Test
    void record_image_isReadBackWhole() {
        var image = image(1, "ami-amazon", "");

        lineage.record(image);

        assertThat(lineage.of(id(1))).contains(image);
    }

    @Test
    void record_ofAnEarlierVersion_saysNothingOfEncryption() {
        String old = PipelineJson.write(image(1, "ami-amazon", "")).replaceFirst(",\"encryption\":[^,}]*", "");

        assertThat(old).doesNotContain("encryption");
        assertThat(PipelineJson.read(old, ImageLineage.class).encryption()).isEmpty();
    }

    @Test
    void record_writtenAgain_keepsTimeAndProof() {
        lineage.record(image(1, "ami-amazon", ""));
        lineage.verified(id(1), PROOF);

        lineage.record(image(1, "ami-amazon", "", NOW.plusSeconds(3600)));

        assertThat(lineage.of(id(1))).hasValueSatisfying(image -> {
            assertThat(image.createdAt()).isEqualTo(NOW.plusSeconds(1));
            assertThat(image.verification()).contains(PROOF);
        });
        assertThat(lineage.ofRecipe(test)).hasSize(1);
    }

    @Test
    void verified_whileSomebodyChangesTheSameImage_losesNeitherChange() {
        lineage.record(image(1, "ami-amazon", ""));
        var overtaken = new Lineage(
                new Meanwhile(
                        DYNAMO.client(), () -> lineage.answered(id(1), new FastLaunchAnswer(NOW, true, "enabling"))),
                DYNAMO.lineage());

        overtaken.verified(id(1), PROOF);

        assertThat(lineage.of(id(1))).hasValueSatisfying(image -> {
            assertThat(image.verification()).contains(PROOF);
            assertThat(image.fastLaunch()).isPresent();
        });
    }

    @Test
    void verified_imageWithoutRecord_makesNone() {
        lineage.verified("ami-nobodys", PROOF);

        assertThat(lineage.of("ami-nobodys")).isEmpty();
    }

    @Test
    void ancestors_severalGenerations_areNearestFirstAndEndWhereKilnDidNotBuild() {
        lineage.record(image(1, "ami-amazon", ""));
        lineage.record(image(2, id(1), ""));
        lineage.record(image(3, id(2), ""));
        var youngest = image(4, id(3), "");

        assertThat(lineage.ancestors(youngest))
                .extracting(ImageLineage::imageId)
                .containsExactly(id(3), id(2), id(1));
    }

    @Test
    void ancestors_moreGenerationsThanEc2Remembers_areCut() {
        lineage.record(image(0, "ami-amazon", ""));
        IntStream.rangeClosed(1, 60).forEach(n -> lineage.record(image(n, id(n - 1), "")));

        assertThat(lineage.ancestors(image(61, id(60), "")))
                .hasSize(Lineage.GENERATIONS_MAX)
                .last()
                .extracting(ImageLineage::imageId)
                .isEqualTo(id(11));
    }

    @Test
    void children_ofAnImage_areOldestFirstAndNoGrandchildren() {
        lineage.record(image(3, id(1), ""));
        lineage.record(image(2, id(1), ""));
        lineage.record(image(4, id(2), ""));

        assertThat(lineage.children(id(1))).extracting(ImageLineage::imageId).containsExactly(id(2), id(3));
    }

    @Test
    void ofRecipe_moreThanAPageOfDynamo_areNewestFirst() {
        // A page ends at 1 MB: these are about 2.
        String output = "x".repeat(200_000);
        IntStream.rangeClosed(1, 10).forEach(n -> lineage.record(image(n, "ami-amazon", output)));

        assertThat(lineage.ofRecipe(test))
                .extracting(ImageLineage::imageId)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 10).mapToObj(n -> id(11 - n)).toList());
    }

    private String id(int number) {
        return "ami-" + test + "-" + number;
    }

    private ImageLineage image(int number, String parent, String result) {
        return image(number, parent, result, NOW.plusSeconds(number));
    }

    private ImageLineage image(int number, String parent, String result, Instant created) {
        var step = new StepRecord(
                "iis",
                "powershell",
                new TreeMap<>(Map.of("inline", "0".repeat(64))),
                Duration.ofMinutes(3),
                List.of("command-0"),
                result);
        return new ImageLineage(
                id(number),
                "iis-2022-2026-03-11-0123abcd",
                List.of("snap-1"),
                parent,
                "parent",
                "the image " + parent,
                test,
                "v1",
                "0".repeat(64),
                "key",
                "build-" + number,
                "arn:build-" + number,
                "test",
                NOW,
                created,
                List.of(step),
                "command-9",
                new MachineFacts(
                        "EC2Launch v2",
                        "2.0.1",
                        "Windows Server 2022",
                        "10.0.20348",
                        "3.3",
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.of(4096L)),
                new TreeMap<>(Map.of("team", "web")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new TreeSet<>());
    }
}
