package dev.kiln.local.dynamo;

import dev.kiln.ledger.BuildRecord;
import dev.kiln.ledger.Builds;
import dev.kiln.ledger.Claim;
import dev.kiln.ledger.Claims;
import dev.kiln.lineage.ImageLineage;
import dev.kiln.lineage.Lineage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** What builds leave behind, against both implementations of DynamoDB. Each test has names of its own. */
@ParameterizedClass
@EnumSource(Implementation.class)
class RecordsTest {
    private static final Instant NOW = Instant.parse("2026-03-11T09:00:00Z");

    @RegisterExtension
    static final SharedDynamo DYNAMO = new SharedDynamo();

    private final Builds builds;
    private final Claims claims;
    private final Lineage lineage;

    RecordsTest(Implementation implementation) {
        var dynamo = implementation.client(DYNAMO);
        builds = new Builds(dynamo, DYNAMO.ledger());
        claims = new Claims(dynamo, DYNAMO.ledger());
        lineage = new Lineage(dynamo, DYNAMO.lineage());
    }

    @Test
    void begin_secondTry_leavesTheFirst() {
        builds.begin(begun("begun-twice", NOW));
        builds.begin(begun("begun-twice", NOW.plusSeconds(60)));

        assertThat(builds.of("begun-twice")).contains(begun("begun-twice", NOW));
    }

    @Test
    void newest_builds_areNewestFirstAndNoMoreThanAskedFor() {
        builds.begin(begun("old", NOW.plusSeconds(3600)));
        builds.begin(begun("new", NOW.plusSeconds(7200)));

        assertThat(builds.newest(2)).extracting(BuildRecord::buildId).containsExactly("new", "old");
        assertThat(builds.newest(1)).extracting(BuildRecord::buildId).containsExactly("new");
    }

    @Test
    void changed_overtakenByANewerStatus_isNoNews() {
        builds.begin(begun("changed", NOW));
        var ended = new BuildRecord.Status(
                "SUCCEEDED", 0, Optional.of(NOW.plusSeconds(9)), Optional.empty(), Optional.empty());

        assertThat(builds.changed("changed", ended)).isTrue();
        assertThat(builds.changed("changed", ended)).isFalse();
        assertThat(builds.of("changed")).map(BuildRecord::status).contains("SUCCEEDED");
    }

    private static BuildRecord begun(String buildId, Instant at) {
        return BuildRecord.begun(buildId, "iis", "arn:" + buildId, "test", at);
    }

    @Test
    void take_keyThatIsTaken_answersItsHolder() {
        var first = new Claim("taken", "first", "arn:first", Optional.empty());

        assertThat(claims.take(first)).isEqualTo(first);
        assertThat(claims.take(new Claim("taken", "second", "arn:second", Optional.empty())))
                .isEqualTo(first);
    }

    @Test
    void takeOver_onceTakenOver_failsForWhoeverExpectsTheOldHolder() {
        var first = claims.take(new Claim("overtaken", "first", "arn:first", Optional.empty()));
        var second = new Claim("overtaken", "second", "arn:second", Optional.empty());

        assertThat(claims.takeOver(first, second)).isTrue();
        assertThat(claims.takeOver(first, new Claim("overtaken", "third", "arn:third", Optional.empty())))
                .isFalse();
        assertThat(claims.of("overtaken")).contains(second);
    }

    @Test
    void ofRecipe_images_areNewestFirst() {
        lineage.record(ImageRecord.of("ami-old", "ami-base", "sorted", NOW));
        lineage.record(ImageRecord.of("ami-new", "ami-base", "sorted", NOW.plusSeconds(60)));

        assertThat(lineage.ofRecipe("sorted")).extracting(ImageLineage::imageId).containsExactly("ami-new", "ami-old");
    }

    @Test
    void children_images_areOldestFirst() {
        lineage.record(ImageRecord.of("ami-second", "ami-parent", "family", NOW.plusSeconds(60)));
        lineage.record(ImageRecord.of("ami-first", "ami-parent", "family", NOW));

        assertThat(lineage.children("ami-parent"))
                .extracting(ImageLineage::imageId)
                .containsExactly("ami-first", "ami-second");
    }

    @Test
    void record_imageThatIsVerified_keepsTheProof() {
        var image = ImageRecord.of("ami-proven", "ami-base", "proven", NOW);
        var proof = new ImageLineage.Verification(NOW, "i-1", "command-1", List.of("answers"));
        lineage.record(image);
        lineage.verified("ami-proven", proof);

        lineage.record(image);

        assertThat(lineage.of("ami-proven").flatMap(ImageLineage::verification)).contains(proof);
    }
}
