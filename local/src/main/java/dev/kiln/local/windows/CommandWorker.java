package dev.kiln.local.windows;

import dev.kiln.local.time.Delay;
import dev.kiln.local.time.RandomSource;
import dev.kiln.local.time.Timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The SSM agent's work on commands.
 *
 * <p>A command waits until the agent is online. A run that ends with 3010 makes the agent restart the machine and run
 * the same command again from the top; so does a machine that went down in the middle and came back (amazon-ssm-agent
 * takes the documents that were in progress up again). After 15 runs the agent gives up (its
 * {@code CommandRetryLimit}).
 *
 * <p>Kiln's guest scripts take turns: one that starts while another runs waits for it, on its own execution time.
 */
final class CommandWorker {
    private static final int MOST_RUNS = 15;
    private static final int ENDED_BY_AGENT = -1;

    /** The machine that the agent runs on. */
    interface Machine {
        WindowsDisk disk();

        void write(WindowsDisk disk);

        void reboot();

        /**
         * What a command does on this machine now.
         *
         * @param resumed whether this goes on with a run that was under way when the account was put on file
         */
        Course course(GuestCommand command, boolean resumed);
    }

    private static final class Job {
        private final Assignment assignment;
        private boolean started;
        private int runs;
        private int lastExitCode;
        private Optional<Timeline.Cancellation> next = Optional.empty();
        private Optional<Timeline.Cancellation> limit = Optional.empty();
        private Instant endsAt = Instant.EPOCH;

        private Job(Assignment assignment) {
            this.assignment = assignment;
        }

        private boolean resumes() {
            return runs == 1 && assignment.resumed();
        }

        private void stop() {
            next.ifPresent(Timeline.Cancellation::cancel);
            next = Optional.empty();
            limit.ifPresent(Timeline.Cancellation::cancel);
            limit = Optional.empty();
        }
    }

    private final Timeline timeline;
    private final RandomSource random;
    private final Machine machine;
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    /** The job whose turn it is, and then those that wait for theirs. */
    private final Deque<Job> turns = new ArrayDeque<>();

    private boolean online;

    CommandWorker(Timeline timeline, RandomSource random, Machine machine) {
        this.timeline = timeline;
        this.random = random;
        this.machine = machine;
    }

    void assign(Assignment assignment) {
        var job = new Job(assignment);
        jobs.put(assignment.commandId(), job);
        if (online) {
            pickUpSoon(job);
        }
    }

    /** SSM no longer wants a command: one that has not started never will; one that runs is not stopped by that. */
    void withdraw(String commandId) {
        Optional.ofNullable(jobs.get(commandId)).filter(job -> !job.started).ifPresent(this::forget);
    }

    /** SSM asks to end a command. An agent that is offline does not hear it. */
    void cancel(String commandId) {
        var job = Optional.ofNullable(jobs.get(commandId));
        if (job.isPresent() && (online || !job.get().started)) {
            finish(job.get(), new Assignment.Result(Assignment.Outcome.CANCELLED, ENDED_BY_AGENT, "", ""));
        }
    }

    boolean online() {
        return online;
    }

    void agentStarts() {
        online = true;
        List.copyOf(jobs.values()).forEach(this::pickUpSoon);
    }

    void agentStops() {
        online = false;
        turns.clear();
        jobs.values().forEach(Job::stop);
    }

    private void pickUpSoon(Job job) {
        job.next = Optional.of(timeline.after(
                Delay.AGENT_PICKS_UP.draw(random),
                "the agent takes command " + job.assignment.commandId(),
                () -> run(job)));
    }

    private void run(Job job) {
        if (job.runs == MOST_RUNS) {
            var error = "the command was run " + MOST_RUNS + " times and did not come to its end";
            finish(job, new Assignment.Result(Assignment.Outcome.FAILED, job.lastExitCode, "", error));
            return;
        }
        job.runs++;
        if (!job.started) {
            job.started = true;
            job.assignment.report().started();
        }
        turns.add(job);
        if (turns.peek() == job) {
            begin(job, job.assignment.executionTimeout());
        } else {
            limit(job, job.assignment.executionTimeout());
        }
    }

    private void begin(Job job, Duration timeLeft) {
        var course = machine.course(job.assignment.command(), job.resumes());
        machine.write(course.begun());
        Optional<Duration> inTime = course.takes().filter(takes -> takes.compareTo(timeLeft) <= 0);
        if (inTime.isEmpty()) {
            limit(job, timeLeft);
        }
        job.next = inTime.map(
                takes -> timeline.after(takes, job.assignment.commandId() + " ends", () -> end(job, course)));
    }

    private void limit(Job job, Duration timeLeft) {
        job.endsAt = timeline.instant().plus(timeLeft);
        job.limit = Optional.of(
                timeline.after(timeLeft, job.assignment.commandId() + " runs out of time", () -> timeOut(job)));
    }

    private void nextTurn() {
        Optional.ofNullable(turns.peek()).ifPresent(job -> {
            job.stop();
            begin(job, Duration.between(timeline.instant(), job.endsAt));
        });
    }

    private void end(Job job, Course course) {
        var ending = course.ending().apply(machine.disk());
        machine.write(ending.disk());
        job.lastExitCode = ending.exitCode();
        if (ending.exitCode() == Course.RESTART) {
            machine.reboot();
            return;
        }
        var outcome = ending.exitCode() == Course.GOOD ? Assignment.Outcome.SUCCESS : Assignment.Outcome.FAILED;
        finish(job, new Assignment.Result(outcome, ending.exitCode(), ending.output(), ending.error()));
    }

    private void timeOut(Job job) {
        finish(job, new Assignment.Result(Assignment.Outcome.TIMED_OUT, ENDED_BY_AGENT, "", ""));
    }

    private void finish(Job job, Assignment.Result result) {
        forget(job);
        job.assignment.report().finished(result);
    }

    private void forget(Job job) {
        job.stop();
        jobs.remove(job.assignment.commandId());
        boolean hadTheTurn = turns.peek() == job;
        turns.remove(job);
        if (hadTheTurn) {
            nextTurn();
        }
    }
}
