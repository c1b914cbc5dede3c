package dev.kiln.recipe;

import dev.kiln.json.PipelineJson;
import org.junit.jupiter.api.Test;

import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** Functions are deployed while builds are under way, whose plans an earlier version has pinned. */
class PinnedRecipeTest {
    private static final String EARLIER = """
            {"name": "web", "description": "", "parent": {"kind": "ssm", "parameter": "/aws/x"},
             "builder": {"instanceTypes": ["m7i.large"], "parking": {"lease": "PT72H", "keepRunning": false}},
             "steps": [], "seal": {"method": "SYSPREP", "administratorPassword": "RANDOM"},
             "image": {"name": "web", %s "tags": {"Team": "web"}}, "verify": []}
            """;

    @Test
    void recipeOfAnEarlierVersion_isReadAsItWasMeant() {
        var recipe = PipelineJson.read(EARLIER.formatted("\"rootVolumeGiB\": 60,"), Recipe.class);

        assertThat(recipe).isEqualTo(RecipeTexts.recipe("""
                        name: web
                        parent: {ssm: /aws/x}
                        builder: {instanceTypes: [m7i.large]}
                        seal: {cleanUp: false}
                        image: {rootVolume: {size: 60}, tags: {Team: web}}
                        """));
    }

    @Test
    void recipeOfAnEarlierVersionWithoutASize_hasTheParents() {
        var recipe = PipelineJson.read(EARLIER.formatted(""), Recipe.class);

        assertThat(recipe.image().rootVolume()).isEqualTo(Disk.AS_IT_IS);
    }

    @Test
    void updatesOfAnEarlierVersion_areThoseOfEveryRatingAndAge() {
        String step = """
                {"kind": "windowsUpdate", "name": "a", "categories": ["Tools"], "exclude": [], "timeout": "PT4H", "retries": 1}
                """;

        assertThat(PipelineJson.read(
                                EARLIER.replace("\"steps\": []", "\"steps\": [" + step + "]")
                                        .formatted(""),
                                Recipe.class)
                        .steps())
                .isEqualTo(RecipeTexts.recipeWith("steps: [{name: a, windowsUpdate: {categories: [Tools]}}]")
                        .steps());
    }

    @Test
    void parentRecipeOfAnEarlierVersion_isMeantWithoutAChannel() {
        String parent =
                EARLIER.formatted("").replace("\"ssm\", \"parameter\": \"/aws/x\"", "\"recipe\", \"recipe\": \"base\"");

        assertThat(PipelineJson.read(parent, Recipe.class).parent())
                .isEqualTo(new Parent.OfRecipe("base", Optional.empty()));
    }

    @Test
    void recipeOfThisVersion_isReadBackAsItWasWritten() {
        var recipe = RecipeTexts.recipe("""
                name: data
                parent: {ssm: /aws/x}
                builder: {volumes: [{device: xvdf, size: 10}, {device: xvdg, leftOut: true}]}
                image: {rootVolume: {size: 60, type: gp3}, volumes: [{device: xvdh, instanceStore: ephemeral0}]}
                seal: {method: none, imageOf: running}
                """);

        assertThat(PipelineJson.read(PipelineJson.write(recipe), Recipe.class)).isEqualTo(recipe);
        assertThat(recipe.image().retention()).isEqualTo(Optional.empty());
    }
}
