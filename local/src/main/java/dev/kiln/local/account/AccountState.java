package dev.kiln.local.account;

import dev.kiln.local.ec2.Ec2State;
import dev.kiln.local.s3.S3State;
import dev.kiln.local.schedule.ScheduleState;
import dev.kiln.local.ssm.SsmState;
import dev.kiln.local.states.StatesState;

import java.time.Instant;
import java.util.Optional;

/**
 * What of a local account outlives the process, besides DynamoDB's own files.
 *
 * @param openings how often the account has been opened: each opening draws other random numbers
 * @param now the virtual time at which it was closed
 */
record AccountState(
        int openings,
        Instant now,
        Optional<Ec2State> ec2,
        Optional<S3State> s3,
        Optional<ScheduleState> schedules,
        Optional<SsmState> ssm,
        Optional<StatesState> states) {
    static AccountState empty(Instant now) {
        return new AccountState(
                0, now, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same account, opened once more at an instant. */
    AccountState opened(Instant start) {
        return new AccountState(openings + 1, start, ec2, s3, schedules, ssm, states);
    }

    /** Whether the executions on file are known, and the named one among them. */
    boolean hasExecution(String name) {
        return states.stream()
                .flatMap(known -> known.executions().stream())
                .anyMatch(execution -> execution.name().equals(name));
    }
}
