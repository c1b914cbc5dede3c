package dev.kiln.local.account;

import dev.kiln.error.BuilderLost;
import dev.kiln.ledger.BuildRecord;
import dev.kiln.ledger.FailedBuild;
import dev.kiln.ledger.Resource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import static dev.kiln.local.account.AccountLab.SMALL_UNSCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;

/** An account in which one build stops somewhere, something happens to what it holds, and it is redriven. */
final class RedriveLab implements AutoCloseable {
    static final String LAUNCH = "ec2:RunInstances";
    static final String SEND = "ssm:SendCommand";
    static final String CREATE_IMAGE = "ec2:CreateImage";
    static final String START = "ec2:StartInstances";
    static final String STOP = "ec2:StopInstances";
    static final String TERMINATE = "ec2:TerminateInstances";

    /** Builder and verifier; two steps, the seal and the checks; one image. */
    static final Cost UNDISTURBED = new Cost(2, 4, 1);

    /** Long enough for everything that goes on by itself, and less than the usual lease. */
    static final Duration TWO_DAYS = Duration.ofDays(2);

    static final int STEP_TWO = 2;
    static final int SEAL = 3;
    static final int CHECK = 4;

    static final Duration FOUR_DAYS = Duration.ofDays(4);

    static final String KEPT_RUNNING = SMALL_UNSCHEDULED + "builder: {parking: {lease: 72h, keepRunning: true}}\n";

    static final String TWO_TAKES_LONG = "steps: {two: {takes: 40m}}";

    static final String PARENT = "{ssm: /aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base}";

    static final String PASSWORD =
            "seal: {administratorPassword: specify, passwordFrom: 'secretsManager:kiln/machines/a'}\n";

    /** What a recipe with a password to specify costs more. */
    static final int CHECKED_PASSWORD = 1;

    /** A step that is done again. */
    static final int STEP = 1;

    /** Both steps, which a new builder needs. */
    static final int STEPS = 2;

    final Mishaps mishaps = new Mishaps();
    final AccountLab lab = FreshAccounts.onMemoryTables(71, mishaps);

    /** What a build did of that which costs money or changes a machine, redrives included. */
    record Cost(int launches, int commands, int images) {
        Cost andLaunches(int more) {
            return new Cost(launches + more, commands, images);
        }

        Cost andCommands(int more) {
            return new Cost(launches, commands + more, images);
        }

        Cost andImages(int more) {
            return new Cost(launches, commands, images + more);
        }
    }

    /** The build fails in its second step, as the recipe's script does; parking it has come to its end. */
    String failInStepTwo(String recipe) {
        lab.expect("small", "steps: {two: {exitCode: 1}}");
        String id = lab.upload(recipe);
        lab.account.runUntilQuiet();
        assertThat(lab.execution(id).statusAsString()).isEqualTo("FAILED");
        lab.expect("small", "{}");
        return id;
    }

    /** An operator stops the execution when so many commands have been sent. */
    String stopAtCommand(String recipe, int number) {
        String id = lab.upload(recipe);
        lab.runUntilCalls(SEND, number);
        stop(id);
        return id;
    }

    /** An operator stops the execution some seconds after it has entered a state. */
    String stopIn(String recipe, String state) {
        String id = lab.upload(recipe);
        runUntilEntered(id, state);
        pass(Duration.ofSeconds(5));
        assertThat(lab.lastEntered(id)).isEqualTo(state);
        stop(id);
        return id;
    }

    void runUntilEntered(String id, String state) {
        var timeline = lab.account.timeline();
        assertThat(timeline.runUntil(
                        () -> entered(id, state), timeline.instant().plus(Duration.ofHours(6))))
                .as("enters " + state)
                .isTrue();
    }

    private boolean entered(String id, String state) {
        try {
            return lab.history(id).stream()
                    .flatMap(e -> Optional.ofNullable(e.stateEnteredEventDetails()).stream())
                    .anyMatch(entered -> entered.name().equals(state));
        } catch (ExecutionDoesNotExistException e) {
            return false;
        }
    }

    void stop(String id) {
        lab.account.states().stopExecution(r -> r.executionArn(lab.account.executionArn(id)));
    }

    void pass(Duration time) {
        lab.account.timeline().runTo(lab.account.timeline().instant().plus(time));
    }

    /** The one machine that lives. */
    String machine() {
        return only().instanceId();
    }

    String machineState() {
        return only().state().nameAsString();
    }

    private Instance only() {
        assertThat(lab.living()).hasSize(1);
        return lab.living().getFirst();
    }

