package dev.kiln.step;

import dev.kiln.aws.Executions;
import dev.kiln.aws.Images;
import dev.kiln.aws.RecipeBucket;
import dev.kiln.aws.Tags;
import dev.kiln.build.BuildKey;
import dev.kiln.build.BuildRequest;
import dev.kiln.build.Labels;
import dev.kiln.build.Plan;
import dev.kiln.error.ImageNameTaken;
import dev.kiln.error.InvalidRecipe;
import dev.kiln.error.TransientServiceFailure;
import dev.kiln.ledger.BuildRecord;
import dev.kiln.ledger.Builds;
import dev.kiln.ledger.Claim;
import dev.kiln.ledger.Claims;
import dev.kiln.ledger.Plans;
import dev.kiln.ledger.Watch;
import dev.kiln.ledger.Watches;
import dev.kiln.recipe.Mistake;
import dev.kiln.recipe.Place;
import dev.kiln.recipe.Reading;
import dev.kiln.recipe.Recipe;
import dev.kiln.recipe.RecipeReader;
import dev.kiln.recipe.Step;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Pins everything that a build depends on and claims its build key, before anything is launched. Repeated, it answers
 * the same: a plan is pinned once.
 */
public final class Prepare {
    /** From SendCommand until its delivery is given up, and the time that waits take besides. */
    private static final Duration BESIDES = Duration.ofMinutes(20);

    private final RecipeReader reader;
    private final RecipeBucket bucket;
    private final Payloads payloads;
    private final Parents parents;
    private final Adoption adoption;
    private final Forks forks;
    private final Images images;
    private final Executions executions;
    private final Builds builds;
    private final Watches watches;
    private final InstantSource clock;
    private final Claims claims;
    private final Plans plans;

    /**
     * What the state machine goes on with. Texts are empty where there is nothing to say, because JSONata wants a
     * value.
     */
    public record Prepared(String outcome, String imageId, String joined, List<PreparedStep> steps) {
        public Prepared {
            steps = List.copyOf(steps);
        }
    }

    /** A step as the state machine sees it. */
    public record PreparedStep(String name, long timeoutSeconds) {}

    Prepare(
            RecipeReader reader,
            Parents parents,
            Adoption adoption,
            Steps.Records records,
            Steps.Aws aws,
            InstantSource clock) {
        this.reader = reader;
        this.parents = parents;
        this.adoption = adoption;
        this.forks = new Forks(records.plans(), adoption);
        this.bucket = aws.bucket();
        this.payloads = new Payloads(aws.bucket());
        this.images = aws.images();
        this.executions = aws.executions();
        this.builds = records.builds();
        this.watches = records.watches();
        this.claims = records.claims();
        this.plans = records.plans();
        this.clock = clock;
    }

    /** Loads what the first recipe needs, before it comes: into the snapshot that a function is started from. */
    public void prime() {
        reader.prime();
    }

    /**
     * Prepares a build.
     *
     * @throws InvalidRecipe names every mistake of the recipe
     */
    public Prepared prepare(BuildRequest request) {
        builds.begin(BuildRecord.begun(
                request.buildId(),
                recipeName(request.recipe().key()),
                request.executionArn(),
                request.startedBy(),
                request.startedAt()));
        watches.put(new Watch(
                request.buildId(), request.executionArn(), clock.instant().plus(Resumption.WATCH)));
        Plan plan = plans.find(request.buildId()).orElseGet(() -> plans.pin(plan(request)));
        return claim(plan, request.rebuild());
    }

    private static String recipeName(String key) {
        var parts = List.of(key.split("/", -1));
        return parts.get(Math.max(0, parts.size() - 2));
    }

    private Plan plan(BuildRequest request) {
        var source = request.recipe();
        var text = bucket.text(source.bucket(), source.key(), source.versionId())
                .orElseThrow(() -> new InvalidRecipe("s3://" + source.bucket() + "/" + source.key() + " (version "
                        + source.versionId() + ") is gone. Nothing was started. Upload the recipe again."));
        Recipe recipe = recipe(text.text(), source);
        KeyRegion.require(recipe, request.executionArn());
        var pinned = payloads.pin(recipe, source);
        var parent = request.forkedFrom()
                .map(fork -> forks.parent(fork, recipe))
                .orElseGet(() -> parents.pin(recipe.parent()));
        parents.require(recipe.image().firmware(), parent);
        return new Plan(
                request.buildId(),
                request.executionArn(),
                request.startedBy(),
                request.startedAt(),
                recipe,
                text.payload(),
                pinned,
                parent,
                Labels.imageName(recipe, text.payload().sha256(), request.buildId(), request.startedAt()),
                BuildKey.of(request.buildId(), recipe, pinned, parent),
                request.forkedFrom());
    }

