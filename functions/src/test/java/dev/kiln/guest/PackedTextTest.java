package dev.kiln.guest;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PackedTextTest {
    @Test
    void text_packedAndUnpacked_isTheSame() {
        String text = "<Owner>Gr\u00fc\u00dfe</Owner>\r\n".repeat(300);

        assertThat(PackedText.unpack(PackedText.pack(text))).contains(text);
    }

    @Test
    void log_packed_isMuchShorter() {
        String log = "2026-11-24 08:00:00, Info SYSPRP ActionPlatform::LaunchModule: executing it\n".repeat(300);

        assertThat(PackedText.pack(log).length()).isLessThan(log.length() / 10);
    }

    @Test
    void text_cutOff_isNone() {
        String packed = PackedText.pack("something longer than nothing");

        assertThat(PackedText.unpack(packed.substring(0, packed.length() / 2))).isEmpty();
    }

    @Test
    void text_thatUnpacksToFarMoreThanAScriptPacks_isNone() {
        assertThat(PackedText.unpack(PackedText.pack("x".repeat(1_000_000)))).isEmpty();
    }
}
