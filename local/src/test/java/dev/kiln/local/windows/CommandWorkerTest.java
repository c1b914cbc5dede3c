package dev.kiln.local.windows;

import dev.kiln.guest.GuestScript;
import dev.kiln.local.time.RandomSource;
import dev.kiln.local.time.Timeline;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class CommandWorkerTest {
    private final Timeline timeline = new Timeline(Instant.parse("2026-11-24T08:00:00Z"));
    private final List<Assignment.Result> results = new ArrayList<>();
    private int started;
    private int reboots;

    /** A machine on which every command asks for a restart. */
    private final class Restless implements CommandWorker.Machine {
        private final CommandWorker worker = new CommandWorker(timeline, new RandomSource(3), this);

        @Override
        public WindowsDisk disk() {
            return AmazonImages.catalogue().getFirst().disk();
        }

        @Override
        public void write(WindowsDisk disk) {
            // Nothing in here looks at the disk.
        }

        @Override
        public void reboot() {
            reboots++;
            worker.agentStops();
            timeline.after(Duration.ofMinutes(1), "boots", worker::agentStarts);
        }

        @Override
        public Course course(GuestCommand command, boolean resumed) {
            return Course.of(
                    disk(), Duration.ofSeconds(1), disk -> new Course.Ending(disk, Course.RESTART, "again", ""));
        }
    }

    private Assignment assignment() {
        var command = GuestCommand.read(GuestScript.RESTART.command(Map.of("run", "r")));
        return new Assignment("c", command, Duration.ofHours(1), false, new Assignment.Report() {
            @Override
            public void started() {
                started++;
            }

            @Override
            public void finished(Assignment.Result result) {
                results.add(result);
            }
        });
    }

    @Test
    void commandThatAlwaysAsksForARestart_isGivenUpAfter15Runs() {
        var worker = new Restless().worker;
        worker.agentStarts();
        worker.assign(assignment());
        timeline.runTo(timeline.instant().plus(Duration.ofHours(1)));

        assertThat(reboots).isEqualTo(15);
        assertThat(started).isEqualTo(1);
        assertThat(results).singleElement().satisfies(result -> {
            assertThat(result.outcome()).isEqualTo(Assignment.Outcome.FAILED);
            assertThat(result.exitCode()).isEqualTo(3010);
        });
    }

    @Test
    void withdrawnCommand_isNeverStarted() {
        var worker = new Restless().worker;
        worker.assign(assignment());
        worker.withdraw("c");
        worker.agentStarts();
        timeline.runTo(timeline.instant().plus(Duration.ofHours(1)));

        assertThat(started).isZero();
    }
}
