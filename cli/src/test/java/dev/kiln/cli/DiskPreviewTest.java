package dev.kiln.cli;

import dev.kiln.recipe.Disk;
import org.junit.jupiter.api.Test;

import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class DiskPreviewTest {
    private static Disk disk(Optional<Integer> size, Optional<String> type) {
        return new Disk(size, type, Optional.empty(), Optional.empty(), Optional.of(false));
    }

    @Test
    void ofBrought_size_saysThatItCannotBeShrunkAgain() {
        assertThat(DiskPreview.ofBrought(disk(Optional.of(60), Optional.of("gp3"))))
                .contains(
                        "its root volume is changed before the first step, and stays so: 60 GiB, gp3; EC2 cannot shrink it again");
    }

    @Test
    void ofBrought_typeAlone_saysThatItStaysSo() {
        assertThat(DiskPreview.ofBrought(disk(Optional.empty(), Optional.of("gp3"))))
                .contains("its root volume is changed before the first step, and stays so: gp3");
    }

    @Test
    void ofBrought_nothingOfTheVolumeItself_saysNothing() {
        assertThat(DiskPreview.ofBrought(disk(Optional.empty(), Optional.empty())))
                .isEmpty();
    }
}
