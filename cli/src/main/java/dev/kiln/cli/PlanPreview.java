package dev.kiln.cli;

import dev.kiln.aws.Digests;
import dev.kiln.build.BuildKey;
import dev.kiln.build.Payload;
import dev.kiln.build.PinnedParent;
import dev.kiln.error.PipelineException;
import dev.kiln.ledger.Claim;
import dev.kiln.ledger.Claims;
import dev.kiln.recipe.ImageSpec;
import dev.kiln.recipe.Place;
import dev.kiln.recipe.Recipe;
import dev.kiln.recipe.Step;
import dev.kiln.recipe.User;
import dev.kiln.step.Parents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a build would launch, run and make, resolved as the pipeline does it, without doing it.
 *
 * @param parentEncrypted the devices of the parent's encrypted volumes
 * @param subnets how many the deployment has
 * @param claim who builds or has built the same already
 */
record PlanPreview(
        LoadedRecipe loaded,
        PinnedParent parent,
        List<String> parentEncrypted,
        int subnets,
        String buildKey,
        Optional<Claim> claim) {
    /**
     * Resolves it in the account that these look into.
     *
     * @throws CommandRefused when the parent cannot be had
     */
    static PlanPreview of(Parents parents, Claims claims, int subnets, LoadedRecipe loaded) {
        try {
            var parent = parents.pin(loaded.recipe().parent());
            parents.require(loaded.recipe().image().firmware(), parent);
            var payloads = new TreeMap<String, Payload>();
            loaded.payloads().forEach((path, file) -> payloads.put(path, payload(path, file)));
            String key = BuildKey.of("this build", loaded.recipe(), payloads, parent);
            return new PlanPreview(loaded, parent, parents.encrypted(parent), subnets, key, claims.of(key));
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
        var rows = new Rows(terminal);
        rows.add("parent", parent.imageId());
        rows.add("", parent.imageName());
        rows.add("", "by " + parent.chosenBy());
        rows.add(
                "builder",
                parent.instanceId()
                        .map(instance -> instance + ", which is sealed and stopped but not terminated")
                        .orElse(String.join(", else ", recipe.builder().instanceTypes())));
        parent.instanceId()
                .flatMap(instance -> DiskPreview.ofBrought(recipe.image().rootVolume()))
                .ifPresent(line -> rows.add("", line));
        steps(rows, recipe.steps());
        titled(rows, "seal", SealWords.of(recipe.seal()));
        rows.add("image", imageName(recipe) + size(recipe));
        if (recipe.image().preSnapshot()) {
            rows.add("", "snapshots before the seal, deleted afterwards: the image's then copy only what has changed");
            if (recipe.seal().tidying().defragment()) {
                rows.add("", "defragmenting changes much of the volume after those snapshots, so they save less");
            }
        }
        if (recipe.image().fastLaunch().isPresent()) {
            rows.add("", "fast launches are asked for when it is verified; EC2 launches machines for them, which cost");
        }
        DiskPreview.of(recipe, parentEncrypted).forEach(line -> rows.add("", line));
        titled(rows, "verify", ProofPreview.of(recipe, subnets));
        rows.add("key", buildKey);
        claim.flatMap(Claim::imageId)
                .ifPresent(image ->
                        rows.add("", "already built as " + image + "; a build ends at once with it, unless --rebuild"));
        rows.lines().addFirst(terminal.bold(recipe.name()) + "  " + recipe.description());
        return rows.lines();
    }

    /** Rows with a title each, broken where they would leave a terminal of 80 columns. */
    private record Rows(Terminal terminal, List<String> lines) {
        private static final int TEXT_WIDTH = 69;

        Rows(Terminal terminal) {
            this(terminal, new ArrayList<>());
        }

        void add(String title, String text) {
            String head = title;
            for (String line : Wrapping.wrap(text, TEXT_WIDTH)) {
                lines.add("  " + terminal.faint("%-8s".formatted(head)) + " " + line);
                head = "";
            }
        }
    }

    private static String imageName(Recipe recipe) {
        String name = recipe.image().name();
        return Place.anyIn(name) ? name : name + ImageSpec.SUFFIX;
    }

    private static String size(Recipe recipe) {
        return recipe.image()
                .rootVolume()
                .sizeGiB()
                .map(gib -> ", root volume " + gib + " GiB")
                .orElse("");
    }

    private static void titled(Rows rows, String title, List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            rows.add(i == 0 ? title : "", words.get(i));
        }
    }

    private static void steps(Rows rows, List<Step> steps) {
        int width = steps.stream().mapToInt(step -> step.name().length()).max().orElse(0);
        int digits = Integer.toString(steps.size()).length();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            String number = " ".repeat(digits - Integer.toString(i + 1).length()) + (i + 1);
            String name = step.name() + " ".repeat(width - step.name().length());
            rows.add(i == 0 ? "steps" : "", number + " " + name + "  " + about(step) + limits(step));
        }
    }

    private static String about(Step step) {
        return switch (step) {
            case Step.PowerShell s ->
                "powershell, " + Counts.of(s.script().lines().count(), "line", "lines");
            case Step.Script s -> "script " + s.path() + files(s.files().size());
            case Step.Restart s -> "restart";
            case Step.WindowsUpdate s -> "windowsUpdate " + String.join(", ", s.categories()) + choice(s);
            case Step.Users s ->
                "users " + s.users().stream().map(PlanPreview::user).collect(Collectors.joining(", "));
        };
    }

    private static String user(User user) {
        return user.name() + " (" + (user.administrator() ? "administrator" : "no administrator")
                + ", on every machine with the password in " + user.passwordFrom() + ")";
    }

    private static String choice(Step.WindowsUpdate updates) {
        return rated(updates.severities())
                + (updates.olderThanDays() == 0
                        ? ""
                        : ", published " + Counts.of(updates.olderThanDays(), "day", "days") + " ago or earlier")
                + (updates.include().isEmpty() ? "" : ", and " + String.join(", ", updates.include()))
                + (updates.exclude().isEmpty() ? "" : ", without " + String.join(", ", updates.exclude()));
    }

    private static String rated(List<String> severities) {
        return severities.isEmpty() ? "" : ", rated " + String.join(" or ", severities);
    }

    private static String files(int count) {
        return count == 0 ? "" : " with " + Counts.of(count, "file", "files");
    }

    private static String limits(Step step) {
        return ", at most " + Durations.spoken(step.timeout())
                + (step.retries() == 0 ? "" : ", " + Counts.of(step.retries(), "retry", "retries"));
    }
}
