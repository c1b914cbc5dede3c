package dev.kiln.local.step;

import dev.kiln.aws.Builders;
import dev.kiln.aws.Commands;
import dev.kiln.aws.Volumes;
import dev.kiln.error.BuilderLost;
import dev.kiln.error.CapacityUnavailable;
import dev.kiln.error.TransientServiceFailure;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Plans;
import dev.kiln.ledger.Resource;
import dev.kiln.ledger.Tables;
import dev.kiln.ledger.TokenBuckets;
import dev.kiln.local.dynamo.MemoryDynamo;
import dev.kiln.local.dynamo.SharedDynamo;
import dev.kiln.local.time.Timeline;
import dev.kiln.step.LaunchBuilder;
import dev.kiln.step.Look;
import dev.kiln.step.MachineLaunch;
import dev.kiln.step.Progress;
import dev.kiln.step.Revival;
import dev.kiln.step.StateInput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.ShutdownBehavior;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LaunchBuilderTest {
    private static final Instant NOW = Instant.parse("2026-03-11T09:00:00Z");

    @RegisterExtension
    static final SharedDynamo DYNAMO = new SharedDynamo();

    private final ScriptedEc2 ec2 = new ScriptedEc2();
    private final ScriptedAgent agent = new ScriptedAgent();
    private final Ledger ledger = new Ledger(DYNAMO.client(), DYNAMO.ledger());
    private final Plans plans = new Plans(DYNAMO.client(), DYNAMO.ledger());
    private final LaunchBuilder step = new LaunchBuilder(
            ledger,
            plans,
            new Builders(ec2),
            new Commands(agent),
            new Volumes(ec2),
            new MachineLaunch(ledger, new Builders(ec2), fullBuckets(), StepsLab.NETWORK),
            new Revival(ledger, new Builders(ec2), new Commands(agent), new Timeline(NOW)),
            fullBuckets());
    private String build;

    @BeforeEach
    void pinPlan(TestInfo test) {
        build = test.getTestMethod().orElseThrow().getName();
        plans.pin(TestPlans.of(build));
    }

    @Test
    void advance_fresh_launchesOneInstanceAsTheRulesWant() {
        step.advance(input(0, 1), look(NOW));

        assertThat(ec2.launches).singleElement().satisfies(LaunchBuilderTest::followsTheRules);
    }

    private static void followsTheRules(RunInstancesRequest launch) {
        assertThat(launch.metadataOptions().httpTokens()).isEqualTo(HttpTokensState.REQUIRED);
        assertThat(launch.instanceInitiatedShutdownBehavior()).isEqualTo(ShutdownBehavior.STOP);
        assertThat(launch.keyName()).isNull();
        assertThat(launch.clientToken()).hasSizeBetween(1, 64);
        assertThat(launch.tagSpecifications())
                .extracting(s -> s.resourceType())
                .containsExactly(ResourceType.INSTANCE, ResourceType.VOLUME, ResourceType.NETWORK_INTERFACE);
    }

    @Test
    void advance_agentOnline_isDoneWithTheInstance() {
        step.advance(input(0, 1), look(NOW));
        agent.lastPing = Optional.of(NOW.plusSeconds(240));

        assertThat(step.advance(input(0, 1), look(NOW.plusSeconds(300))))
                .isInstanceOfSatisfying(
                        Progress.Done.class, d -> assertThat(d.output()).containsKey("instanceId"));
    }

    @Test
    void advance_reportOfTheAgentFromBeforeTheLaunch_doesNotCount() {
        step.advance(input(0, 1), look(NOW));
        agent.lastPing = Optional.of(NOW.minusSeconds(1));

        assertThat(step.advance(input(0, 1), look(NOW.plusSeconds(60)))).isInstanceOf(Progress.Waiting.class);
    }

    @Test
    void advance_answerOfTheLaunchLost_asksAgainWithTheSameToken() {
        ec2.loseTheAnswerOfRunInstances = true;
        assertThatThrownBy(() -> step.advance(input(0, 1), look(NOW))).isInstanceOf(TransientServiceFailure.class);

        step.advance(input(0, 1), look(NOW.plus(Duration.ofMinutes(5))));

        assertThat(ec2.launches)
                .extracting(RunInstancesRequest::clientToken)
                .hasSize(2)
                .containsOnly(ec2.launches.getFirst().clientToken());
    }

    @Test
    void advance_noCapacityInTheFirstSubnet_takesTheNextWithATokenOfItsOwn() {
        ec2.launchesWithoutCapacity = 1;

        step.advance(input(0, 1), look(NOW));

        assertThat(ec2.launches).extracting(RunInstancesRequest::subnetId).containsExactly("subnet-a", "subnet-b");
        assertThat(ec2.launches).extracting(RunInstancesRequest::clientToken).doesNotHaveDuplicates();
    }

    @Test
    void advance_answerLostBeforeARedrive_sendsTheVerySameRequestAgain() {
        ec2.launchesWithoutCapacity = 1;
        ec2.loseTheAnswerOfRunInstances = true;
        assertThatThrownBy(() -> step.advance(input(0, 1), look(NOW))).isInstanceOf(TransientServiceFailure.class);

        step.advance(input(1, 1), look(NOW.plusSeconds(1800)));

        assertThat(ec2.launches).hasSize(3);
        assertThat(ec2.launches.get(2)).isEqualTo(ec2.launches.get(1));
    }

    @Test
    void advance_answerLostLongBeforeARedrive_findsTheInstanceByItsTagInsteadOfTrustingTheToken() {
        ec2.loseTheAnswerOfRunInstances = true;
        assertThatThrownBy(() -> step.advance(input(0, 1), look(NOW))).isInstanceOf(TransientServiceFailure.class);

        step.advance(input(1, 1), look(NOW.plus(Duration.ofDays(3))));

        assertThat(ec2.launches).hasSize(1);
        assertThat(ledger.buildsConcerned("i-" + ec2.launches.getFirst().clientToken()))
                .containsExactly(build);
    }

    @Test
    void advance_noCapacityAnywhere_failsWithNothingHeldAndARedriveTriesAllAgain() {
        ec2.launchesWithoutCapacity = 4;
        assertThatThrownBy(() -> step.advance(input(0, 1), look(NOW)))
                .isInstanceOf(CapacityUnavailable.class)
                .hasMessageContaining("Redrive later");
        assertThat(ledger.resources(build)).extracting(Resource::state).containsOnly(Resource.State.CLOSED);

        assertThat(step.advance(input(1, 1), look(NOW.plusSeconds(3600)))).isInstanceOf(Progress.Waiting.class);
    }

    @Test
    void advance_instanceTerminated_isLostAndARedriveLaunchesAnother() {
        step.advance(input(0, 1), look(NOW));
        ec2.instanceState = InstanceStateName.TERMINATED;
        var instance = Optional.of("i-" + ec2.launches.getFirst().clientToken());
        var noticed = new Look(NOW.plusSeconds(60), instance, ledger.resources(build));
        assertThatThrownBy(() -> step.advance(input(0, 1), noticed)).isInstanceOf(BuilderLost.class);

        step.advance(input(1, 1), look(NOW.plusSeconds(120)));

        assertThat(ec2.launches)
                .extracting(RunInstancesRequest::clientToken)
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void advance_instanceTerminatedWithoutAnEvent_isNoticedWhenTheAgentStaysSilentForLong() {
        step.advance(input(0, 1), look(NOW));
        ec2.instanceState = InstanceStateName.TERMINATED;

        assertThatThrownBy(() -> step.advance(input(0, 1), look(NOW.plus(Duration.ofMinutes(9)))))
                .isInstanceOf(BuilderLost.class);
    }

    @Test
    void advance_tooManyGenerations_givesUpUntilTheNextRedrive() {
        ec2.instanceState = InstanceStateName.TERMINATED;
        for (int generation = 1; generation <= 3; generation++) {
            step.advance(input(0, generation), look(NOW));
        }

        assertThatThrownBy(() -> step.advance(input(0, 4), look(NOW)))
                .isInstanceOf(BuilderLost.class)
                .hasMessageContaining("then redrive");
        assertThat(ec2.launches).hasSize(3);

        step.advance(input(1, 4), look(NOW));
        assertThat(ec2.launches).hasSize(4);
    }

    /** Of this test alone: tests that share a table share its buckets. */
    private static TokenBuckets fullBuckets() {
        return new TokenBuckets(MemoryDynamo.with(List.of(Tables.ledger("buckets"))), "buckets");
    }

    private Look look(Instant now) {
        return new Look(now, Optional.empty(), ledger.resources(build));
    }

    private StateInput input(int redriveCount, int generation) {
        return new StateInput(
                build,
                "arn",
                redriveCount,
                "LaunchBuilder",
                Optional.of("token"),
                Optional.of(generation),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
