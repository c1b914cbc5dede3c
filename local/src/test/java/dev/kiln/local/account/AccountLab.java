package dev.kiln.local.account;

import dev.kiln.aws.RecipeUpload;
import dev.kiln.json.PipelineJson;
import dev.kiln.ledger.BuildRecord;
import dev.kiln.ledger.Resource;
import dev.kiln.lineage.Channels;
import dev.kiln.lineage.ImageLineage;
import dev.kiln.local.windows.Expectations;
import dev.kiln.recipe.Reading;
import dev.kiln.recipe.RecipeFolder;
import dev.kiln.recipe.RecipeReader;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A local account with the pipeline in it, and short words for what tests do there. */
final class AccountLab implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-25T09:00:00Z");

    /** Two steps and a check. */
    static final String SMALL = """
            name: small
            description: Two steps and a check.
            parent: {ssm: /aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base}
            steps:
              - {name: one, powershell: "Write-Output 'one'"}
              - {name: two, powershell: "Write-Output 'two'"}
            verify:
              - {name: answers, powershell: "exit 0"}
            """;

    /** The same for those who let weeks pass: no schedule builds it meanwhile. */
    static final String SMALL_UNSCHEDULED = SMALL + "schedule: never\n";

    final LocalAccount account;

    AccountLab(long seed) {
        this(LocalAccount.inMemory(START, seed));
    }

    AccountLab(LocalAccount account) {
        this.account = account;
    }

    /** Uploads a recipe without files; answers the id of the build that this starts. */
    String upload(String yaml) {
        return upload(yaml, false);
    }

    String upload(String yaml, boolean rebuild) {
        return new RecipeUpload(account.s3(), account.deployment().recipeBucket())
                .upload(name(yaml), yaml, new TreeMap<>(), "test", rebuild)
                .executionName();
    }

    /** Uploads a recipe from disk, with its files and what its scripts are said to do. */
    String upload(Path recipeFile) {
        return upload(recipeFile, false);
    }

    String upload(Path recipeFile, boolean rebuild) {
        var folder = new RecipeFolder(new RecipeReader(account.timeline()));
        if (!(folder.read(recipeFile) instanceof Reading.Good good)) {
            throw new AssertionError(recipeFile + " has mistakes: " + folder.read(recipeFile));
        }
        String name = good.recipe().name();
        Path expectations = recipeFile.resolveSibling("expectations.yaml");
        if (Files.exists(expectations)) {
            account.nodes().expect(name, Expectations.read(text(expectations)));
        }
        return new RecipeUpload(account.s3(), account.deployment().recipeBucket())
                .upload(name, text(recipeFile), folder.payloads(recipeFile, good.recipe()), "test", rebuild)
                .executionName();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(String yaml) {
        return yaml.lines()
                .filter(l -> l.startsWith("name: "))
                .findFirst()
                .orElseThrow()
                .substring(6);
    }

    /** Says what the scripts of a recipe do. */
    void expect(String recipe, String yaml) {
        account.nodes().expect(recipe, Expectations.read(yaml));
    }

    /** Uploads and runs to the end. */
    BuildRecord bake(String yaml) {
        String id = upload(yaml);
        account.runUntilQuiet();
        return build(id);
    }

    /** Points a channel to an image. */
    void point(String recipe, String channel, String image) {
        var channels = account.records().channels();
        var answer = channels.point(
                channels.of(recipe, channel),
                Optional.of(image),
                account.timeline().instant());
        if (!(answer instanceof Channels.Answer.Pointed)) {
            throw new AssertionError("not pointed: " + answer);
        }
    }

    BuildRecord redrive(String buildId) {
        account.states().redriveExecution(r -> r.executionArn(account.executionArn(buildId)));
        account.runUntilQuiet();
        return build(buildId);
    }

    /** Runs until the execution of a build has begun and ended, and not a moment longer. */
    void runToItsEnd(String buildId) {
        account.timeline()
                .runUntil(() -> ended(buildId), account.timeline().instant().plus(Duration.ofDays(8)));
    }

    private boolean ended(String buildId) {
        try {
            return !"RUNNING".equals(execution(buildId).statusAsString());
        } catch (ExecutionDoesNotExistException e) {
            return false;
        }
    }

    /** Runs until an action has been called so often. */
    void runUntilCalls(String action, int times) {
        Instant limit = account.timeline().instant().plus(Duration.ofHours(3));
        if (!account.timeline().runUntil(() -> calls(action) == times, limit)) {
            throw new AssertionError(action + " was called " + calls(action) + " times only");
        }
    }

    /** Lets Notify look at each thing that a build has made, as if an event named it. */
    void noticeEverything(String buildId) {
        account.records().ledger().resources(buildId).stream()
                .flatMap(r -> r.resourceId().stream())
                .forEach(account.steps().callbacks()::noticed);
    }

    BuildRecord build(String id) {
        return account.records().builds().of(id).orElseThrow(() -> new AssertionError("no build " + id));
    }

    ImageLineage lineage(BuildRecord build) {
        return build.imageId()
                .flatMap(account.records().lineage()::of)
                .orElseThrow(() -> new AssertionError("no lineage: " + build));
    }

    DescribeExecutionResponse execution(String buildId) {
        return account.states().describeExecution(r -> r.executionArn(account.executionArn(buildId)));
    }

    List<HistoryEvent> history(String buildId) {
        return account
                .states()
                .getExecutionHistoryPaginator(r -> r.executionArn(account.executionArn(buildId)))
                .events()
                .stream()
                .toList();
    }

    /** The state in which an execution stands or has failed. */
    String lastEntered(String buildId) {
        return history(buildId).stream()
                .flatMap(e -> Optional.ofNullable(e.stateEnteredEventDetails()).stream())
                .reduce((a, b) -> b)
                .orElseThrow()
                .name();
    }

    /** What an operator reads about a build that failed. */
    String message(BuildRecord build) {
        String cause = build.cause().orElseThrow(() -> new AssertionError("did not fail: " + build));
        return cause.startsWith("{")
                ? PipelineJson.tree(cause).path("errorMessage").asText()
                : cause;
    }

    int calls(String action) {
        return account.calls().getOrDefault(action, 0);
    }

    /** What a build still holds besides its image. */
    List<Resource> held(String buildId) {
        return account.records().ledger().resources(buildId).stream()
                .filter(r -> r.state() != Resource.State.CLOSED && !r.key().startsWith("image#"))
                .toList();
    }

    /** Launches a machine as a person would, gives it to Kiln by its tag, and waits until it is up. */
    String launchByHand() {
        String instance = launchUntagged();
        giveToKiln(instance);
        return instance;
    }

    /** Tags a machine or a volume as Kiln may touch it. */
    void giveToKiln(String id) {
        var tag = Tag.builder().key("kiln:role").value("builder").build();
        account.ec2().createTags(r -> r.resources(id).tags(tag));
    }

    /** The root volume of a machine. */
    Volume rootVolume(String instance) {
        var ofInstance =
                Filter.builder().name("attachment.instance-id").values(instance).build();
        return account.ec2()
                .describeVolumes(r -> r.filters(ofInstance))
                .volumes()
                .getFirst();
    }

    /** Launches a machine that nobody gave to Kiln, and waits until it is up. */
    String launchUntagged() {
        String machine = launch(account.ssm()
                .getParameter(r -> r.name("/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base"))
                .parameter()
                .value());
        account.timeline().runTo(account.timeline().instant().plus(Duration.ofMinutes(30)));
        return machine;
    }

    /** Launches a machine where builders run, without a tag. */
    String launch(String image) {
        var settings = account.deployment().settings();
        return account.ec2()
                .runInstances(r -> r.imageId(image)
                        .instanceType("m7i.large")
                        .minCount(1)
                        .maxCount(1)
                        .subnetId(settings.subnetIds().getFirst())
                        .securityGroupIds(settings.securityGroupId())
                        .iamInstanceProfile(p -> p.name(settings.instanceProfile())))
                .instances()
                .getFirst()
                .instanceId();
    }

    /** Whether an image is one of this account's own. */
    boolean madeHere(String imageId) {
        return account.ec2().describeImages(r -> r.owners("self")).images().stream()
                .anyMatch(i -> i.imageId().equals(imageId));
    }

    /** The instances that are neither terminated nor on their way there. */
    List<Instance> living() {
        return instances().stream()
                .filter(i -> !List.of("terminated", "shutting-down")
                        .contains(i.state().nameAsString()))
                .toList();
    }

    /** The instances that EC2 still shows. */
    List<Instance> instances() {
        return account.ec2().describeInstances().reservations().stream()
                .flatMap(r -> r.instances().stream())
                .toList();
    }

    /** Ends the account, and remembers which permissions its functions used. */
    @Override
    public void close() {
        PermissionRecords.keep(account.permissionsUsed());
        account.close();
    }
}
