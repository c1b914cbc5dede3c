package dev.kiln.local.account;

import dev.kiln.ledger.BuildRecord;
import dev.kiln.step.Steps;

import java.time.Instant;
import java.util.Optional;

/** Builds whose execution ended with the process that ran it, before it could be recorded. */
final class Abandoned {
    /** More builds than one process starts. */
    private static final int NEWEST = 100;

    private final Steps.Records records;

    Abandoned(Steps.Records records) {
        this.records = records;
    }

    /** Records their end, so that nobody waits for them; the time at which they were last alive is not known. */
    void close(Instant now) {
        records.builds().newest(NEWEST).stream().filter(BuildRecord::running).forEach(build -> close(build, now));
    }

    private void close(BuildRecord build, Instant now) {
        records.waits().of(build.buildId()).ifPresent(records.waits()::close);
        records.builds()
                .changed(
                        build.buildId(),
                        new BuildRecord.Status(
                                "ABORTED",
                                build.redriveCount(),
                                Optional.of(build.startedAt().isAfter(now) ? build.startedAt() : now),
                                Optional.of("dev.kiln.local.ProcessEnded"),
                                Optional.of("The process that ran the local account ended while this build ran,"
                                        + " and its execution with it. Start the build again.")));
    }
}
