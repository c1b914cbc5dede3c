package dev.kiln.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Where a build runs, in the words of the screen. */
sealed interface BuildPlace {
    /** The heading of the states. */
    String heading();

    /** The line of a state that has ended. */
    String row(BuildView.StateRun run, String title);

    /** The line of a state that is under way. */
    String under(Duration sinceStart, String state);

    /** How long a whole build took. */
    String took(BuildEnd end);

    /** After how long it failed. */
    String failedAfter(BuildEnd end);

    /** The option with which other commands look at the same place. */
    String option();

    /** Why a build that the ledger knows has no execution; a sentence after a colon. */
    String executionGone();

    /** How to go on after a failure; a command that shows the build follows. */
    List<String> goOn(String buildId);

    /** The local account, which has a clock of its own. */
    record Local(Path account) implements BuildPlace {
        private static final String ROW = "  %8s  %8s  %7s  %s";
        private static final String NOT_YET = "…";

        @Override
        public String heading() {
            return ROW.formatted("virtual", "took", "real", "state");
        }

        @Override
        public String row(BuildView.StateRun run, String title) {
            return ROW.formatted(
                    Durations.clock(run.sinceStart()), Durations.clock(run.took()), Durations.real(run.real()), title);
        }

        @Override
        public String under(Duration sinceStart, String state) {
            return ROW.formatted(Durations.clock(sinceStart), NOT_YET, NOT_YET, state);
        }

        @Override
        public String took(BuildEnd end) {
            return Durations.clock(end.took()) + " virtual, " + Durations.real(end.real()) + " real";
        }

        @Override
        public String failedAfter(BuildEnd end) {
            return Durations.clock(end.took()) + " virtual";
        }

        @Override
        public String option() {
            return Path.of(".kiln").equals(account) ? "" : " --account " + account;
        }

        @Override
        public String executionGone() {
            return "the local account in " + account
                    + " has no execution of it any more; it keeps one for 90 days after its end.";
        }

        @Override
        public List<String> goOn(String buildId) {
            return List.of(
                    "Why it failed, and what a redrive reuses and does:",
                    "  kiln explain " + buildId + option(),
                    "Once the cause is mended, within 14 days:",
                    "  kiln redrive " + buildId + option(),
                    "What this build made and holds:");
        }
    }

    /**
     * A deployment.
     *
     * @param option with which it was chosen
     */
    record Deployed(String option) implements BuildPlace {
        private static final String ROW = "  %8s  %8s  %s";
        private static final String NOT_YET = "…";

        @Override
        public String heading() {
            return ROW.formatted("time", "took", "state");
        }

        @Override
        public String row(BuildView.StateRun run, String title) {
            return ROW.formatted(Durations.clock(run.sinceStart()), Durations.clock(run.took()), title);
        }

        @Override
        public String under(Duration sinceStart, String state) {
            return ROW.formatted(Durations.clock(sinceStart), NOT_YET, state);
        }

        @Override
        public String took(BuildEnd end) {
            return Durations.clock(end.took());
        }

        @Override
        public String failedAfter(BuildEnd end) {
            return Durations.clock(end.took());
        }

        @Override
        public String executionGone() {
            return "Step Functions has no execution of it any more; it keeps one for 90 days after its end.";
        }

        @Override
        public List<String> goOn(String buildId) {
            return List.of(
                    "Why it failed, and what a redrive reuses and does:",
                    "  kiln explain " + buildId + option,
                    "Once the cause is mended, within 14 days, Redrive in the console of Step Functions, or:",
                    "  kiln redrive " + buildId + option,
                    "What this build made and holds:");
        }
    }
}
