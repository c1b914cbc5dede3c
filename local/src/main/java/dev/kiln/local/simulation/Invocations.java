package dev.kiln.local.simulation;

import dev.kiln.local.fault.Killed;
import dev.kiln.local.lambda.Sandbox;
import dev.kiln.local.states.Invocation;
import dev.kiln.local.time.Timeline;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The functions that run: one inside the other where a call takes its time and others run meanwhile. It is the clock of
 * the functions, because a restored one may take an earlier time for the present.
 */
final class Invocations implements Sandbox, InstantSource {
    /** A restored function is told the right time within seconds. */
    private static final Duration STALEST = Duration.ofSeconds(100);

    /** Sooner than any function's time is over. */
    private static final Duration SLOWEST = Duration.ofSeconds(40);

    private final Timeline timeline;
    private final Dice dice;
    private final Deque<Running> running = new ArrayDeque<>();
    private BiConsumer<Call, Invocation> listener = (call, ended) -> {};

    /** One that runs. */
    record Running(Call call, Instant deadline, Duration behind) {
        String function() {
            return call.function();
        }
    }

    Invocations(Timeline timeline, Dice dice) {
        this.timeline = timeline;
        this.dice = dice;
    }

    /** Tells a listener of every invocation that has ended, with what Lambda makes of it. */
    void listen(BiConsumer<Call, Invocation> newListener) {
        listener = newListener;
    }

    /** The innermost function that runs; empty when none does. */
    Optional<Running> current() {
        return Optional.ofNullable(running.peek());
    }

    int depth() {
        return running.size();
    }

    @Override
    public Instant instant() {
        return timeline.instant().minus(current().map(Running::behind).orElse(Duration.ZERO));
    }

    @Override
    public Invocation invoke(Call call, Supplier<Invocation> run) {
        if (call.payloadJson().contains("\"taskToken\"")
                && dice.strikes(FaultKind.FUNCTION_OVERTAKEN, call.function())) {
            return tell(call, unheard(call, run));
        }
        var ended = dice.strikes(FaultKind.FUNCTION_REFUSED, call.function())
                ? new Invocation.Raised("Lambda.TooManyRequestsException", "Rate Exceeded.")
                : once(call, run, deadline(call));
        if (dice.strikes(FaultKind.FUNCTION_TWICE, call.function())) {
            ended = once(call, run, deadline(call));
        }
        return tell(call, ended);
    }

    private Invocation tell(Call call, Invocation ended) {
        listener.accept(call, ended);
        return ended;
    }

    private Instant deadline(Call call) {
        return timeline.instant().plus(call.timeout());
    }

    private Invocation unheard(Call call, Supplier<Invocation> run) {
        var deadline = deadline(call);
        var slow = dice.of(FaultKind.FUNCTION_OVERTAKEN).between(Duration.ofSeconds(1), SLOWEST);
        timeline.after(
                slow,
                call.function() + " begins, and nobody hears of it any more",
                () -> tell(call, once(call, run, deadline)));
        return new Invocation.Raised("Lambda.SdkClientException", "The connection was lost (injected).");
    }

    private Invocation once(Call call, Supplier<Invocation> run, Instant deadline) {
        var behind = dice.strikes(FaultKind.STALE_CLOCK, call.function())
                ? dice.of(FaultKind.STALE_CLOCK).between(Duration.ofSeconds(1), STALEST)
                : Duration.ZERO;
        running.push(new Running(call, deadline, behind));
        try {
            return asLambdaSays(run.get());
        } finally {
            running.pop();
        }
    }

    /** Step Functions hears of a function that died or ran out of time as of an unknown error. */
    private static Invocation asLambdaSays(Invocation ended) {
        return ended instanceof Invocation.Raised raised && raised.errorType().equals(Killed.class.getName())
                ? new Invocation.Raised("Lambda.Unknown", raised.payloadJson())
                : ended;
    }
}
