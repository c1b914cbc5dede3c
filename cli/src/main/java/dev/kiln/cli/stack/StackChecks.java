package dev.kiln.cli.stack;

import dev.kiln.aws.Builders;
import dev.kiln.aws.Disks;
import dev.kiln.aws.Tags;
import dev.kiln.build.PinnedParent;
import dev.kiln.error.AccessRefused;
import dev.kiln.error.ParentUnavailable;
import dev.kiln.error.PipelineException;
import dev.kiln.handler.Settings;
import dev.kiln.recipe.Recipe;
import dev.kiln.step.Parents;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks in a deployment at what a build of a recipe would need there. Nothing is launched, and nothing is left. */
public final class StackChecks {
    private final Settings settings;
    private final Parents parents;
    private final SubnetCheck subnets;
    private final QuotaCheck quota;
    private final BucketCheck bucket;
    private final Builders builders;

    public StackChecks(DeployedStack stack, StackClients clients, Parents parents) {
        var ec2 = clients.pipeline().ec2();
        this.settings = stack.settings();
        this.parents = parents;
        this.subnets = new SubnetCheck(ec2, settings.subnetIds());
        this.quota = new QuotaCheck(ec2, clients.quotas());
        this.bucket = new BucketCheck(clients.pipeline().s3(), stack.recipeBucket());
        this.builders = new Builders(ec2);
    }

    /** Everything that was found, good or not, in the order in which a build would meet it. */
    public List<Finding> of(Recipe recipe) {
        var findings = new ArrayList<Finding>();
        findings.addAll(looking("bucket", () -> bucket.of(recipe.name())));
        var parent = new ArrayList<PinnedParent>();
        findings.addAll(looking("parent", () -> parent(recipe, parent)));
        findings.addAll(looking("subnets", () -> subnets.of(recipe.builder().instanceTypes())));
        findings.addAll(looking("quota", () -> quota.of(recipe.builder().instanceTypes())));
        parent.stream()
                .filter(pinned -> pinned.instanceId().isEmpty())
                .forEach(pinned -> findings.addAll(looking("launch", () -> launch(recipe, pinned))));
        return findings;
    }

    private static List<Finding> looking(String subject, Supplier<List<Finding>> look) {
        try {
            return look.get();
        } catch (AccessRefused e) {
            return List.of(new Finding.Unchecked(subject, e.getMessage()));
        }
    }

    private List<Finding> parent(Recipe recipe, List<PinnedParent> found) {
        try {
            var parent = parents.pin(recipe.parent());
            found.add(parent);
            return List.of(new Finding.Good("parent", parent.imageId() + " " + parent.imageName()));
        } catch (ParentUnavailable e) {
            return List.of(new Finding.Wrong("parent", e.getMessage(), ""));
        }
    }

    /** A dry run of the first launch that a build would try. */
    private List<Finding> launch(Recipe recipe, PinnedParent parent) {
        var launch = new Builders.Launch(
                Builders.clientToken("validate"),
                parent.imageId(),
                recipe.builder().instanceTypes().getFirst(),
                settings.subnetIds().getFirst(),
                settings.securityGroupId(),
                settings.instanceProfile(),
                Disks.ofBuilder(parent.rootDeviceName(), recipe),
                Builders.FirstStart.PLAIN,
                Tags.of(settings.deployment(), "validate", recipe.name(), "builder"));
        return List.of(refusal(launch)
                .<Finding>map(e -> new Finding.Wrong(
                        "launch",
                        e.getMessage() + ".",
                        "Mend what it names in the recipe, or in kiln.yaml and deploy again."))
                .orElseGet(() -> new Finding.Good(
                        "launch", launch.instanceType() + " in " + launch.subnetId() + ", as a dry run")));
    }

    private Optional<PipelineException> refusal(Builders.Launch launch) {
        try {
            builders.rehearse(launch);
            return Optional.empty();
        } catch (AccessRefused e) {
            throw e;
        } catch (PipelineException e) {
            return Optional.of(e);
        }
    }
}
