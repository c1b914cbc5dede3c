package dev.kiln.step;

import dev.kiln.aws.Digests;
import dev.kiln.build.Fork;
import dev.kiln.build.PinnedParent;
import dev.kiln.build.Plan;
import dev.kiln.error.ForkRefused;
import dev.kiln.json.PipelineJson;
import dev.kiln.ledger.Plans;
import dev.kiln.recipe.Encryption;
import dev.kiln.recipe.Recipe;
import dev.kiln.recipe.Step;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Builds that go on where another one has ended, with a recipe whose later part may be another. What was done before
 * the fork must be the same to the byte, and nothing more may have been done on the builder.
 */
final class Forks {
    private static final List<String> STATES = List.of("SealBuilder", "StopBuilder", "CreateImage");

    private final Plans plans;
    private final Adoption adoption;

    Forks(Plans plans, Adoption adoption) {
        this.plans = plans;
        this.adoption = adoption;
    }

    /**
     * The parent that the other build pinned: its builder was launched from it.
     *
     * @throws ForkRefused when the recipe asks for another machine
     */
    PinnedParent parent(Fork fork, Recipe recipe) {
        var origin = origin(fork);
        require(fork, origin.parent().instanceId().isEmpty(), "its recipe brings the instance that it was built on");
        require(
                fork,
                origin.recipe().name().equals(recipe.name()),
                "it is of the recipe " + origin.recipe().name());
        require(fork, origin.recipe().parent().equals(recipe.parent()), "its recipe names another parent");
        require(
                fork,
                sameVolumes(origin.recipe(), recipe),
                "its builder has other volumes, and the machine is there already");
        return origin.parent();
    }

    private static boolean sameVolumes(Recipe origin, Recipe recipe) {
        return origin.image().rootVolume().equals(recipe.image().rootVolume())
                && origin.image()
                        .encryptionBy(Encryption.By.LAUNCH)
                        .equals(recipe.image().encryptionBy(Encryption.By.LAUNCH))
                && origin.builder().volumes().equals(recipe.builder().volumes());
    }

    /**
     * Takes over the builder.
     *
     * @throws ForkRefused when that is not possible; nothing was changed
     */
    void take(Fork fork, Plan plan) {
        var extent = extent(fork, plan);
        requireSame(fork, plan, extent);
        switch (adoption.find(fork.buildId(), plan.buildId(), extent)) {
            case Adoption.Found.Nothing nothing -> throw refused(fork, nothing.reason());
            case Adoption.Found.Builder builder ->
                require(fork, adoption.take(builder, plan, extent), "another build has taken its builder over");
        }
    }

    private static Adoption.Extent extent(Fork fork, Plan plan) {
        var steps = plan.recipe().steps();
        if (STATES.contains(fork.from())) {
            return new Adoption.Extent(steps.size(), !"SealBuilder".equals(fork.from()));
        }
        int index = steps.stream().map(Step::name).toList().indexOf(fork.from());
        require(
                fork,
                index >= 0,
                "\"" + fork.from() + "\" is neither a step of the recipe nor one of " + String.join(", ", STATES));
        return new Adoption.Extent(index, false);
    }

    private void requireSame(Fork fork, Plan plan, Adoption.Extent extent) {
        var origin = origin(fork);
        var before = origin.recipe().steps();
        require(fork, before.size() >= extent.steps(), "it has only " + before.size() + " steps");
        for (int i = 0; i < extent.steps(); i++) {
            require(
                    fork,
                    hash(origin, before.get(i))
                            .equals(hash(plan, plan.recipe().steps().get(i))),
                    "its step " + (i + 1) + ", " + before.get(i).name()
                            + ", is not the same in this recipe; fork from it or from one before it");
        }
        require(
                fork,
                !extent.seal() || origin.recipe().seal().equals(plan.recipe().seal()),
                "it was sealed in another way");
    }

    private static String hash(Plan plan, Step step) {
        String text = PipelineJson.write(step) + PipelineJson.write(Payloads.hashes(step, plan.payloads()));
        return Digests.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    private Plan origin(Fork fork) {
        return plans.find(fork.buildId()).orElseThrow(() -> refused(fork, "the ledger knows no plan of it"));
    }

    private static void require(Fork fork, boolean holds, String otherwise) {
        if (!holds) {
            throw refused(fork, otherwise);
        }
    }

    private static ForkRefused refused(Fork fork, String reason) {
        return new ForkRefused(
                "This build cannot go on with the builder of " + fork.buildId() + " from " + fork.from()
                        + ": " + reason + ". Nothing was changed, and " + fork.buildId()
                        + " holds what it held. To do: fork from another place, or start a build from the beginning (kiln build).");
    }
}
