package dev.kiln.cli;

import java.time.Duration;
import java.time.Instant;

/** Shows a build to whoever reads along. */
interface BuildView {
    /** Before anything is started. */
    void planned(PlanPreview plan);

    /** Before a build that ended badly is taken up again. */
    void redriving(RedrivePreview preview);

    /** It is taken up; its states follow. */
    void redriven();

    /** A state is under way; called often. */
    void under(String state, Instant now);

    /** A state has ended. */
    void passed(StateRun run);

    /** The build has ended. */
    void ended(BuildEnd end);

    /**
     * One visit of a state.
     *
     * @param detail which step, if the state is one of many
     * @param sinceStart from the start of the execution to the end of the state, on the account's clock
     * @param took on the account's clock
     * @param real time since the command began
     */
    record StateRun(String state, String detail, Duration sinceStart, Duration took, Duration real, boolean succeeded) {
        String title() {
            return detail.isEmpty() ? state : state + " " + detail;
        }
    }
}
