package dev.kiln.local.simulation;

import dev.kiln.local.fault.Killed;
import dev.kiln.local.time.Timeline;

import java.time.Duration;
import java.time.Instant;

/** Calls that take their time: meanwhile everything else goes on, other functions too. */
final class DelayedCalls implements CallFault {
    private static final int DEEPEST = 3;

    private final Timeline timeline;
    private final Invocations invocations;
    private final Dice dice;

    DelayedCalls(Timeline timeline, Invocations invocations, Dice dice) {
        this.timeline = timeline;
        this.invocations = invocations;
        this.dice = dice;
    }

    @Override
    public void before(ApiCall call) {
        delay(call);
    }

    @Override
    public <T> T after(ApiCall call, T answer) {
        delay(call);
        return answer;
    }

    private void delay(ApiCall call) {
        if (invocations.depth() >= DEEPEST || !dice.strikes(FaultKind.CALL_DELAYED, call.toString())) {
            return;
        }
        var takes = dice.of(FaultKind.CALL_DELAYED).between(Duration.ofSeconds(1), Duration.ofSeconds(45));
        Instant until = timeline.instant().plus(takes);
        Instant deadline = invocations.current().orElseThrow().deadline();
        timeline.runTo(until.isAfter(deadline) ? deadline : until);
        if (!until.isBefore(deadline)) {
            throw new Killed(call + " took longer than the function may run");
        }
    }
}