    private Recipe recipe(String text, BuildRequest.Source source) {
        return switch (reader.read(text)) {
            case Reading.Good good -> named(good.recipe(), source);
            case Reading.Bad bad ->
                throw new InvalidRecipe(
                        "s3://" + source.bucket() + "/" + source.key() + " has "
                                + (bad.mistakes().size() == 1
                                        ? "a mistake"
                                        : bad.mistakes().size() + " mistakes") + ":\n"
                                + bad.mistakes().stream().map(Prepare::line).collect(Collectors.joining("\n"))
                                + "\nNothing was started. Mend the recipe and upload it again; a redrive reads the same version.");
        };
    }

    private static String line(Mistake mistake) {
        return "- line " + mistake.line() + ", " + mistake.field() + ": " + mistake.problem() + " " + mistake.mend();
    }

    /** The folder names the recipe too, so that files and lineage of two recipes never mix. */
    private static Recipe named(Recipe recipe, BuildRequest.Source source) {
        String folder = recipeName(source.key());
        if (!folder.equals(recipe.name())) {
            throw new InvalidRecipe("The recipe in s3://" + source.bucket() + "/" + source.key() + " is named "
                    + recipe.name() + ". Nothing was started. Upload it as recipes/" + recipe.name()
                    + "/recipe.yaml, or name it " + folder + ".");
        }
        return recipe;
    }

    private Prepared claim(Plan plan, boolean rebuild) {
        var ours = new Claim(plan.buildKey(), plan.buildId(), plan.executionArn(), Optional.empty());
        var standing = claims.take(ours);
        if (standing.buildId().equals(plan.buildId())) {
            standing.takenFrom().ifPresent(failed -> adopt(failed, plan));
            return build(plan);
        }
        boolean scheduled = plan.startedBy().equals(BuildRequest.SCHEDULE);
        boolean built = standing.imageId().isPresent();
        if (rebuild || (scheduled && built && plan.recipe().asksForUpdates())) {
            // The image that is made last stands for the key; until then the older one does.
            return build(plan);
        }
        if (standing.imageId().isPresent()) {
            String imageId = standing.imageId().get();
            if (images.view(imageId).filter(Images.View::available).isPresent()) {
                builds.found(plan.buildId(), scheduled ? BuildRecord.NOTHING_NEW : BuildRecord.ALREADY_BUILT, imageId);
                return new Prepared(BuildRecord.ALREADY_BUILT, imageId, "", List.of());
            }
        } else if (executions
                .status(standing.executionArn())
                .filter(BuildRecord.RUNNING::equals)
                .isPresent()) {
            return new Prepared("joined", "", standing.buildId(), List.of());
        }
        return takeOver(plan, standing, ours);
    }

    /** The image is gone, or the other build has failed: this one takes its place, and what it still holds. */
    private Prepared takeOver(Plan plan, Claim standing, Claim ours) {
        if (!claims.takeOver(standing, ours.takenFrom(standing))) {
            throw new TransientServiceFailure(
                    "Another build took the key of " + plan.buildId() + " at the same moment. It is looked at again.");
        }
        adopt(standing.buildId(), plan);
        return build(plan);
    }

    /** Where it is safe; otherwise the build begins with a machine of its own. */
    private void adopt(String failed, Plan plan) {
        var everything = new Adoption.Extent(plan.recipe().steps().size(), true);
        if (plan.forkedFrom().isEmpty()
                && plan.parent().instanceId().isEmpty()
                && adoption.find(failed, plan.buildId(), everything) instanceof Adoption.Found.Builder builder
                && !builder.row().attributes().containsKey(Machines.HAND_TOUCHED)) {
            adoption.take(builder, plan, everything);
        }
    }

    private Prepared build(Plan plan) {
        requireFreeName(plan);
        plan.forkedFrom().ifPresent(fork -> forks.take(fork, plan));
        return new Prepared(
                "build",
                "",
                "",
                plan.recipe().steps().stream().map(Prepare::step).toList());
    }

    /** A name that does not say which build it is may be taken; an hour later would be late to hear of it. */
    private void requireFreeName(Plan plan) {
        String template = plan.recipe().image().name();
        if (!Place.anyIn(template) || Place.BUILD.isIn(template)) {
            return;
        }
        images.ownByName(plan.imageName())
                .filter(taken -> !plan.buildId().equals(taken.tags().get(Tags.BUILD)))
                .ifPresent(taken -> {
                    throw new ImageNameTaken("The name " + plan.imageName() + " belongs to " + taken.imageId()
                            + ", and EC2 wants every name once. Nothing was started. To do: let image.name of the recipe say "
                            + Place.BUILD.inBraces() + " or " + Place.TIME.inBraces()
                            + ", and upload it again; or retire that image and redrive.");
                });
    }

    private static PreparedStep step(Step step) {
        var all = step.timeout().plus(BESIDES).multipliedBy(step.retries() + 1L);
        return new PreparedStep(step.name(), all.toSeconds());
    }
}
