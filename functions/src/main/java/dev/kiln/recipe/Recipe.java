package dev.kiln.recipe;

import dev.kiln.schedule.Schedule;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A recipe: what an image is made of.
 *
 * @param name 1 to 40 of a-z, 0-9 and -; also the name of its lineage
 * @param description at most 255 characters, as EC2 allows for an image
 * @param steps what is done on the builder, in this order
 * @param verify what must succeed on a machine that was launched from the image
 */
public record Recipe(
        String name,
        String description,
        Parent parent,
        BuilderSpec builder,
        List<Step> steps,
        Seal seal,
        ImageSpec image,
        List<Check> verify,
        Optional<Schedule> schedule) {
    public Recipe {
        steps = List.copyOf(steps);
        verify = List.copyOf(verify);
    }

    /**
     * The same recipe without what makes no difference to the image: its schedule, what becomes of a builder, and how
     * long images are kept.
     */
    public Recipe essential() {
        var machine = new BuilderSpec(builder.instanceTypes(), builder.volumes(), Parking.DEFAULT);
        return new Recipe(name, description, parent, machine, steps, seal, image.essential(), verify, Optional.empty());
    }

    /** Whether building it again may give another image although the recipe and its parent are the same. */
    public boolean asksForUpdates() {
        return steps.stream().anyMatch(Step.WindowsUpdate.class::isInstance);
    }

    /** The accounts that its steps make, in their order. */
    public List<User> users() {
        return steps.stream()
                .flatMap(step -> step instanceof Step.Users made ? made.users().stream() : Stream.empty())
                .toList();
    }
}
