package dev.kiln.cli;

import dev.kiln.ledger.BuildRecord;
import dev.kiln.lineage.ImageLineage;

import java.time.Duration;
import java.util.Optional;

/**
 * How a build ended.
 *
 * @param status the execution's
 * @param lineage of the image, if there is one
 * @param error class of the error, if it failed
 * @param cause what an operator reads
 * @param took how long it took on the account's clock
 */
record BuildEnd(
        String buildId,
        String status,
        Optional<BuildRecord> record,
        Optional<ImageLineage> lineage,
        String error,
        String cause,
        Duration took,
        Duration real) {
    boolean succeeded() {
        return "SUCCEEDED".equals(status);
    }
}
