package dev.kiln.step;

import dev.kiln.ledger.Resource;

/** What has come of the machine that proves an image, as its row says. */
enum Verdict {
    /** It has passed; the proof counts when the machine is gone. */
    PASSED,
    /** It has failed in this redrive, and is held to be looked at. */
    FAILED,
    /** It has failed before this redrive, which verifies again. */
    FAILED_BEFORE,
    /** None yet, or the machine was lost. */
    NONE;

    /** On the row of a machine that is held; of one that is gone its end says it. */
    static final String KEY = "verdict";

    static final String PASSED_WORD = "passed";

    static String failed(StateInput input) {
        return "failed in redrive " + input.redriveCount();
    }

    static Verdict of(Resource machine, StateInput input) {
        boolean held = machine.state() != Resource.State.CLOSED;
        String word = machine.attributes().getOrDefault(held ? KEY : MachineLaunch.END, "");
        if (word.equals(PASSED_WORD)) {
            return PASSED;
        }
        if (word.equals(failed(input))) {
            return FAILED;
        }
        return held && !word.isEmpty() ? FAILED_BEFORE : NONE;
    }
}
