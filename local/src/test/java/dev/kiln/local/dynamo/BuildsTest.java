package dev.kiln.local.dynamo;

import dev.kiln.ledger.BuildRecord;
import dev.kiln.ledger.BuildRecord.Status;
import dev.kiln.ledger.Builds;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** The record of a build keeps to what its execution did last, in whichever order the events come. */
class BuildsTest {
    private static final Instant NOW = Instant.parse("2026-03-11T09:00:00Z");

    private static final Status STARTED = status("RUNNING", 0);
    private static final Status FAILED = status("FAILED", 0);
    private static final Status REDRIVEN = status("RUNNING", 1);
    private static final Status SUCCEEDED = status("SUCCEEDED", 1);

    @RegisterExtension
    static final SharedDynamo DYNAMO = new SharedDynamo();

    private final Builds builds = new Builds(DYNAMO.client(), DYNAMO.ledger());
    private String build;

    @BeforeEach
    void begin(TestInfo test) {
        build = test.getTestMethod().orElseThrow().getName();
        builds.begin(begun(build, NOW));
    }

    @Test
    void begin_repeated_changesNothing() {
        builds.changed(build, FAILED);

        builds.begin(begun(build, NOW.plusSeconds(60)));

        assertThat(builds.of(build)).contains(begun(build, NOW).with(FAILED));
    }

    @Test
    void changed_eventsInEveryOrder_endsWithWhatHappenedLast() {
        for (List<Status> order : permutations(List.of(STARTED, FAILED, REDRIVEN, SUCCEEDED))) {
            String id = build + order.stream().map(Status::status).toList();
            builds.begin(begun(id, NOW));

            order.forEach(status -> builds.changed(id, status));

            assertThat(builds.of(id))
                    .as(order.toString())
                    .contains(begun(id, NOW).with(SUCCEEDED));
        }
    }

    private static List<List<Status>> permutations(List<Status> all) {
        if (all.isEmpty()) {
            return List.of(List.of());
        }
        var result = new ArrayList<List<Status>>();
        for (Status first : all) {
            var rest = all.stream().filter(s -> !s.equals(first)).toList();
            for (List<Status> tail : permutations(rest)) {
                var order = new ArrayList<>(List.of(first));
                order.addAll(tail);
                result.add(order);
            }
        }
        return result;
    }

    @Test
    void changed_eventDeliveredTwice_isNewsOnce() {
        assertThat(builds.changed(build, FAILED)).isTrue();
        assertThat(builds.changed(build, FAILED)).isFalse();
    }

    @Test
    void changed_endOfTheRunBeforeARedrive_isNoNews() {
        builds.changed(build, REDRIVEN);

        assertThat(builds.changed(build, FAILED)).isFalse();
        assertThat(builds.of(build)).map(BuildRecord::running).contains(true);
    }

    @Test
    void changed_unknownBuild_isNoNewsAndMakesNoRecord() {
        assertThat(builds.changed("nobodys", FAILED)).isFalse();
        assertThat(builds.of("nobodys")).isEmpty();
    }

    @Test
    void changed_redriven_clearsTheErrorAndKeepsTheImage() {
        builds.found(build, "built", "ami-1");
        builds.changed(build, FAILED);

        builds.changed(build, REDRIVEN);

        assertThat(builds.of(build)).hasValueSatisfying(b -> {
            assertThat(b.error()).isEmpty();
            assertThat(b.imageId()).contains("ami-1");
        });
    }

    @Test
    void newest_moreThanAsked_areTheNewestNewestFirst() {
        for (int i = 1; i <= 5; i++) {
            builds.begin(begun("later-" + i, NOW.plusSeconds(60L * i).plusMillis(7 - i)));
        }

        assertThat(builds.newest(3)).extracting(BuildRecord::buildId).containsExactly("later-5", "later-4", "later-3");
    }

    private static BuildRecord begun(String id, Instant at) {
        return BuildRecord.begun(id, "iis-2022", "arn:" + id, "test", at);
    }

    private static Status status(String status, int redriveCount) {
        boolean failed = status.equals("FAILED");
        return new Status(
                status,
                redriveCount,
                Optional.of(NOW).filter(t -> !status.equals("RUNNING")),
                Optional.of("dev.kiln.error.StepFailed").filter(e -> failed),
                Optional.of("disk is full").filter(c -> failed));
    }
}
