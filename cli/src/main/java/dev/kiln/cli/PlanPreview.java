package dev.kiln.cli;

import dev.kiln.aws.Digests;
import dev.kiln.build.BuildKey;
import dev.kiln.build.Payload;
import dev.kiln.build.PinnedParent;
import dev.kiln.error.PipelineException;
import dev.kiln.ledger.Claim;
import dev.kiln.local.account.LocalAccount;
import dev.kiln.recipe.Recipe;
import dev.kiln.recipe.Step;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a build would launch, run and make, resolved as the pipeline does it, without doing it.
 *
 * @param claim who builds or has built the same already
 */
record PlanPreview(LoadedRecipe loaded, PinnedParent parent, String buildKey, Optional<Claim> claim) {
    /**
     * Resolves it in an account.
     *
     * @throws CommandRefused when the parent cannot be had
     */
    static PlanPreview of(LocalAccount account, LoadedRecipe loaded) {
        try {
            var parent = account.steps().parents().pin(loaded.recipe().parent());
            var payloads = new TreeMap<String, Payload>();
            loaded.payloads().forEach((path, file) -> payloads.put(path, payload(path, file)));
            String key = BuildKey.of("this build", loaded.recipe(), payloads, parent);
            return new PlanPreview(
                    loaded, parent, key, account.records().claims().of(key));
        } catch (PipelineException e) {
            throw new CommandRefused(loaded.file() + ": " + e.getMessage());
        }
    }

    private static Payload payload(String path, Path file) {
        try {
            return new Payload("", path, "", Digests.sha256(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The plan as people read it. */
    List<String> lines(Terminal terminal) {
        Recipe recipe = loaded.recipe();
        var lines = new ArrayList<String>();
        lines.add(terminal.bold(recipe.name()) + "  " + recipe.description());
        lines.add(row(terminal, "parent", parent.imageId()));
        lines.add(row(terminal, "", parent.imageName()));
        lines.add(row(terminal, "", terminal.faint("by " + parent.chosenBy())));
        lines.add(row(
                terminal,
                "builder",
                parent.instanceId()
                        .map(instance -> instance + ", which is sealed and stopped but not terminated")
                        .orElse(String.join(", else ", recipe.builder().instanceTypes()))));
        lines.addAll(steps(terminal, recipe.steps()));
        lines.add(row(terminal, "seal", "Sysprep through the launch agent, random Administrator password"));
        lines.add(row(terminal, "image", recipe.image().name() + "-DATE-MARK" + size(recipe)));
        lines.add(row(
                terminal,
                "verify",
                "boots" + recipe.verify().stream().map(c -> ", " + c.name()).reduce("", String::concat)));
        lines.add(row(terminal, "key", buildKey));
        claim.flatMap(Claim::imageId)
                .ifPresent(image -> lines.add(row(
                        terminal,
                        "",
                        "already built as " + image + "; a build ends at once with it, unless --rebuild")));
        return lines;
    }

    private static String size(Recipe recipe) {
        return recipe.image()
                .rootVolumeGiB()
                .map(gib -> ", root volume " + gib + " GiB")
                .orElse("");
    }

    private static List<String> steps(Terminal terminal, List<Step> steps) {
        var lines = new ArrayList<String>();
        int width = steps.stream().mapToInt(step -> step.name().length()).max().orElse(0);
        for (Step step : steps) {
            String number =
                    "%%%dd ".formatted(Integer.toString(steps.size()).length()).formatted(lines.size() + 1);
            lines.add(row(
                    terminal,
                    lines.isEmpty() ? "steps" : "",
                    number + step.name() + " ".repeat(width - step.name().length() + 2) + about(step) + limits(step)));
        }
        return lines;
    }

    private static String about(Step step) {
        return switch (step) {
            case Step.PowerShell s ->
                "powershell, " + Counts.of(s.script().lines().count(), "line", "lines");
            case Step.Script s -> "script " + s.path() + files(s.files().size());
            case Step.Restart s -> "restart";
            case Step.WindowsUpdate s -> "windowsUpdate " + String.join(", ", s.categories());
        };
    }

    private static String files(int count) {
        return count == 0 ? "" : " with " + Counts.of(count, "file", "files");
    }

    private static String limits(Step step) {
        return ", at most " + Durations.spoken(step.timeout())
                + (step.retries() == 0 ? "" : ", " + Counts.of(step.retries(), "retry", "retries"));
    }

    private static String row(Terminal terminal, String title, String text) {
        return "  " + terminal.faint("%-8s".formatted(title)) + " " + text;
    }
}
