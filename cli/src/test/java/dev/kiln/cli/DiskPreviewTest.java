package dev.kiln.cli;

import dev.kiln.recipe.Disk;
import dev.kiln.recipe.Reading;
import dev.kiln.recipe.RecipeReader;
import org.junit.jupiter.api.Test;

import java.time.InstantSource;
import java.util.List;
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

    private static List<String> of(String recipe, List<String> parentEncrypted) {
        if (new RecipeReader(InstantSource.system()).read(recipe) instanceof Reading.Good good) {
            return DiskPreview.of(good.recipe(), parentEncrypted);
        }
        throw new AssertionError(recipe);
    }

    @Test
    void of_encryptionThatTheRecipeWants_saysWhatCanLaunchTheImage() {
        assertThat(of(CommandLab.SMALL + "image: {encryption: {kmsKey: alias/images}}\n", List.of()))
                .containsExactly(
                        "encrypted with alias/images; it can be launched on all instance types of the current and the previous generations, and whoever launches it needs the key");
    }

    @Test
    void of_encryptionOfTheParent_saysThatItIsInherited() {
        assertThat(of(CommandLab.SMALL, List.of("/dev/sda1")))
                .containsExactly(
                        "encrypted as its parent is (/dev/sda1); it can be launched on all instance types of the current and the previous generations, and whoever launches it needs the key");
    }

    @Test
    void of_machineThatTheRecipeBrings_saysThatItsVolumesDecide() {
        assertThat(of("name: own\nparent: {instance: i-0123456789abcdef0}\n", List.of()))
                .singleElement()
                .asString()
                .startsWith("encrypted where the volumes of the machine are; then it can be launched on");
    }

    @Test
    void of_nothingEncrypted_saysNothing() {
        assertThat(of(CommandLab.SMALL, List.of())).isEmpty();
    }
}
