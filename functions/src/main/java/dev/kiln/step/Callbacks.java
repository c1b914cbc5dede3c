package dev.kiln.step;

import dev.kiln.aws.Executions;
import dev.kiln.error.PipelineException;
import dev.kiln.json.PipelineJson;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Wait;
import dev.kiln.ledger.Waits;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Opens, looks at and completes the waits of callback states: the one way on which events, the sweep and redrives meet.
 */
public final class Callbacks {
    private static final Duration FIRST_LOOK = Duration.ofMinutes(1);
    private static final Duration AFTER_A_PASSING_FAULT = Duration.ofMinutes(1);

    private final Waits waits;
    private final Ledger ledger;
    private final Executions executions;
    private final Resumption resumption;
    private final Advice advice;
    private final InstantSource clock;
    private final Map<String, CallbackStep> steps;

    Callbacks(
            Waits waits,
            Ledger ledger,
            Executions executions,
            Resumption resumption,
            Advice advice,
            InstantSource clock,
            List<CallbackStep> steps) {
        this.waits = waits;
        this.ledger = ledger;
        this.executions = executions;
        this.resumption = resumption;
        this.advice = advice;
        this.clock = clock;
        this.steps = steps.stream().collect(Collectors.toUnmodifiableMap(CallbackStep::state, Function.identity()));
    }

    /**
     * Enters a state: stores the token, then looks at the world. The token comes first, so that whatever happens from
     * now on finds it. An exception goes to the caller, where it fails the task.
     */
    public void enter(StateInput input) {
        Instant now = clock.instant();
        String token = input.taskToken()
                .orElseThrow(() -> new IllegalStateException(input.state() + " was called without a task token"));
        var wait = new Wait(
                input.buildId(),
                input.state(),
                token,
                input.visit(),
                PipelineJson.write(input),
                Optional.empty(),
                now,
                now.plus(FIRST_LOOK));
        if (!waits.open(wait)) {
            // A later retry or redrive has entered meanwhile; this invocation was overtaken, and its token is dead.
            return;
        }
        try {
            resumption.entered(input, now);
            look(wait, new Look(now, Optional.empty(), ledger.resources(input.buildId())), true);
        } catch (RuntimeException e) {
            // The task fails with this exception, so nobody waits any more and no sweep may act on it.
            waits.close(wait);
            throw e;
        }
    }

    /**
     * An execution has ended: whatever it waited for is no longer waited for, unless it has been redriven meanwhile.
     */
    public void ended(String buildId, int redriveCount) {
        waits.of(buildId)
                .filter(wait ->
                        PipelineJson.read(wait.input(), StateInput.class).redriveCount() <= redriveCount)
                .ifPresent(waits::close);
    }

    /**
     * An event named a resource: looks at the wait of the build that made it. A stranger's resource is no concern of
     * ours.
     */
    public void noticed(String resourceId) {
        ledger.buildsConcerned(resourceId).forEach(build -> look(build, Optional.of(resourceId), Sightings.NONE));
    }

    /**
     * The sweep looks at a wait whose time has come. A defect in the look puts the wait off, so that it does not starve
     * the others, and goes to the caller.
     *
     * @param seen what was seen of this and others together
     * @return whether the wait is over
     */
    boolean due(Wait wait, Sightings seen) {
        try {
            return look(wait.buildId(), Optional.empty(), seen);
        } catch (RuntimeException e) {
            waits.reschedule(wait, wait.resourceId(), clock.instant().plus(AFTER_A_PASSING_FAULT));
            throw e;
        }
    }

    private boolean look(String buildId, Optional<String> noticed, Sightings seen) {
        var situation = ledger.situation(buildId);
        return situation
                .openWait()
                .filter(wait -> look(wait, new Look(clock.instant(), noticed, situation.held(), seen), false))
                .isPresent();
    }

    /**
     * Looks at a wait.
     *
     * @param entering whether the state machine itself waits for the answer of this call and tries it again
     * @return whether the wait is over
     */
    private boolean look(Wait wait, Look look, boolean entering) {
        Instant now = look.now();
        var input = PipelineJson.read(wait.input(), StateInput.class);
        try {
            return settle(wait, step(wait.state()).advance(input, look), now);
        } catch (PipelineException e) {
            if (!e.retryable()) {
                return fail(wait, input, e, now);
            }
            if (entering) {
                throw e;
            }
            waits.reschedule(wait, wait.resourceId(), now.plus(AFTER_A_PASSING_FAULT));
            return false;
        }
    }

    private boolean fail(Wait wait, StateInput input, PipelineException error, Instant now) {
        String cause = advice.on(error, input, ledger.resources(input.buildId()), now);
        // A stale token needs no other answer: the task has ended some other way.
        executions.fail(wait.token(), error.getClass().getName(), cause);
        waits.close(wait);
        return true;
    }

    private boolean settle(Wait wait, Progress progress, Instant now) {
        return switch (progress) {
            case Progress.Done done -> {
                executions.succeed(wait.token(), PipelineJson.write(done.output()));
                // Only after the answer: a wait that is closed too early would never be looked at again.
                waits.close(wait);
                yield true;
            }
            case Progress.Waiting waiting -> {
                waits.reschedule(wait, Optional.of(waiting.resourceId()), now.plus(waiting.lookAgainIn()));
                yield false;
            }
        };
    }

    private CallbackStep step(String state) {
        return Optional.ofNullable(steps.get(state))
                .orElseThrow(() -> new IllegalStateException("no step is known for the state " + state));
    }
}
