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
        lines.add(row(terminal, "parent", parent.imageId() + "  " + parent.imageName()));
        lines.add(row(terminal, "", terminal.faint("by " + parent.chosenBy())));
        lines.add(row(
                terminal,
                "builder",
                parent.instanceId()
                        .map(instance -> instance + ", which is sealed and stopped but not terminated")
                        .orElse(String.join(", else ", recipe.builder().instanceTypes()))));
        for (int i = 0; i < recipe.steps().size(); i++) {
            lines.add(row(
                    terminal,
                    i == 0 ? "steps" : "",
                    (i + 1) + " " + step(recipe.steps().get(i))));
        }
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

    private static String step(Step step) {
        String about = switch (step) {
            case Step.PowerShell s -> "powershell, " + s.script().lines().count() + " lines";
            case Step.Script s -> "script " + s.path() + ", " + s.files().size() + " files";
            case Step.Restart s -> "restart";
            case Step.WindowsUpdate s -> "windowsUpdate " + String.join(", ", s.categories());
        };
        return "%-14s %s, at most %d min%s"
                .formatted(
                        step.name(),
                        about,
                        step.timeout().toMinutes(),
                        step.retries() == 0 ? "" : ", " + step.retries() + " retries");
    }

    private static String row(Terminal terminal, String title, String text) {
        return "  " + terminal.faint("%-8s".formatted(title)) + " " + text;
    }
}
