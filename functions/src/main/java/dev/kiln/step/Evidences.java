package dev.kiln.step;

import dev.kiln.aws.Builders;
import dev.kiln.aws.EvidenceStore;
import dev.kiln.ledger.BuildRecord;
import dev.kiln.ledger.FailureCard.Evidence;
import dev.kiln.ledger.Resource;

import java.util.ArrayList;
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
                command.map(Evidences::setupErrors).orElse(List.of()),
                machine.map(builders::console).map(Evidences::tail).orElse(""),
                machine.flatMap(builders::screenshot).flatMap(picture -> store.keep(name(build), picture)));
    }

    private static String name(BuildRecord build) {
        return build.buildId() + "/" + build.redriveCount() + "/console.jpg";
    }

    private static List<String> setupErrors(CommandRecord command) {
        var errors = new ArrayList<String>();
        command.result()
                .map(result -> result.detail().path("setupErrors"))
                .ifPresent(list -> list.forEach(error -> errors.add(error.asText())));
        return errors;
    }

    private static String tail(String text) {
        String stripped = text.strip();
        return stripped.substring(Math.max(0, stripped.length() - CONSOLE_CHARACTERS));
    }
}
