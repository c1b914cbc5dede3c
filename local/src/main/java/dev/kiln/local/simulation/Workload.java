package dev.kiln.local.simulation;

import dev.kiln.local.time.RandomSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What is built in one simulation, drawn before it begins.
 *
 * @param uploads in the order of their times
 */
record Workload(List<Recipe> recipes, List<Upload> uploads) {
    /** A recipe as it is uploaded. */
    record Recipe(String name, String text, String expectations) {
        private static final Pattern STEP = Pattern.compile("\\{name: (s\\d+),");

        /** The name of its last step. */
        String lastStep() {
            return STEP.matcher(text)
                    .results()
                    .map(step -> step.group(1))
                    .reduce((a, b) -> b)
                    .orElseThrow();
        }

        /** The same recipe with another last step. */
        String edited() {
            int last = text.lastIndexOf("  - {name: " + lastStep() + ",");
            int end = text.indexOf('\n', last) + 1;
            return text.substring(0, last)
                    + "  - {name: %s, powershell: \"Write-Output edited\", timeout: 10m, retries: 1}\n"
                            .formatted(lastStep())
                    + text.substring(end);
        }
    }

    /** One upload of a recipe, so long after the beginning. */
    record Upload(Duration at, Recipe recipe, boolean rebuild) {}

    static Workload draw(RandomSource random, Duration lasting) {
        var recipes = new ArrayList<Recipe>();
        int count = random.chance(1, 5) ? 3 : 1 + random.nextInt(2);
        for (int i = 1; i <= count; i++) {
            recipes.add(new RecipeDraft(random.fork("recipe " + i), i).recipe());
        }
        var uploads = new ArrayList<Upload>();
        recipes.forEach(recipe -> uploads.addAll(uploads(random, recipe, lasting)));
        uploads.sort(Comparator.comparing(Upload::at));
        return new Workload(recipes, uploads);
    }

    private static List<Upload> uploads(RandomSource random, Recipe recipe, Duration lasting) {
        var at = random.between(Duration.ZERO, lasting.dividedBy(3));
        var uploads = new ArrayList<>(List.of(new Upload(at, recipe, false)));
        if (random.chance(1, 3)) {
            // The same content again, at the same moment or a little later.
            var later = random.chance(1, 2) ? at : at.plus(random.between(Duration.ZERO, Duration.ofMinutes(40)));
            uploads.add(new Upload(later, recipe, random.chance(1, 3)));
        }
        if (random.chance(1, 4)) {
            uploads.add(new Upload(random.between(at, lasting), recipe, random.chance(1, 2)));
        }
        return uploads;
    }
}
