package dev.kiln.step;

import dev.kiln.ledger.Resource;

import java.util.List;

/** What a build makes on the way to its image, and removes when that is there. */
record Scaffolds(PreSnapshots preSnapshots, EncryptedCopies copies) {
    static Scaffolds of(Steps.Records records, Steps.Aws aws, String deployment) {
        return new Scaffolds(
                new PreSnapshots(records.ledger(), aws.snapshots(), deployment),
                new EncryptedCopies(
                        records.ledger(),
                        records.plans(),
                        aws.images(),
                        aws.imageRemoval(),
                        records.buckets(),
                        deployment));
    }

    /** Removes all of it. */
    void remove(List<Resource> held) {
        preSnapshots.delete(held);
        copies.removeSources(held);
    }
}