    /** Redrives a build, which then ends well, for so much in all, and leaves nothing but its image. */
    BuildRecord redriven(String id, Cost cost) {
        var build = lab.redrive(id);
        assertDone(build, cost);
        return build;
    }

    void assertDone(BuildRecord build, Cost cost) {
        String id = build.buildId();
        assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
        assertCost(cost);
        assertThat(lab.living()).as("machines").isEmpty();
        assertThat(lab.account.records().ledger().resources(id))
                .as("what the ledger says is held")
                .filteredOn(r -> r.state() != Resource.State.CLOSED)
                .singleElement()
                .satisfies(r -> assertThat(r.key()).startsWith("image#"))
                .satisfies(r -> assertThat(r.resourceId()).isEqualTo(build.imageId()));
        assertThat(lab.lineage(build).verification()).as("its proof").isPresent();
        assertNobodyWaits(id);
    }

    /** Neither a token, nor a lease, nor an operator. */
    void assertNobodyWaits(String id) {
        var records = lab.account.records();
        assertThat(records.waits().of(id)).as("wait").isEmpty();
        assertThat(records.leases().of(id)).as("lease").isEmpty();
        assertThat(records.failedBuilds().redrivable(lab.account.timeline().instant(), 10))
                .extracting(FailedBuild::buildId)
                .doesNotContain(id);
    }

    void assertCost(Cost cost) {
        assertThat(new Cost(lab.calls(LAUNCH), lab.calls(SEND), lab.calls(CREATE_IMAGE)))
                .as("launches, commands and images in all")
                .isEqualTo(cost);
    }

    /** Redrives a build, which fails again with an error that says this. */
    BuildRecord refused(String id, Class<?> error, String... words) {
        var build = lab.redrive(id);
        assertThat(build.error()).contains(error.getName());
        assertThat(lab.message(build)).contains(words);
        return build;
    }

    /** The image that a build has ended with. */
    Image image(BuildRecord build) {
        return lab.account
                .ec2()
                .describeImages(r -> r.imageIds(build.imageId().orElseThrow()))
                .images()
                .getFirst();
    }

    /** The images of this account. */
    List<Image> images() {
        return lab.account.ec2().describeImages(r -> r.owners("self")).images();
    }

    /** The name of this build's image. */
    String imageName(String id) {
        return lab.account.records().plans().of(id).imageName();
    }

    /** Every error that a state of an execution failed with, caught or not, with its words. */
    List<String> errors(String id) {
        return lab.history(id).stream()
                .flatMap(e -> Optional.ofNullable(e.taskFailedEventDetails()).stream())
                .map(failed -> failed.error() + ": " + failed.cause())
                .toList();
    }

    /** What the commands printed, in the order in which they were sent. */
    List<String> outputs() {
        return lab.account.ssm().commands().stream()
                .map(c -> lab.account
                        .ssm()
                        .getCommandInvocation(r -> r.commandId(c.commandId()).instanceId(c.instanceId()))
                        .standardOutputContent())
                .toList();
    }

    @Override
    public void close() {
        lab.close();
    }

    void deregisterOwnImages() {
        images().stream()
                .map(Image::imageId)
                .forEach(image -> lab.account.ec2().deregisterImage(r -> r.imageId(image)));
    }

    void assertStartedOver(String id, String used) {
        assertThat(errors(id))
                .anySatisfy(e -> assertThat(e)
                        .contains(
                                BuilderLost.class.getName(),
                                "The sealed builder " + used + " was started again",
                                "the steps are done again"));
    }

    void stopByHand(String instance) {
        lab.account.ec2().stopInstances(r -> r.instanceIds(instance));
    }

    void startByHand(String instance) {
        lab.account.ec2().startInstances(r -> r.instanceIds(instance));
        pass(Duration.ofMinutes(20));
    }

    void terminateByHand(String instance) {
        lab.account.ec2().terminateInstances(r -> r.instanceIds(instance));
    }

    void put(String key, String text) {
        lab.account
                .s3()
                .putObject(
                        r -> r.bucket(lab.account.deployment().recipeBucket()).key(key), RequestBody.fromString(text));
    }

    void deleteVersion(String key) {
        String bucket = lab.account.deployment().recipeBucket();
        String version =
                lab.account.s3().headObject(r -> r.bucket(bucket).key(key)).versionId();
        lab.account.s3().deleteObject(r -> r.bucket(bucket).key(key).versionId(version));
    }
}
