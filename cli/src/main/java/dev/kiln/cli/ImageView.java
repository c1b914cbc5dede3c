package dev.kiln.cli;

import dev.kiln.lineage.ImageLineage;
import dev.kiln.lineage.InstalledUpdate;
import dev.kiln.lineage.MachineFacts;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What is on record of an image, for people. */
final class ImageView {
    private final Terminal terminal;

    ImageView(Terminal terminal) {
        this.terminal = terminal;
    }

    List<String> lines(ImageLineage image) {
        var lines = new ArrayList<String>();
        lines.add(terminal.bold(image.imageId()) + "  " + image.imageName());
        lines.add("  recipe     " + image.recipe());
        lines.add("  build      " + image.buildId());
        lines.add("  parent     " + image.parentImageId());
        lines.add("  available  " + image.createdAt().truncatedTo(ChronoUnit.SECONDS) + ", "
                + image.verification()
                        .map(proof -> "verified " + proof.at().truncatedTo(ChronoUnit.SECONDS))
                        .orElse("not verified"));
        if (!image.channels().isEmpty()) {
            lines.add("  channels   " + String.join(", ", image.channels()));
        }
        image.retired().ifPresent(at -> lines.add("  retired    " + at.truncatedTo(ChronoUnit.SECONDS)));
        image.caveat().ifPresent(caveat -> lines.add("  caveat     " + caveat));
        image.encryption().ifPresent(encryption -> lines.add("  encrypted  " + EncryptionWords.of(encryption)));
        machine(image.machine(), lines);
        return lines;
    }

    private static void machine(MachineFacts machine, List<String> lines) {
        lines.add("  windows    " + machine.os() + ", " + machine.osVersion());
        lines.add("  agents     " + machine.agent() + " " + machine.agentVersion() + ", SSM "
                + machine.ssmAgentVersion());
        machine.answerFile()
                .ifPresent(file -> lines.add("  answers    an answer file of "
                        + Counts.of(file.lines().count(), "line", "lines") + ", in --json"));
        lines.add("  features   " + (machine.features().isEmpty() ? "none" : String.join(", ", machine.features())));
        if (machine.installedUpdates().isEmpty()) {
            lines.add("  updates    " + (machine.updates().isEmpty() ? "none" : String.join(", ", machine.updates())));
            return;
        }
        var table = new ArrayList<List<String>>();
        table.add(List.of("UPDATE", "INSTALLED", "TITLE"));
        machine.installedUpdates().forEach(update -> table.add(row(update)));
        lines.add("");
        lines.add(Table.of(table));
    }

    private static List<String> row(InstalledUpdate update) {
        return List.of(update.kb(), update.installedOn().map(Object::toString).orElse("with Windows"), update.title());
    }
}
