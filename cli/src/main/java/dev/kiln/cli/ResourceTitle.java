package dev.kiln.cli;

import dev.kiln.ledger.Resource;
import dev.kiln.recipe.Recipe;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What people call a row of the ledger. */
final class ResourceTitle {
    private static final Pattern MACHINE = Pattern.compile("instance#(\\w+)#(\\d+)");
    private static final Pattern STEP = Pattern.compile("command#[^#]+#step#(\\d+)#(\\d+)");
    private static final Pattern COMMAND = Pattern.compile("command#[^#]+#([\\w-]+)#(\\d+)");
    private static final Pattern IMAGE = Pattern.compile("(image)#(\\d+)");

    private static final Pattern TO_COPY = Pattern.compile("imageToCopy#(\\d+)");
    private static final Pattern PRE_SNAPSHOT = Pattern.compile("preSnapshot#.*");

    private static final Pattern MODIFICATION = Pattern.compile("modification#[^#]+#(\\d+)");

    private final Optional<Recipe> recipe;

    /** @param recipe that names the steps; the plan of a build that came to none is missing */
    ResourceTitle(Optional<Recipe> recipe) {
        this.recipe = recipe;
    }

    /** For example {@code step 2 site} or {@code builder, try 2}; a key of another form is its own title. */
    String of(Resource row) {
        return match(STEP, row)
                .map(m -> step(Integer.parseInt(m.group(1))) + again(m.group(2)))
                .or(() -> match(MACHINE, row).map(m -> m.group(1) + again(m.group(2))))
                .or(() -> match(COMMAND, row).map(m -> m.group(1) + again(m.group(2))))
                .or(() -> match(IMAGE, row).map(m -> m.group(1) + again(m.group(2))))
                .or(() -> match(TO_COPY, row).map(m -> "image to copy" + again(m.group(1))))
                .or(() -> match(PRE_SNAPSHOT, row).map(m -> "snapshots before the seal"))
                .or(() -> match(MODIFICATION, row).map(m -> "change of the root volume" + again(m.group(1))))
                .orElse(row.key());
    }

    private static Optional<MatchResult> match(Pattern pattern, Resource row) {
        var matcher = pattern.matcher(row.key());
        return matcher.matches() ? Optional.of(matcher.toMatchResult()) : Optional.empty();
    }

    private String step(int number) {
        String name = recipe.map(Recipe::steps)
                .filter(steps -> number <= steps.size())
                .map(steps -> " " + steps.get(number - 1).name())
                .orElse("");
        return "step " + number + name;
    }

    private static String again(String number) {
        int attempt = Integer.parseInt(number);
        return attempt == 1 ? "" : ", try " + attempt;
    }
}
