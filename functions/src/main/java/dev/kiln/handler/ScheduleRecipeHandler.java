package dev.kiln.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.event.RecipeUploaded;
import dev.kiln.step.ScheduleRecipe;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A recipe was uploaded or deleted: its schedule follows. The work is in {@link ScheduleRecipe}. */
public final class ScheduleRecipeHandler extends JsonHandler {
    private final ScheduleRecipe scheduleRecipe;

    public ScheduleRecipeHandler(ScheduleRecipe scheduleRecipe) {
        this.scheduleRecipe = scheduleRecipe;
    }

    @Override
    Object handle(JsonNode event) {
        var recipe = RecipeUploaded.read(event).recipe();
        var outcome = scheduleRecipe.follow(recipe);
        return new TreeMap<>(
                Map.of("recipe", recipe.name(), "schedule", outcome.name().toLowerCase(Locale.ROOT)));
    }
}
