package dev.kiln.integration;

import dev.kiln.aws.RecipeUpload;
import dev.kiln.event.RecipeUploaded;
import dev.kiln.integration.deployment.Aws;
import dev.kiln.integration.deployment.Deployment;
import dev.kiln.integration.deployment.Inventory;
import dev.kiln.integration.localstack.Await;
import dev.kiln.json.PipelineJson;
import dev.kiln.ledger.BuildRecord;
import dev.kiln.ledger.Builds;
import dev.kiln.lineage.ImageLineage;
import dev.kiln.lineage.Lineage;
import dev.kiln.recipe.Reading;
import dev.kiln.recipe.RecipeFolder;
import dev.kiln.recipe.RecipeReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The pipeline as it is deployed, on LocalStack: its CloudFormation, EventBridge, Lambda, Step Functions, DynamoDB and
 * Scheduler are not ours. What this shows and what it cannot is in {@code docs/testing.md}.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class DeployedPipelineIT {
    private static final String RECIPE = "iis-2022";
    private static final String BUCKET = "kiln-recipes-" + Aws.ACCOUNT + "-" + Aws.REGION.id();
    private static final String GROUP = "kiln";
    private static final String STATE_MACHINE =
            "arn:aws:states:" + Aws.REGION.id() + ":" + Aws.ACCOUNT + ":stateMachine:kiln-image-build";

    /** How the definition that is deployed names a function. */
    private static final Pattern ALIAS = Pattern.compile(
            "arn:aws:lambda:" + Aws.REGION.id() + ":" + Aws.ACCOUNT + ":function:kiln-([A-Za-z]+):live");

    /** Of each there is at least one while Kiln is deployed. */
    private static final String[] DEPLOYED_KINDS = {
        "alarm", "bucket", "endpoint", "function", "instance profile", "internet gateway", "key", "key alias",
                "log group",
        "network", "queue", "role", "route table", "rule", "schedule", "schedule group", "security group", "stack",
        "state machine", "subnet", "table", "topic"
    };

    private static final Duration BUILD = Duration.ofMinutes(6);
    private static final Duration SOON = Duration.ofMinutes(1);

    private DeployedPipeline pipeline;

    @BeforeAll
    void deploy() {
        pipeline = DeployedPipeline.startOrSkip();
    }

    @AfterAll
    void end() {
        Optional.ofNullable(pipeline).ifPresent(DeployedPipeline::close);
    }

    @Test
    @Order(1)
    void upload_ofARecipeWithItsFiles_endsWithAVerifiedImageAndItsLineage() throws IOException {
        var build = built(upload());

        assertThat(build.outcome()).contains("built");
        assertThat(visited(build))
                .containsExactly(
                        "Prepare",
                        "LaunchBuilder",
                        "RunStep",
                        "RunStep",
                        "RunStep",
                        "RunStep",
                        "SealBuilder",
                        "StopBuilder",
                        "CreateImage",
                        "TagImage",
                        "RetireBuilder",
                        "VerifyImage");
        assertThat(callbacks(build)).as("all of these but Prepare and TagImage").isEqualTo(10);
        var lineage = lineage(build.imageId().orElseThrow());
        assertThat(lineage.parentImageId()).isEqualTo(pipeline.parent());
        assertThat(lineage.parentChosenBy()).contains(DeployedPipeline.PARENT_PARAMETER);
        assertThat(lineage.steps()).extracting("name").containsExactly("iis", "site", "patches", "tidy");
        assertThat(lineage.machine().os()).contains("Windows Server 2022");
        assertThat(lineage.verification()).isPresent();
    }

    @Test
    @Order(2)
    void built_imageAndSnapshotsCarryTheBuild_andNoMachineIsLeft() {
        var lineage = pipelineLineage().ofRecipe(RECIPE).findFirst().orElseThrow();
        try (var ec2 = pipeline.aws().client(Ec2Client.builder())) {
            var build = Tag.builder().key("kiln:build").value(lineage.buildId()).build();
            var image = ec2.describeImages(r -> r.imageIds(lineage.imageId()))
                    .images()
                    .getFirst();
            var snapshots = ec2.describeSnapshots(r -> r.snapshotIds(lineage.snapshotIds()))
                    .snapshots();

            assertThat(image.name()).isEqualTo(lineage.imageName());
            assertThat(image.tags()).contains(build);
            assertThat(snapshots)
                    .isNotEmpty()
                    .allSatisfy(s -> assertThat(s.tags()).contains(build));
            assertThat(instances(ec2))
                    .as("the builder and the verifier")
                    .hasSize(2)
                    .allSatisfy(i -> assertThat(i.state().nameAsString()).isEqualTo("terminated"));
        }
    }

    @Test
    @Order(3)
    void sweep_calledByItsAlias_answers() {
        try (var lambda = pipeline.aws().client(LambdaClient.builder())) {
            var answer = lambda.invoke(
                    r -> r.functionName("kiln-Sweep").qualifier("live").payload(SdkBytes.fromUtf8String("{}")));

            assertThat(answer.functionError()).isNull();
            assertThat(answer.payload().asUtf8String()).isEqualTo("{\"looked\":0}");
        }
    }

    @Test
    @Order(4)
    void schedule_ofARecipe_isThereFromItsUploadUntilItsDeletion() {
        try (var scheduler = pipeline.aws().client(SchedulerClient.builder());
                var s3 = pipeline.aws().s3()) {
            var schedule = scheduler.getSchedule(r -> r.groupName(GROUP).name("recipe-" + RECIPE));
            assertThat(schedule.scheduleExpression()).isEqualTo("cron(0 20 ? * TUE#2 *)");
            assertThat(schedule.scheduleExpressionTimezone()).isEqualTo("America/Los_Angeles");
            assertThat(schedule.target().arn()).endsWith(":function:kiln-StartScheduledBuilds:live");

            s3.deleteObject(r -> r.bucket(BUCKET).key("recipes/" + RECIPE + "/recipe.yaml"));

            Await.until("the end of the recipe's schedule", SOON, () -> !exists(scheduler, "recipe-" + RECIPE));
            assertThat(scheduler.listSchedules(r -> r.groupName(GROUP)).schedules())
                    .extracting(ScheduleSummary::name)
                    .containsExactlyInAnyOrder("default-rebuild", "janitor", "retire-images", "sweep");
        }
    }

    @Test
    @Order(5)
    void stateMachine_isTheProjectsFile_whereFunctionsAreNamedByAlias() throws IOException {
        try (var sfn = pipeline.aws().client(SfnClient.builder())) {
            String deployed = sfn.describeStateMachine(r -> r.stateMachineArn(STATE_MACHINE))
                    .definition();

            assertThat(PipelineJson.tree(ALIAS.matcher(deployed).replaceAll("\\${$1Function}")))
                    .isEqualTo(PipelineJson.tree(Files.readString(pipeline.definition())));
        }
    }

    @Test
    @Order(6)
    void destroy_leavesTablesBucketAndKey_andNothingElse() {
        assertThat(pipeline.added()).extracting(Inventory.Thing::kind).contains(DEPLOYED_KINDS);

        pipeline.deployment().destroy();

        assertThat(pipeline.added())
                .extracting(Inventory.Thing::toString)
                .containsExactlyInAnyOrder(
                        "table kiln-ledger",
                        "table kiln-lineage",
                        "bucket " + BUCKET,
                        "key Kiln (kiln): ledger, lineage and recipes",
                        "key alias alias/kiln",
                        "bucket " + Deployment.BOOTSTRAP_BUCKET);
        assertThat(pipelineLineage().ofRecipe(RECIPE)).hasSize(1);
        try (var s3 = pipeline.aws().s3()) {
            assertThat(s3.listObjectsV2(r -> r.bucket(BUCKET)).contents()).isNotEmpty();
        }
    }

    private RecipeUploaded upload() throws IOException {
        Path file = pipeline.recipe(RECIPE);
        var folder = new RecipeFolder(new RecipeReader(InstantSource.system()));
        var recipe = ((Reading.Good) folder.read(file)).recipe();
        try (var s3 = pipeline.aws().s3()) {
            return new RecipeUpload(s3, BUCKET)
                    .upload(RECIPE, Files.readString(file), folder.payloads(file, recipe), "upload", false);
        }
    }

    /**
     * The record of the build when it has ended well: it is written by a function that hears of the execution's end.
     */
    private BuildRecord built(RecipeUploaded upload) {
        try (var dynamo = pipeline.aws().client(DynamoDbClient.builder())) {
            var builds = new Builds(dynamo, "kiln-ledger");
            var build = Await.answer(
                    "the end of the build",
                    BUILD,
                    () -> builds.of(upload.executionName())
                            .filter(b -> !b.status().equals(BuildRecord.RUNNING)));
            assertThat(build.status()).as("%s", build.cause()).isEqualTo("SUCCEEDED");
            return build;
        }
    }

    /** The states that work, in the order in which the execution entered them. */
    private List<String> visited(BuildRecord build) {
        try (var sfn = pipeline.aws().client(SfnClient.builder())) {
            return sfn.getExecutionHistoryPaginator(r -> r.executionArn(build.executionArn())).events().stream()
                    .filter(event -> event.typeAsString().equals("TaskStateEntered"))
                    .map(DeployedPipelineIT::stateName)
                    .toList();
        }
    }

    /** How many tasks ended by a token that was sent back. */
    private long callbacks(BuildRecord build) {
        try (var sfn = pipeline.aws().client(SfnClient.builder())) {
            return sfn.getExecutionHistoryPaginator(r -> r.executionArn(build.executionArn())).events().stream()
                    .filter(event -> event.typeAsString().equals("TaskSucceeded"))
                    .filter(event ->
                            event.taskSucceededEventDetails().resource().equals("invoke.waitForTaskToken"))
                    .count();
        }
    }

    private static String stateName(HistoryEvent event) {
        return event.stateEnteredEventDetails().name();
    }

    private ImageLineage lineage(String imageId) {
        return pipelineLineage().of(imageId).orElseThrow();
    }

    private Lineage pipelineLineage() {
        return new Lineage(pipeline.aws().client(DynamoDbClient.builder()), "kiln-lineage");
    }

    private static List<Instance> instances(Ec2Client ec2) {
        return ec2.describeInstances().reservations().stream()
                .flatMap(r -> r.instances().stream())
                .toList();
    }

    private static boolean exists(SchedulerClient scheduler, String schedule) {
        try {
            scheduler.getSchedule(r -> r.groupName(GROUP).name(schedule));
            return true;
        } catch (ResourceNotFoundException e) {
            return false;
        }
    }
}
