package dev.kiln.local.step;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.kiln.error.BuilderLost;
import dev.kiln.error.ImageFailed;
import dev.kiln.error.ImageNameTaken;
import dev.kiln.error.TransientServiceFailure;
import dev.kiln.handler.NotifyHandler;
import dev.kiln.handler.StopBuilderHandler;
import dev.kiln.handler.SweepHandler;
import dev.kiln.json.PipelineJson;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Plans;
import dev.kiln.ledger.Resource;
import dev.kiln.ledger.Wait;
import dev.kiln.ledger.Waits;
import dev.kiln.local.dynamo.SharedDynamo;
import dev.kiln.local.lambda.LocalLambda;
import dev.kiln.local.sns.LocalTopics;
import dev.kiln.local.states.Invocation;
import dev.kiln.local.time.RandomSource;
import dev.kiln.local.time.Timeline;
import dev.kiln.metric.Metrics;
import dev.kiln.step.Callbacks;
import dev.kiln.step.StateInput;
import dev.kiln.step.Steps;
import dev.kiln.step.Sweep;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.ResourceType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Callback states from their token to their answer: entered, noticed, swept, crashed in between and redriven. */
class CallbackStepsTest {
    private static final String NAME = TestPlans.IMAGE_NAME;

    @RegisterExtension
    static final SharedDynamo DYNAMO = new SharedDynamo();

    private final ScriptedEc2 ec2 = new ScriptedEc2();
    private final ScriptedTasks tasks = new ScriptedTasks();
    private final Timeline clock = new Timeline(Instant.parse("2026-03-11T09:00:00Z"));
    private final Ledger ledger = new Ledger(DYNAMO.client(), DYNAMO.ledger());
    private final Plans plans = new Plans(DYNAMO.client(), DYNAMO.ledger());
    private final Waits waits = new Waits(DYNAMO.client(), DYNAMO.ledger());
    private final List<String> metrics = new ArrayList<>();
    private final Steps steps = StepsLab.steps(
            DYNAMO,
            ec2,
            tasks,
            new LocalTopics(clock, List.of(StepsLab.TOPIC)),
            new Metrics("kiln", clock, metrics::add),
            clock);
    private final Callbacks callbacks = steps.callbacks();
    private final Sweep sweep = steps.sweep();
    private String build;
    private String builder;

    @BeforeEach
    void launchBuilder(TestInfo test) {
        build = test.getTestMethod().orElseThrow().getName();
        builder = "i-" + build;
        ec2.firstImage = "ami-" + build;
        plans.pin(TestPlans.of(build));
        ledger.opened(
                ledger.intend(Resource.intended(build, "instance#builder#1", clock.instant(), new TreeMap<>()))
                        .row(),
                builder);
    }

    @Test
    void stopBuilder_runningBuilder_isStoppedOnceAndDoneWhenTheEventComes() {
        callbacks.enter(input("StopBuilder", "t1"));
        callbacks.noticed(builder);
        assertThat(tasks.answers).isEmpty();

        ec2.instanceState = InstanceStateName.STOPPED;
        callbacks.noticed(builder);

        assertThat(ec2.changes).containsExactly("stop " + builder);
        assertThat(tasks.answers).containsExactly("t1 success {}");
    }

    @Test
    void stopBuilder_eventLost_isDoneByTheSweep() {
        callbacks.enter(input("StopBuilder", "t1"));
        ec2.instanceState = InstanceStateName.STOPPED;
        clock.runTo(clock.instant().plus(Duration.ofMinutes(5)));

        sweep.run(Duration.ofSeconds(35));

        assertThat(tasks.answers).contains("t1 success {}");
    }

    @Test
    void stopBuilder_stoppedWhileNobodyWaited_isDoneAtOnceWithTheNewToken() {
        ec2.instanceState = InstanceStateName.STOPPED;

        callbacks.enter(input("StopBuilder", "redriven"));

        assertThat(tasks.answers).containsExactly("redriven success {}");
        assertThat(ec2.changes).isEmpty();
    }

