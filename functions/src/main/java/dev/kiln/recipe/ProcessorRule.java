package dev.kiln.recipe;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Windows runs on x86_64 alone. EC2 marks Graviton with a g behind the generation, as in m7g or c7gn. */
final class ProcessorRule implements Rule {
    private static final Pattern GRAVITON = Pattern.compile("(a1|[a-z]+[0-9]+g[a-z]*)\\..*");

    @Override
    public Stream<Mistake> mistakes(Value recipe) {
        return recipe.get("builder").flatMap(b -> b.get("instanceTypes")).stream()
                .flatMap(types -> types.items().stream())
                .filter(type -> GRAVITON.matcher(type.text().orElse("")).matches())
                .map(type -> type.mistake(
                        Wording.quoted(type.text().orElse("")) + " is a Graviton type, on which Windows does not run.",
                        "Write an x86_64 type, for example m7i.large."));
    }
}
