package dev.kiln.step;

import dev.kiln.aws.RecipeBucket;
import dev.kiln.aws.Schedules;
import dev.kiln.build.Payload;
import dev.kiln.error.TransientServiceFailure;
import dev.kiln.event.RecipeKey;
import dev.kiln.recipe.Reading;
import dev.kiln.recipe.Recipe;
import dev.kiln.recipe.RecipeReader;
import dev.kiln.schedule.RecipeSchedule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;

/**
 * Gives a recipe the schedule that its current version asks for. An event only says which recipe to look at, so events
 * that come twice or out of order do no harm; and after acting it is looked again, because two events may be handled at
 * the same time.
 */
public final class ScheduleRecipe {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduleRecipe.class);

    /** Nobody uploads a recipe so often within seconds. */
    private static final int LOOKS = 10;

    private final RecipeReader reader;
    private final RecipeBucket bucket;
    private final String bucketName;
    private final Schedules schedules;

    /** What became of the schedule. */
    public enum Outcome {
        /** There is one, as the recipe says. */
        SCHEDULED,
        /** There is none: the recipe wants none, or is gone. */
        REMOVED,
        /** The recipe has mistakes, so nothing was changed. */
        KEPT
    }

    public ScheduleRecipe(RecipeReader reader, RecipeBucket bucket, String bucketName, Schedules schedules) {
        this.reader = reader;
        this.bucket = bucket;
        this.bucketName = bucketName;
        this.schedules = schedules;
    }

    /** Loads what the first recipe needs, before it comes: into the snapshot that a function is started from. */
    public void prime() {
        reader.prime();
    }

    /** Looks at what is there now, and makes, changes or deletes the schedule. */
    public Outcome follow(RecipeKey recipe) {
        for (int i = 0; i < LOOKS; i++) {
            var text = bucket.current(bucketName, recipe.key());
            var outcome = text.map(current -> schedule(recipe, current)).orElseGet(() -> remove(recipe));
            var now = bucket.look(bucketName, recipe.key()).map(RecipeBucket.Found::versionId);
            if (now.equals(text.map(RecipeBucket.Text::payload).map(Payload::versionId))) {
                return outcome;
            }
        }
        throw new TransientServiceFailure(
                "The recipe " + recipe.name() + " changed " + LOOKS + " times meanwhile. It is looked at again.");
    }

    private Outcome schedule(RecipeKey key, RecipeBucket.Text text) {
        return switch (reader.read(text.text())) {
            case Reading.Good good -> schedule(key, good.recipe());
            case Reading.Bad bad ->
                keep(
                        key,
                        bad.mistakes().size() + " mistakes, the first in line "
                                + bad.mistakes().getFirst().line());
        };
    }

    private Outcome schedule(RecipeKey key, Recipe recipe) {
        if (!recipe.name().equals(key.name())) {
            return keep(key, "the name " + recipe.name());
        }
        Optional<RecipeSchedule> wanted = recipe.schedule().flatMap(schedule -> RecipeSchedule.of(key, schedule));
        wanted.ifPresent(schedules::put);
        return wanted.map(schedule -> Outcome.SCHEDULED).orElseGet(() -> remove(key));
    }

    private Outcome remove(RecipeKey key) {
        schedules.delete(RecipeSchedule.name(key));
        return Outcome.REMOVED;
    }

    private static Outcome keep(RecipeKey key, String reason) {
        LOG.warn("The recipe {} has {}; it keeps the schedule that it had.", key.key(), reason);
        return Outcome.KEPT;
    }
}
