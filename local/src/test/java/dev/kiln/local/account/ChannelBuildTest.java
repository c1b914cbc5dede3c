package dev.kiln.local.account;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.kiln.local.account.AccountLab.SMALL_UNSCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;

/** Builds whose parent is the image of a channel. */
class ChannelBuildTest {
    private static final String CHILD = """
            name: child
            parent: {recipe: small, channel: stable}
            schedule: never
            """;

    private final AccountLab lab = FreshAccounts.onMemoryTables(103, Faults.none());

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void build_parentIsAChannel_isMadeOfItsImage_andAnewWhenTheChannelHasMoved() {
        String first = lab.bake(SMALL_UNSCHEDULED).imageId().orElseThrow();
        lab.point("small", "stable", first);
        String second = rebuilt();

        var before = lab.bake(CHILD);
        lab.point("small", "stable", second);
        var after = lab.bake(CHILD);

        assertThat(lab.lineage(before).parentImageId()).isEqualTo(first);
        assertThat(lab.lineage(after).parentImageId()).isEqualTo(second);
        assertThat(after.imageId()).isNotEqualTo(before.imageId());
    }

    @Test
    void build_channelIsNotThere_failsBeforeAnythingIsLaunched() {
        lab.bake(SMALL_UNSCHEDULED);
        int launched = lab.calls("ec2:RunInstances");

        var build = lab.bake(CHILD);

        assertThat(build.error()).contains("dev.kiln.error.ParentUnavailable");
        assertThat(build.cause().orElseThrow())
                .contains("the recipe small has no channel stable", "Nothing was started");
        assertThat(lab.calls("ec2:RunInstances")).isEqualTo(launched);
    }

    private String rebuilt() {
        String id = lab.upload(SMALL_UNSCHEDULED, true);
        lab.account.runUntilQuiet();
        return lab.build(id).imageId().orElseThrow();
    }
}
