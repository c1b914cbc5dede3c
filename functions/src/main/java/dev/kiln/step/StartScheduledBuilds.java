package dev.kiln.step;

import dev.kiln.aws.Executions;
import dev.kiln.aws.RecipeBucket;
import dev.kiln.build.BuildRequest;
import dev.kiln.error.InvalidBuildRequest;
import dev.kiln.event.RecipeKey;
import dev.kiln.json.PipelineJson;
import dev.kiln.recipe.Reading;
import dev.kiln.recipe.RecipeReader;
import dev.kiln.schedule.ScheduledStart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Starts the builds of a schedule that has fired. Their names derive from the recipe and the time for which the
 * schedule was set, so a schedule that is delivered twice, or again after some of its builds were started, starts no
 * build twice.
 */
public final class StartScheduledBuilds {
    private static final Logger LOG = LoggerFactory.getLogger(StartScheduledBuilds.class);

    /** The names of executions take no colons. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final RecipeReader reader;
    private final RecipeBucket bucket;
    private final String bucketName;
    private final Executions executions;
    private final String stateMachineArn;

    private record Input(BuildRequest.Source recipe, boolean rebuild, String startedBy) {}

    public StartScheduledBuilds(
            RecipeReader reader,
            RecipeBucket bucket,
            String bucketName,
            Executions executions,
            String stateMachineArn) {
        this.reader = reader;
        this.bucket = bucket;
        this.bucketName = bucketName;
        this.executions = executions;
        this.stateMachineArn = stateMachineArn;
    }

    /** Loads what the first recipe needs, before it comes: into the snapshot that a function is started from. */
    public void prime() {
        reader.prime();
    }

    /**
     * Starts the build of one recipe, or those of all recipes without a schedule, if the day is the one that is meant.
     * A recipe that cannot be read does not keep the others from being built: they are started, and then the first
     * failure is thrown, so that the event comes again.
     *
     * @return the builds that this schedule and time have started, now or earlier
     * @throws InvalidBuildRequest if the request names neither
     */
    public List<String> start(ScheduledStart request) {
        var time = request.time();
        if (!request.onTheDay()) {
            return List.of();
        }
        return request.key().isPresent()
                ? build(recipe(request.key().get()), time).stream().toList()
                : allWithoutSchedule(request, time);
    }

    private static RecipeKey recipe(String key) {
        return RecipeKey.of(key)
                .orElseThrow(() -> new InvalidBuildRequest(
                        key + " is not the key of a recipe: recipes/NAME/recipe.yaml. Nothing was started."));
    }

    private List<String> allWithoutSchedule(ScheduledStart request, Instant time) {
        if (!request.recipes().equals(Optional.of(ScheduledStart.WITHOUT_SCHEDULE))) {
            throw new InvalidBuildRequest("A schedule names one recipe by its key, or \"recipes\": \""
                    + ScheduledStart.WITHOUT_SCHEDULE + "\". Nothing was started.");
        }
        var started = new ArrayList<String>();
        var failures = new ArrayList<RuntimeException>();
        for (RecipeKey recipe : recipes()) {
            try {
                if (hasNoSchedule(recipe)) {
                    build(recipe, time).ifPresent(started::add);
                }
            } catch (RuntimeException e) {
                LOG.error("The recipe {} could not be started by the schedule.", recipe.key(), e);
                failures.add(e);
            }
        }
        failures.stream().findFirst().ifPresent(failure -> {
            throw failure;
        });
        return started;
    }

    private List<RecipeKey> recipes() {
        return bucket.keys(bucketName, RecipeKey.PREFIX).stream()
                .flatMap(key -> RecipeKey.of(key).stream())
                .toList();
    }

    /** A recipe with mistakes keeps the schedule that it had, so it is not one of those without. */
    private boolean hasNoSchedule(RecipeKey recipe) {
        var text = bucket.current(bucketName, recipe.key());
        return text.map(found -> switch (reader.read(found.text())) {
                    case Reading.Good good -> good.recipe().schedule().isEmpty();
                    case Reading.Bad bad -> {
                        LOG.warn("The recipe {} has mistakes and is not built by the schedule.", recipe.key());
                        yield false;
                    }
                })
                .orElse(false);
    }

    /** Builds what is there now; a recipe that was deleted meanwhile is not built. */
    private Optional<String> build(RecipeKey recipe, Instant time) {
        var current = bucket.look(bucketName, recipe.key());
        if (current.isEmpty()) {
            LOG.warn("The recipe {} is gone and is not built by its schedule.", recipe.key());
        }
        return current.map(found -> {
            String name = recipe.name() + "-" + TIME.format(time);
            var source = new BuildRequest.Source(bucketName, recipe.key(), found.versionId());
            executions.start(
                    stateMachineArn, name, PipelineJson.write(new Input(source, false, BuildRequest.SCHEDULE)));
            return name;
        });
    }
}
