package dev.kiln.local.windows;

import java.time.Duration;

/**
 * A command that SSM has for one machine.
 *
 * @param commandId SSM's identifier
 * @param command what is to be run
 * @param executionTimeout how long one run may take
 * @param resumed whether the machine was at work on it when the account was put on file
 * @param report hears how it goes
 */
public record Assignment(
        String commandId, GuestCommand command, Duration executionTimeout, boolean resumed, Report report) {
    /** What the SSM agent tells the service. */
    public interface Report {
        /** The agent has taken the command and runs it. Told once, also when restarts make it run again. */
        void started();

        /** The command has come to its end. */
        void finished(Result result);
    }

    /** How a command ended, in the agent's eyes. */
    public enum Outcome {
        SUCCESS,
        FAILED,
        /** The agent ended it because one run took longer than the execution timeout. */
        TIMED_OUT,
        /** The agent ended it because SSM was asked to. */
        CANCELLED
    }

    /**
     * The agent's last word.
     *
     * @param exitCode of the last run; -1 for one that the agent ended (amazon-ssm-agent,
     *     {@code CommandStoppedPreemptivelyExitCode} on Windows)
     */
    public record Result(Outcome outcome, int exitCode, String output, String error) {}
}
