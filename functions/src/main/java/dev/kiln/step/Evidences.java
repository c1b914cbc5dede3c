package dev.kiln.step;

import dev.kiln.aws.Builders;
import dev.kiln.aws.EvidenceStore;
import dev.kiln.ledger.BuildRecord;
import dev.kiln.ledger.FailureCard.Evidence;
import dev.kiln.ledger.Resource;

import java.util.Comparator;
import java.util.List;

/** Collects what is left to find out about a build that has ended badly, before its machines are stopped. */
final class Evidences {
    private static final int CONSOLE_CHARACTERS = 3_000;

    private final Builders builders;
    private final EvidenceStore store;

    Evidences(Builders builders, EvidenceStore store) {
        this.builders = builders;
        this.store = store;
    }

    /** The evidence of a build; what cannot be had is left out. */
    Evidence of(BuildRecord build, List<Resource> held) {
        var command = held.stream()
                .filter(row -> row.key().startsWith("command#") && row.state() == Resource.State.CLOSED)
                .map(CommandRecord::new)
                .max(Comparator.comparing(record -> record.row().intendedAt()));
        var machine = held.stream()
                .filter(row -> MachineLaunch.isMachine(row) && row.state() == Resource.State.OPEN)
                .reduce((earlier, later) -> later)
                .flatMap(Resource::resourceId);
        return new Evidence(
                command.map(CommandRecord::output).orElse(""),
                command.map(CommandRecord::setupErrors).orElse(List.of()),
                machine.map(builders::console).map(Evidences::tail).orElse(""),
                machine.flatMap(builders::screenshot)
                        .flatMap(picture -> store.picture(name(build, "console.jpg"), picture)),
                command.map(CommandRecord::setupLogs)
                        .filter(logs -> !logs.isEmpty())
                        .flatMap(logs -> store.text(name(build, "setup.log"), logs)));
    }

    private static String name(BuildRecord build, String file) {
        return build.buildId() + "/" + build.redriveCount() + "/" + file;
    }

    private static String tail(String text) {
        String stripped = text.strip();
        return stripped.substring(Math.max(0, stripped.length() - CONSOLE_CHARACTERS));
    }
}
