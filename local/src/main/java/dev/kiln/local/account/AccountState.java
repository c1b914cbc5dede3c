package dev.kiln.local.account;

import dev.kiln.local.ec2.Ec2State;
import dev.kiln.local.s3.S3State;
import dev.kiln.local.schedule.ScheduleState;

import java.time.Instant;
import java.util.Optional;

/**
 * What of a local account outlives the process, besides DynamoDB's own files.
 *
 * @param openings how often the account has been opened: each opening draws other random numbers
 * @param now the virtual time at which it was closed
 */
record AccountState(
        int openings, Instant now, Optional<Ec2State> ec2, Optional<S3State> s3, Optional<ScheduleState> schedules) {
    static AccountState empty(Instant now) {
        return new AccountState(0, now, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
