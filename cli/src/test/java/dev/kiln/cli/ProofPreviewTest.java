package dev.kiln.cli;

import dev.kiln.recipe.Reading;
import dev.kiln.recipe.Recipe;
import dev.kiln.recipe.RecipeReader;
import org.junit.jupiter.api.Test;

import java.time.InstantSource;

import static org.assertj.core.api.Assertions.assertThat;

class ProofPreviewTest {
    private static Recipe recipe(String more) {
        if (new RecipeReader(InstantSource.system()).read(CommandLab.SMALL + more) instanceof Reading.Good good) {
            return good.recipe();
        }
        throw new AssertionError(more);
    }

    @Test
    void manySubnets_namesTheChecksAlone() {
        assertThat(ProofPreview.of(recipe(""), 2)).containsExactly("boots, answers");
    }

    @Test
    void oneSubnet_saysThatRoutesAreProvenThereOnly() {
        assertThat(ProofPreview.of(recipe(""), 1))
                .containsExactly(
                        "boots, answers",
                        "the deployment has one subnet: whether routes are right in another one is not proven, only in the builder's");
    }

    @Test
    void nothingDoneForTheImage_saysThatItIsProvenInTheBuildersSubnet() {
        assertThat(ProofPreview.of(recipe("seal: {method: none}\n"), 2))
                .containsExactly("boots, answers", "in the builder's subnet, where routes that it has kept are right");
    }
}
