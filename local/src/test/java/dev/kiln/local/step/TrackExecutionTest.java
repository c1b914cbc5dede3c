package dev.kiln.local.step;

import dev.kiln.event.ExecutionChanged;
import dev.kiln.json.PipelineJson;
import dev.kiln.ledger.BuildRecord;
import dev.kiln.ledger.Builds;
import dev.kiln.ledger.FailedBuild;
import dev.kiln.ledger.FailedBuilds;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Plans;
import dev.kiln.ledger.Resource;
import dev.kiln.ledger.Wait;
import dev.kiln.ledger.Waits;
import dev.kiln.local.dynamo.SharedDynamo;
import dev.kiln.local.sns.LocalTopics;
import dev.kiln.local.time.Timeline;
import dev.kiln.metric.Metrics;
import dev.kiln.step.Callbacks;
import dev.kiln.step.StateInput;
import dev.kiln.step.Steps;
import dev.kiln.step.TrackExecution;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/** What the events of an execution do to the waits of its build: late, twice, and of strangers. */
class TrackExecutionTest {
    private static final Instant NOW = Instant.parse("2026-03-11T09:00:00Z");

    @RegisterExtension
    static final SharedDynamo DYNAMO = new SharedDynamo();

    private final ScriptedEc2 ec2 = new ScriptedEc2();
    private final ScriptedTasks tasks = new ScriptedTasks();
    private final Builds builds = new Builds(DYNAMO.client(), DYNAMO.ledger());
    private final Waits waits = new Waits(DYNAMO.client(), DYNAMO.ledger());
    private final FailedBuilds failed = new FailedBuilds(DYNAMO.client(), DYNAMO.ledger());
    private final List<String> metrics = new ArrayList<>();
    private final Timeline clock = new Timeline(NOW);
    private final LocalTopics topics = new LocalTopics(clock, List.of(StepsLab.TOPIC));
    private final Steps steps =
            StepsLab.steps(DYNAMO, ec2, tasks, topics, new Metrics("kiln", clock, metrics::add), clock);
    private final Callbacks callbacks = steps.callbacks();
    private final TrackExecution track = steps.track();
    private String build;

    @BeforeEach
    void begin(TestInfo test) {
        build = test.getTestMethod().orElseThrow().getName();
        new Plans(DYNAMO.client(), DYNAMO.ledger()).pin(TestPlans.of(build));
        builds.begin(BuildRecord.begun(build, "iis-2022", "arn:" + build, "test", NOW));
    }

    @Test
    void changed_executionEnded_itsWaitEnds() {
        callbacks.enter(input(0));

        track.changed(event(build, "ABORTED", 0));

        assertThat(waits.of(build)).isEmpty();
        assertThat(builds.of(build)).map(BuildRecord::status).contains("ABORTED");
    }

    @Test
    void changed_endBeforeTheRedriveComesAfterIt_leavesTheNewWait() {
        callbacks.enter(input(1));

        track.changed(event(build, "FAILED", 0));

        assertThat(waits.of(build)).map(Wait::token).contains("token-1");
    }

    @Test
    void changed_runningComesTwice_leavesTheWait() {
        callbacks.enter(input(0));

        track.changed(event(build, "RUNNING", 0));
        track.changed(event(build, "RUNNING", 0));

        assertThat(waits.of(build)).isPresent();
    }

    @Test
    void changed_endComesTwice_changesNothingMore() {
        track.changed(event(build, "SUCCEEDED", 0));
        var once = builds.of(build);

        track.changed(event(build, "SUCCEEDED", 0));

        assertThat(builds.of(build)).isEqualTo(once);
    }

    @Test
    void changed_executionThatNoBuildKnows_isHarmless() {
        track.changed(event("nobodys", "RUNNING", 0));
        track.changed(event("nobodys", "FAILED", 0));

        assertThat(builds.of("nobodys")).isEmpty();
        assertThat(tasks.answers).isEmpty();
    }

    @Test
    void changed_failed_isListedUntilARedrive() {
        track.changed(event(build, "FAILED", 0));
        assertThat(listed(NOW)).isTrue();

        track.changed(event(build, "RUNNING", 1));
        assertThat(listed(NOW)).isFalse();
    }

    @Test
    void changed_failedTellsAgainAfterTheInvocationDied_isListed() {
        builds.changed(
                build, new BuildRecord.Status("FAILED", 0, Optional.of(NOW), Optional.empty(), Optional.empty()));

        track.changed(event(build, "FAILED", 0));

        assertThat(listed(NOW)).isTrue();
    }

    @Test
    void redrivable_afterFourteenDays_noLongerCounts() {
        track.changed(event(build, "TIMED_OUT", 0));

        assertThat(listed(NOW.plus(Duration.ofDays(14)))).isTrue();
        assertThat(listed(NOW.plus(Duration.ofDays(14)).plusSeconds(1))).isFalse();
    }

    @Test
    void changed_succeededWithItsOwnImage_tellsItsDurationOnce() {
        builds.found(build, BuildRecord.BUILT, "ami-1");

        track.changed(event(build, "SUCCEEDED", 0));
        track.changed(event(build, "SUCCEEDED", 0));

        assertThat(metrics)
                .filteredOn(line -> line.contains("BuildDuration"))
                .singleElement()
                .isEqualTo("""
                        {"BuildDuration":0,"Deployment":"kiln","Recipe":"iis-2022","_aws":{"CloudWatchMetrics":[\
                        {"Dimensions":[["Deployment","Recipe"]],"Metrics":[{"Name":"BuildDuration","Unit":"Seconds"}],\
                        "Namespace":"Kiln"}],"Timestamp":1773219600000}}""");
    }

    @Test
    void changed_succeededWithAMachineLeft_tellsIt() {
        var ledger = new Ledger(DYNAMO.client(), DYNAMO.ledger());
        var row = ledger.intend(Resource.intended(build, "instance#verifier#001", NOW, new TreeMap<>()))
                .row();
        ledger.opened(row, "i-left");

        track.changed(event(build, "SUCCEEDED", 0));

        assertThat(metrics).anyMatch(line -> line.contains("\"ResourcesOutstanding\":1"));
    }

    private boolean listed(Instant at) {
        return failed.redrivable(at, 1000).stream().map(FailedBuild::buildId).anyMatch(build::equals);
    }

    private static ExecutionChanged event(String name, String status, int redriveCount) {
        return new ExecutionChanged(
                "arn:" + name, name, status, redriveCount, Optional.of(NOW), Optional.empty(), Optional.empty());
    }

    private StateInput input(int redriveCount) {
        return PipelineJson.read("""
                {"buildId":"%1$s","executionArn":"arn:%1$s","redriveCount":%2$d,"state":"StopBuilder",
                 "taskToken":"token-%2$d","generation":1,"instanceId":"i-%1$s"}""".formatted(build, redriveCount), StateInput.class);
    }
}