    @Test
    void stopBuilder_terminatedBuilder_failsTheTaskByTheNameOfTheError() {
        callbacks.enter(input("StopBuilder", "t1"));
        ec2.instanceState = InstanceStateName.TERMINATED;

        callbacks.noticed(builder);

        assertThat(tasks.answers).containsExactly("t1 failure " + BuilderLost.class.getName());
        assertThat(waits.of(build)).isEmpty();
    }

    @Test
    void noticed_eventDeliveredTwice_answersOnce() {
        callbacks.enter(input("StopBuilder", "t1"));
        ec2.instanceState = InstanceStateName.STOPPED;

        callbacks.noticed(builder);
        callbacks.noticed(builder);

        assertThat(tasks.answers).hasSize(1);
    }

    @Test
    void handlers_fromTheBytesOfTheStateMachineAndTheEvent_endWithTheAnswer() {
        run(new StopBuilderHandler(callbacks), """
                {"taskToken":"t1","buildId":"%s","executionArn":"arn:aws:states:us-east-1:123456789012:execution:builds:b","redriveCount":0,"state":"StopBuilder",
                 "instanceId":"%s","generation":1}""".formatted(build, builder));
        ec2.instanceState = InstanceStateName.STOPPED;

        run(new NotifyHandler(callbacks), """
                {"detail-type":"EC2 Instance State-change Notification","detail":{"instance-id":"%s","state":"stopped"}}""".formatted(builder));

        assertThat(tasks.answers).containsExactly("t1 success {}");
    }

    @Test
    void enter_invocationThatWasOvertakenByARetry_leavesTheNewerToken() {
        callbacks.enter(input("StopBuilder", "newer", 1));

        callbacks.enter(input("StopBuilder", "older", 0));

        assertThat(waits.of(build)).map(Wait::token).contains("newer");
        assertThat(tasks.answers).isEmpty();
    }

    @Test
    void sweep_defectInOneLook_doesNotStarveTheOthers() {
        var now = clock.instant();
        String input = PipelineJson.write(input("NoSuchState", "b"));
        waits.open(new Wait(
                build + "-broken", "NoSuchState", "b", "1", input, Optional.empty(), now, now.minusSeconds(1)));
        callbacks.enter(input("StopBuilder", "t1"));
        ec2.instanceState = InstanceStateName.STOPPED;
        clock.runTo(now.plus(Duration.ofMinutes(5)));

        assertThatThrownBy(() -> sweep.run(Duration.ofSeconds(35))).isInstanceOf(IllegalStateException.class);

        assertThat(tasks.answers).contains("t1 success {}");
        waits.of(build + "-broken").ifPresent(waits::close);
    }

    @Test
    void sweepHandler_dueWait_isLookedAt() {
        callbacks.enter(input("StopBuilder", "t1"));
        ec2.instanceState = InstanceStateName.STOPPED;
        clock.runTo(clock.instant().plus(Duration.ofMinutes(5)));

        run(new SweepHandler(sweep), "{}");

        assertThat(tasks.answers).contains("t1 success {}");
        assertThat(metrics).anyMatch(line -> line.contains("\"SweepFound\":1"));
    }

    private void run(RequestStreamHandler handler, String event) {
        var lambda = new LocalLambda(clock, new RandomSource(1));
        lambda.deploy("handler", handler);
        assertThat(lambda.invoke("handler", event)).isInstanceOf(Invocation.Returned.class);
    }

    @Test
    void noticed_tokenStale_isAcknowledgedAndTheWaitEnds() {
        callbacks.enter(input("StopBuilder", "t1"));
        ec2.instanceState = InstanceStateName.STOPPED;
        tasks.stale.add("t1");

        callbacks.noticed(builder);

        assertThat(waits.of(build)).isEmpty();
    }

