package dev.kiln.local.account;

import dev.kiln.ledger.BuildRecord;
import dev.kiln.step.Steps;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/** Builds that ran when the process that ran their executions ended, so that it could not be recorded. */
final class Abandoned {
    /** More builds than one process starts. */
    private static final int NEWEST = 100;

    static final String ERROR = "dev.kiln.local.ProcessEnded";
    static final String REDRIVABLE = "The process that ran the local account ended while this build ran, and its"
            + " execution was aborted. It can be redriven and goes on where it stood.";
    private static final String LOST = "The process that ran the local account ended while this build ran, before its"
            + " execution was on file. Start the build again.";

    private final Steps.Records records;
    private final Predicate<String> onFile;

    /**
     * The builds of some records.
     *
     * @param onFile whether the execution of a build is on file
     */
    Abandoned(Steps.Records records, Predicate<String> onFile) {
        this.records = records;
        this.onFile = onFile;
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
                                Optional.of(ERROR),
                                Optional.of(onFile.test(build.buildId()) ? REDRIVABLE : LOST)));
    }
}
