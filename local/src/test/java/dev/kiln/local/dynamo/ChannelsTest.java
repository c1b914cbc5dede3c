package dev.kiln.local.dynamo;

import dev.kiln.ledger.Tables;
import dev.kiln.lineage.Channel;
import dev.kiln.lineage.Channels;
import dev.kiln.lineage.Channels.Answer;
import dev.kiln.lineage.FastLaunchAnswer;
import dev.kiln.lineage.ImageLineage;
import dev.kiln.lineage.Lineage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/** Channels and the images that they point to, against both implementations. Each test has a recipe of its own. */
@ParameterizedClass
@EnumSource(Implementation.class)
class ChannelsTest {
    private static final Instant NOW = Instant.parse("2026-03-11T09:00:00Z");

    @RegisterExtension
    static final SharedDynamo DYNAMO = new SharedDynamo();

    private final DynamoDbClient dynamo;
    private final Channels channels;
    private final Lineage lineage;
    private String recipe;
    private String one;
    private String two;

    ChannelsTest(Implementation implementation) {
        dynamo = implementation.client(DYNAMO);
        channels = new Channels(dynamo, DYNAMO.lineage());
        lineage = new Lineage(dynamo, DYNAMO.lineage());
    }

    @BeforeEach
    void makeTwoImages(TestInfo test) {
        recipe = test.getTestMethod().orElseThrow().getName() + "-"
                + dynamo.getClass().getSimpleName();
        one = verified("ami-one-" + recipe);
        two = verified("ami-two-" + recipe);
    }

    @Test
    void point_newChannel_isOnRecordAndSoItIsOfTheImage() {
        assertThat(point("stable", one, 1)).isInstanceOf(Answer.Pointed.class);

        assertThat(channel("stable").imageId()).contains(one);
        assertThat(image(one).channels()).containsExactly("stable");
    }

    @Test
    void point_toAnother_leavesTheFormerImage_andRemembersIt() {
        point("stable", one, 1);

        point("stable", two, 2);

        assertThat(image(one).channels()).isEmpty();
        assertThat(image(two).channels()).containsExactly("stable");
        assertThat(channel("stable").pointings())
                .containsExactly(
                        new Channel.Pointing(NOW.plusSeconds(2), Optional.of(two)),
                        new Channel.Pointing(NOW.plusSeconds(1), Optional.of(one)));
    }

    @Test
    void point_toAnImageThatAnEarlierVersionHasRecorded_pointsThere() {
        var item = new TreeMap<>(dynamo.getItem(
                        r -> r.tableName(DYNAMO.lineage()).key(Map.of(Tables.PK, AttributeValue.fromS(one))))
                .item());
        item.put("json", AttributeValue.fromS(item.get("json").s().replace(",\"channels\":[]", "")));
        dynamo.putItem(r -> r.tableName(DYNAMO.lineage()).item(item));

        assertThat(item.get("json").s()).doesNotContain("channels");
        assertThat(point("stable", one, 1)).isInstanceOf(Answer.Pointed.class);
        assertThat(image(one).channels()).containsExactly("stable");
    }

    @Test
    void point_whereItPointsAlready_changesNothing() {
        point("stable", one, 1);

        point("stable", one, 2);

        assertThat(channel("stable").pointings()).hasSize(1);
    }

    @Test
    void point_toNothing_leavesTheImage_andIsNoLongerListed() {
        point("stable", one, 1);

        channels.point(channel("stable"), Optional.empty(), NOW.plusSeconds(2));

        assertThat(image(one).channels()).isEmpty();
        assertThat(channel("stable").imageId()).isEmpty();
        assertThat(channel("stable").before()).contains(one);
        assertThat(channels.ofRecipe(recipe)).isEmpty();
    }

    @Test
    void ofRecipe_severalChannels_areInTheOrderOfTheirNames_andNoImages() {
        point("testing", two, 1);
        point("stable", one, 2);
        point("old", one, 3);

        assertThat(channels.ofRecipe(recipe)).extracting(Channel::name).containsExactly("old", "stable", "testing");
        assertThat(lineage.ofRecipe(recipe)).hasSize(2);
        assertThat(image(one).channels()).containsExactly("old", "stable");
    }

    @Test
    void point_toAnImageThatKilnDidNotMake_isRefused() {
        assertRefused("ami-nobodys", "there is no lineage of it");
    }

    @Test
    void point_toAnImageOfAnotherRecipe_isRefused() {
        lineage.record(ImageRecord.of("ami-other-" + recipe, "ami-base", "other", NOW));

        assertRefused("ami-other-" + recipe, "is an image of other. The images of " + recipe);
    }

