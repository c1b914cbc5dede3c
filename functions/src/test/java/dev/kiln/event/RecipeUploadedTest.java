package dev.kiln.event;

import dev.kiln.error.InvalidBuildRequest;
import dev.kiln.json.PipelineJson;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RecipeUploadedTest {
    private static final RecipeUploaded UPLOAD =
            new RecipeUploaded("recipes-1", "recipes/iis-2022/recipe.yaml", "v1", "e1");

    @Test
    void read_objectCreated_takesVersionAndEtag() {
        var event = PipelineJson.tree("""
                {"source":"aws.s3","detail-type":"Object Created","detail":{"bucket":{"name":"recipes-1"},
                 "object":{"key":"recipes/iis-2022/recipe.yaml","size":7,"etag":"e1","version-id":"v1","sequencer":"0"}}}""");

        assertThat(RecipeUploaded.read(event)).isEqualTo(UPLOAD);
    }

    @Test
    void executionName_sameUpload_isTheSame() {
        assertThat(UPLOAD.executionName())
                .isEqualTo(new RecipeUploaded("recipes-1", UPLOAD.key(), "v1", "e1").executionName())
                .matches("iis-2022-[0-9a-f]{16}");
    }

    @Test
    void executionName_nextVersion_isAnother() {
        assertThat(UPLOAD.executionName())
                .isNotEqualTo(new RecipeUploaded("recipes-1", UPLOAD.key(), "v2", "e1").executionName());
    }

    @Test
    void executionName_longestRecipe_fitsTheNameOfAnExecution() {
        var upload = new RecipeUploaded("b", "recipes/" + "a".repeat(40) + "/recipe.yaml", "v", "e");

        assertThat(upload.executionName()).hasSizeLessThanOrEqualTo(80);
    }

    @Test
    void executionName_otherKey_isRefusedWithTheMend() {
        assertThatThrownBy(() -> new RecipeUploaded("b", "recipes/IIS/recipe.yaml", "v", "e").executionName())
                .isInstanceOf(InvalidBuildRequest.class)
                .hasMessageContaining("must be recipes/NAME/recipe.yaml")
                .hasMessageContaining("Nothing was started");
    }
}
