package dev.kiln.local.ec2;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Tag;

import java.util.List;
import java.util.stream.IntStream;

import static dev.kiln.local.ec2.Ec2Lab.code;
import static org.assertj.core.api.Assertions.assertThat;

/** CreateTags and DeleteTags. */
class TagTest {
    private final Ec2Lab lab = new Ec2Lab();

    @Test
    void create_overwritesEqualKeysAndKeepsTheOthers() {
        var id = lab.running();
        lab.ec2.createTags(r -> r.resources(id).tags(tag("a", "1"), tag("b", "1")));

        lab.ec2.createTags(r -> r.resources(id).tags(tag("b", "2")));

        assertThat(lab.instance(id).tags()).containsExactly(tag("a", "1"), tag("b", "2"));
    }

    @Test
    void create_oneResourceUnknown_tagsNone() {
        var id = lab.running();

        assertThat(code(() -> lab.ec2.createTags(
                        r -> r.resources(id, "snap-00000000000000001").tags(tag("a", "1")))))
                .isEqualTo("InvalidSnapshot.NotFound");
        assertThat(lab.instance(id).tags()).isEmpty();
    }

    @Test
    void create_resourcesThatAreNotThere_haveTheirOwnErrors() {
        assertThat(codeFor("i-00000000000000001")).isEqualTo("InvalidInstanceID.NotFound");
        assertThat(codeFor("ami-00000000000000001")).isEqualTo("InvalidAMIID.NotFound");
        assertThat(codeFor("vol-00000000000000001")).isEqualTo("InvalidVolume.NotFound");
        assertThat(codeFor("eni-00000000000000001")).isEqualTo("InvalidNetworkInterfaceID.NotFound");
        assertThat(codeFor("thing-1")).isEqualTo("InvalidID");
    }

    private String codeFor(String id) {
        return code(() -> lab.ec2.createTags(r -> r.resources(id).tags(tag("a", "1"))));
    }

    @Test
    void create_moreThanFiftyTags_isRefused() {
        var id = lab.running();
        lab.ec2.createTags(r -> r.resources(id).tags(tags(50)));
        lab.ec2.createTags(r -> r.resources(id).tags(tag("k1", "again")));

        assertThat(code(() -> lab.ec2.createTags(r -> r.resources(id).tags(tag("k51", "")))))
                .isEqualTo("TagLimitExceeded");
    }

    private static List<Tag> tags(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> tag("k" + i, "")).toList();
    }

    @Test
    void create_tagsThatEc2DoesNotTake_areRefused() {
        var id = lab.running();

        for (Tag bad :
                List.of(tag("aws:mine", "1"), tag("", "1"), tag("k".repeat(129), "1"), tag("k", "v".repeat(257)))) {
            assertThat(code(() -> lab.ec2.createTags(r -> r.resources(id).tags(bad))))
                    .isEqualTo("InvalidParameterValue");
        }
    }

    @Test
    void delete_removesByKeyAndByKeyWithValue() {
        var id = lab.running();
        lab.ec2.createTags(r -> r.resources(id).tags(tag("a", "1"), tag("b", "1"), tag("c", "1")));

        lab.ec2.deleteTags(r -> r.resources(id)
                .tags(Tag.builder().key("a").build(), tag("b", "other"), tag("c", "1"), tag("never", "was")));

        assertThat(lab.instance(id).tags()).containsExactly(tag("b", "1"));
    }

    @Test
    void delete_withoutTags_removesAll() {
        var id = lab.running();
        lab.ec2.createTags(r -> r.resources(id).tags(tag("a", "1"), tag("b", "1")));

        lab.ec2.deleteTags(r -> r.resources(id));

        assertThat(lab.instance(id).tags()).isEmpty();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
