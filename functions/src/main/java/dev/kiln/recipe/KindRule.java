package dev.kiln.recipe;

import java.util.List;
import java.util.stream.Stream;

/** A parent is of one kind, and so is a step, and so is a schedule. */
final class KindRule implements Rule {
    /** In the order in which they are named to a person. */
    static final List<String> PARENTS = List.of("ssm", "ami", "name", "recipe", "instance");

    static final List<String> STEPS = List.of("powershell", "script", "restart", "windowsUpdate", "users");

    static final List<String> SCHEDULES = List.of("when", "cron");

    @Override
    public Stream<Mistake> mistakes(Value recipe) {
        var parent = recipe.get("parent").stream().flatMap(p -> kinds(p, PARENTS, "parent"));
        var steps = recipe.get("steps").stream()
                .flatMap(s -> s.items().stream())
                .flatMap(step -> kinds(step, STEPS, "step"));
        var schedule = recipe.get("schedule").stream().flatMap(s -> kinds(s, SCHEDULES, "schedule"));
        return Stream.of(parent, steps, schedule).flatMap(mistakes -> mistakes);
    }

    private static Stream<Mistake> kinds(Value value, List<String> kinds, String noun) {
        if (!(value instanceof Value.Mapping fields)) {
            return Stream.empty();
        }
        var found = fields.entries().keySet().stream().filter(kinds::contains).toList();
        if (found.size() > 1) {
            return Stream.of(tooMany(fields, found, noun));
        }
        return found.isEmpty() && !isMisspelt(fields, kinds) ? Stream.of(none(fields, kinds, noun)) : Stream.empty();
    }

    private static Mistake tooMany(Value.Mapping fields, List<String> found, String noun) {
        var second = fields.entries().get(found.get(1)).keyAt();
        return new Mistake(
                second.line(),
                second.column(),
                fields.field(),
                "The " + noun + " is of " + found.size() + " kinds at once: " + Wording.list(found, "and") + ".",
                "Keep one of them" + (noun.equals("step") ? ", and make a step of its own of every other." : "."));
    }

    private static Mistake none(Value.Mapping fields, List<String> kinds, String noun) {
        return fields.mistake(
                "The " + noun + " does not say of what kind it is.", "Add one of " + Wording.list(kinds, "and") + ".");
    }

    /** An unknown key that is nearly a kind is told as such; that there is no kind follows from it. */
    private static boolean isMisspelt(Value.Mapping fields, List<String> kinds) {
        return fields.entries().keySet().stream()
                .anyMatch(key -> Wording.meant(key, kinds).isPresent());
    }
}