    @Test
    void createImage_fresh_tagsImageAndSnapshotAtCreationAndNeverReboots() {
        callbacks.enter(input("CreateImage", "t1"));

        assertThat(ec2.creates).singleElement().satisfies(r -> {
            assertThat(r.noReboot()).isTrue();
            assertThat(r.tagSpecifications())
                    .extracting(s -> s.resourceType())
                    .containsExactly(ResourceType.IMAGE, ResourceType.SNAPSHOT);
            assertThat(r.tagSpecifications())
                    .allMatch(s -> s.tags().stream().anyMatch(t -> t.key().equals("team")));
        });
    }

    @Test
    void createImage_available_answersWithImageAndSnapshots() {
        callbacks.enter(input("CreateImage", "t1"));
        ec2.put(NAME, ec2.firstImage, "available", build);

        callbacks.noticed(ec2.firstImage);

        assertThat(tasks.answers)
                .containsExactly("t1 success {\"imageId\":\"%1$s\",\"snapshotIds\":[\"snap-of-%1$s\"]}"
                        .formatted(ec2.firstImage));
    }

    @Test
    void createImage_answerLostAfterTheEffect_adoptsTheImageInsteadOfMakingAnother() {
        ec2.loseTheAnswerOfCreateImage = true;
        assertThatThrownBy(() -> callbacks.enter(input("CreateImage", "t1")))
                .isInstanceOf(TransientServiceFailure.class);
        clock.runTo(clock.instant().plus(Duration.ofMinutes(10)));

        callbacks.enter(input("CreateImage", "t2"));

        assertThat(ec2.creates).hasSize(1);
        assertThat(ledger.buildsConcerned(ec2.firstImage)).containsExactly(build);
    }

    @Test
    void createImage_intentOfALivingInvocation_isLeftToIt() {
        ledger.intend(Resource.intended(build, "image#1", clock.instant(), new TreeMap<>(Map.of("name", NAME))));

        callbacks.enter(input("CreateImage", "t1"));

        assertThat(ec2.creates).isEmpty();
    }

    @Test
    void createImage_nameOfAStrangersImage_isRefusedAndNothingIsTakenFromThem() {
        ec2.put(NAME, "ami-stranger", "available", "another-build");

        callbacks.enter(input("CreateImage", "t1"));

        assertThat(tasks.answers).containsExactly("t1 failure " + ImageNameTaken.class.getName());
        assertThat(tasks.causes)
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("ami-stranger", "then redrive", "Class: operator. A redrive reuses the builder");
        assertThat(ledger.buildsConcerned("ami-stranger")).isEmpty();
    }

    @Test
    void createImage_failedImage_failsTheStateAndARedriveMakesAnother() {
        callbacks.enter(input("CreateImage", "t1"));
        ec2.put(NAME, ec2.firstImage, "failed", build);
        callbacks.noticed(ec2.firstImage);
        assertThat(tasks.answers).containsExactly("t1 failure " + ImageFailed.class.getName());

        callbacks.enter(input("CreateImage", "t2"));

        assertThat(ec2.creates).extracting(r -> r.name()).containsExactly(NAME, NAME + "-2");
    }

    @Test
    void retireBuilder_ourBuilder_isTerminatedAndItsRowClosed() {
        callbacks.enter(input("RetireBuilder", "t1"));
        callbacks.noticed(builder);

        assertThat(tasks.answers).containsExactly("t1 success {}");
        assertThat(ledger.resources(build)).extracting(Resource::state).containsExactly(Resource.State.CLOSED);
    }

    @Test
    void retireBuilder_machineThatTheRecipeBrought_isNeverTouched() {
        builder = "i-prepared-by-hand";

        callbacks.enter(input("RetireBuilder", "t1"));

        assertThat(ec2.changes).isEmpty();
        assertThat(tasks.answers).containsExactly("t1 success {}");
    }

    private StateInput input(String state, String token) {
        return input(state, token, 0);
    }

    private StateInput input(String state, String token, int retryCount) {
        return new StateInput(
                build,
                "arn:aws:states:us-east-1:123456789012:execution:builds:" + build,
                0,
                state,
                Optional.of(token),
                Optional.of(1),
                Optional.empty(),
                Optional.of(builder),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(retryCount));
    }
}
