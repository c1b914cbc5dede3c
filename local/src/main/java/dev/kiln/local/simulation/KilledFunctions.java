package dev.kiln.local.simulation;

import dev.kiln.local.fault.Killed;

/** Functions that die at a call: before it has left them, or after it took effect. */
final class KilledFunctions implements CallFault {
    private final Dice dice;

    KilledFunctions(Dice dice) {
        this.dice = dice;
    }

    @Override
    public void before(ApiCall call) {
        if (dice.strikes(FaultKind.FUNCTION_KILLED, "before " + call)) {
            throw new Killed("the function died before " + call);
        }
    }

    @Override
    public <T> T after(ApiCall call, T answer) {
        if (dice.strikes(FaultKind.FUNCTION_KILLED, "after " + call)) {
            throw new Killed("the function died after " + call);
        }
        return answer;
    }
}
