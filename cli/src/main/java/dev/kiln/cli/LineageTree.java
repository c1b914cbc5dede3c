package dev.kiln.cli;

import dev.kiln.lineage.ImageLineage;
import dev.kiln.lineage.Lineage;
import dev.kiln.lineage.SnapshotTimes;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Draws images below the images that they were made from. */
final class LineageTree {
    private final Lineage lineage;
    private final Terminal terminal;
    private final Map<String, ImageLineage> images = new TreeMap<>();
    private final Set<String> subjects = new LinkedHashSet<>();

    LineageTree(Lineage lineage, Terminal terminal) {
        this.lineage = lineage;
        this.terminal = terminal;
    }

    /** The lines of the tree around some images, whose lines are marked. */
    List<String> draw(List<ImageLineage> around) {
        for (ImageLineage image : around) {
            subjects.add(image.imageId());
            lineage.ancestors(image).forEach(ancestor -> images.put(ancestor.imageId(), ancestor));
            addDescendants(image, 0);
        }
        var lines = new ArrayList<String>();
        roots().forEach((root, name) -> {
            lines.add(root + "  " + name + terminal.faint("  not made by Kiln"));
            children(root, "", lines);
        });
        return lines;
    }

    private void addDescendants(ImageLineage image, int depth) {
        images.put(image.imageId(), image);
        if (depth < Lineage.GENERATIONS_MAX) {
            lineage.children(image.imageId()).forEach(child -> addDescendants(child, depth + 1));
        }
    }

    /** The images that trees begin with: parents that Kiln did not make. */
    private Map<String, String> roots() {
        return images.values().stream()
                .filter(image -> !images.containsKey(image.parentImageId()))
                .collect(Collectors.toMap(
                        ImageLineage::parentImageId, ImageLineage::parentImageName, (a, b) -> a, TreeMap::new));
    }

    private void children(String parent, String indent, List<String> lines) {
        var children = images.values().stream()
                .filter(isChildOf(parent))
                .sorted((a, b) -> a.createdAt().compareTo(b.createdAt()))
                .toList();
        for (int i = 0; i < children.size(); i++) {
            boolean last = i == children.size() - 1;
            String below = indent + (last ? "   " : "│  ");
            var child = children.get(i);
            lines.add(indent + (last ? "└─ " : "├─ ") + title(child));
            lines.add(below
                    + (images.values().stream().anyMatch(isChildOf(child.imageId())) ? "│  " : "   ")
                    + terminal.faint(about(child)));
            children(child.imageId(), below, lines);
        }
    }

    private static Predicate<ImageLineage> isChildOf(String parent) {
        return image -> image.parentImageId().equals(parent);
    }

    private String title(ImageLineage image) {
        String id = subjects.contains(image.imageId()) ? terminal.bold(image.imageId() + " ◀") : image.imageId();
        return id + "  " + image.recipe() + "  " + image.createdAt().truncatedTo(ChronoUnit.SECONDS);
    }

    private static String saved(SnapshotTimes times) {
        long minutes = times.saved().toMinutes();
        return minutes > 0 ? ", about " + minutes + " min saved by snapshots before it" : "";
    }

    private static String about(ImageLineage image) {
        return String.join(
                        ", ",
                        image.machine().osVersion(),
                        Counts.of(image.steps().size(), "step", "steps"),
                        image.verification().isPresent() ? "verified" : "not verified",
                        "build " + image.buildId())
                + image.channels().stream()
                        .map(channel -> ", channel " + channel)
                        .collect(Collectors.joining())
                + image.snapshotTimes().map(LineageTree::saved).orElse("")
                + image.fastLaunch()
                        .map(answer -> ", fast launches: " + (answer.granted() ? answer.answer() : "refused"))
                        .orElse("");
    }
}
