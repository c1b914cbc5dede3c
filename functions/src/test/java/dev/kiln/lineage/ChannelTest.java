package dev.kiln.lineage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** What a channel remembers of where it has pointed. */
class ChannelTest {
    private static final Instant NOW = Instant.parse("2026-03-11T09:00:00Z");

    @Test
    void before_newChannel_isNothing() {
        assertThat(pointed("ami-1").before()).isEmpty();
    }

    @Test
    void before_channelThatWasMoved_isTheImageBefore() {
        assertThat(pointed("ami-1", "ami-2", "ami-3").before()).contains("ami-2");
    }

    @Test
    void before_channelThatWasRemovedAndPointedToTheSameAgain_isTheOneBeforeThat() {
        assertThat(pointed("ami-1", "ami-2", "", "ami-2").before()).contains("ami-1");
    }

    @Test
    void before_channelThatWasRemoved_isTheImageThatItHad() {
        assertThat(pointed("ami-1", "").before()).contains("ami-1");
    }

    @Test
    void pointedTo_moreOftenThanIsRemembered_forgetsTheOldest() {
        var channel = Channel.none("base", "stable");
        for (int i = 0; i <= Channel.REMEMBERED; i++) {
            channel = channel.pointedTo(Optional.of("ami-" + i), NOW.plusSeconds(i));
        }

        assertThat(channel.pointings()).hasSize(Channel.REMEMBERED);
        assertThat(channel.pointings().getLast().imageId()).contains("ami-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stable", "2022-lts", "a"})
    void mayBeCalled_nameAsRecipesHaveThem_isTrue(String name) {
        assertThat(Channel.mayBeCalled(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Stable", "a b", "a#b", "01234567890123456789012345678901234567890"})
    void mayBeCalled_otherName_isFalse(String name) {
        assertThat(Channel.mayBeCalled(name)).isFalse();
    }

    private static Channel pointed(String... images) {
        var channel = Channel.none("base", "stable");
        for (String image : images) {
            channel = channel.pointedTo(Optional.of(image).filter(id -> !id.isEmpty()), NOW);
        }
        return channel;
    }
}
