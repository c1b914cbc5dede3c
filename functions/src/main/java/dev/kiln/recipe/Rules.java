package dev.kiln.recipe;

import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** All the rules of a recipe's text. */
record Rules(List<Rule> rules) implements Rule {
    Rules {
        rules = List.copyOf(rules);
    }

    static Rules of(InstantSource clock) {
        return new Rules(List.of(
                new KindRule(),
                new ParentRule(),
                new ProcessorRule(),
                new OnceRule(),
                new TimeoutRule(),
                new LeaseRule(),
                new CommandRoomRule(),
                new PathRule(),
                new ImageNameRule(),
                new SealRule(),
                new TagRule(),
                new VolumeRule(),
                new FirmwareRule(),
                new FastLaunchRule(),
                new ScheduleRule(clock)));
    }

    @Override
    public Stream<Mistake> mistakes(Value recipe) {
        return rules.stream().flatMap(rule -> rule.mistakes(recipe));
    }
}