    @Test
    void point_toAnImageThatIsNotVerified_isRefused() {
        lineage.record(ImageRecord.of("ami-new-" + recipe, "ami-base", recipe, NOW));

        assertRefused("ami-new-" + recipe, "has not proven that it boots");
    }

    @Test
    void point_toAnImageThatAPersonHasHadAHandIn_isRefused() {
        String touched = "ami-touched-" + recipe;
        lineage.record(ImageRecord.of(touched, "ami-base", recipe, NOW, Optional.of(NOW)));
        prove(touched);

        assertRefused(touched, "by hand, so it counts for nothing");
    }

    @Test
    void point_toAnImageThatIsRetired_isRefused() {
        lineage.retired(one, NOW);

        assertRefused(one, "is retired");
    }

    @Test
    void point_whileSomebodyElsePointsTheSameChannel_oneIsTold() {
        point("stable", one, 1);
        var seen = channel("stable");
        point("stable", two, 2);

        assertThat(channels.point(seen, Optional.empty(), NOW.plusSeconds(3)))
                .isEqualTo(new Answer.Overtaken(channel("stable")));
        assertThat(channel("stable").imageId()).contains(two);
        assertThat(image(two).channels()).containsExactly("stable");
    }

    @Test
    void point_whileSomebodyElseMakesTheSameChannel_oneIsTold() {
        var seen = channel("stable");
        point("stable", two, 1);

        assertThat(channels.point(seen, Optional.of(one), NOW.plusSeconds(2))).isInstanceOf(Answer.Overtaken.class);
        assertThat(image(one).channels()).isEmpty();
    }

    @Test
    void point_whileTheImageIsRetired_isRefused() {
        var overtaken = overtaken(() -> lineage.retired(one, NOW));

        assertThat(overtaken.point(channel("stable"), Optional.of(one), NOW)).isInstanceOf(Answer.Refused.class);
        assertThat(channel("stable").pointings()).isEmpty();
        assertThat(image(one).channels()).isEmpty();
    }

    @Test
    void point_whileTheImageIsChangedOtherwise_losesNeither() {
        var overtaken = overtaken(() -> lineage.answered(one, new FastLaunchAnswer(NOW, true, "enabling")));

        assertThat(overtaken.point(channel("stable"), Optional.of(one), NOW)).isInstanceOf(Answer.Pointed.class);
        assertThat(image(one).channels()).containsExactly("stable");
        assertThat(image(one).fastLaunch()).isPresent();
    }

    @Test
    void retired_whileAChannelIsPointedToTheImage_isNotRetired() {
        var overtaken = new Lineage(new Meanwhile(dynamo, () -> point("stable", one, 1)), DYNAMO.lineage());

        assertThat(overtaken.retired(one, NOW))
                .map(ImageLineage::channels)
                .hasValue(image(one).channels());
        assertThat(image(one).retired()).isEmpty();
    }

    @Test
    void retired_imageThatItsChannelHasLeft_isRetired() {
        point("stable", one, 1);
        point("stable", two, 2);

        assertThat(lineage.retired(one, NOW).flatMap(ImageLineage::retired)).contains(NOW);
    }

    @Test
    void record_imageThatAChannelPointsTo_keepsTheChannel() {
        point("stable", one, 1);

        lineage.record(ImageRecord.of(one, "ami-base", recipe, NOW));

        assertThat(image(one).channels()).containsExactly("stable");
    }

    private Answer point(String channel, String image, int second) {
        return channels.point(channel(channel), Optional.of(image), NOW.plusSeconds(second));
    }

    private Channel channel(String name) {
        return channels.of(recipe, name);
    }

    private ImageLineage image(String id) {
        return lineage.of(id).orElseThrow();
    }

    /** Somebody who points a channel, and between his look at the image and his write something else happens. */
    private Channels overtaken(Runnable happens) {
        return new Channels(new Meanwhile(dynamo, happens), DYNAMO.lineage());
    }

    private void assertRefused(String image, String why) {
        assertThat(point("stable", image, 1))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.why()).contains(image, why));
        assertThat(channel("stable").pointings()).isEmpty();
    }

    private String verified(String id) {
        lineage.record(ImageRecord.of(id, "ami-base", recipe, NOW));
        prove(id);
        return id;
    }

    private void prove(String id) {
        lineage.verified(id, new ImageLineage.Verification(NOW, "i-1", "command-1", List.of("answers")));
    }
}
