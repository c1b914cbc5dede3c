package dev.kiln.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.event.RecipeUploaded;
import dev.kiln.step.ScheduleRecipe;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.scheduler.SchedulerClient;

import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A recipe was uploaded or deleted: its schedule follows. The work is in {@link ScheduleRecipe}. */
public final class ScheduleRecipeHandler extends JsonHandler {
    private final ScheduleRecipe scheduleRecipe;

    public ScheduleRecipeHandler() {
        this(new AwsClients());
    }

    private ScheduleRecipeHandler(AwsClients clients) {
        this(Pipeline.scheduleRecipe(
                System.getenv(),
                clients.client(S3Client.builder()),
                clients.client(SchedulerClient.builder()),
                InstantSource.system()));
        scheduleRecipe.prime();
    }

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
