package dev.kiln.step;

import dev.kiln.build.Plan;
import dev.kiln.ledger.FailureCard.Outlook;
import dev.kiln.ledger.Resource;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a redrive of a build would find and do, by its rows. */
public final class Outlooks {
    private Outlooks() {}

    /**
     * The outlook of a build.
     *
     * @param state the state that a redrive enters
     * @param plan empty when the build has not been prepared
     * @param held the rows of the build
     */
    public static Outlook of(String state, Optional<Plan> plan, List<Resource> held) {
        return switch (state) {
            case "LaunchBuilder", "RunStep", "SealBuilder", "StopBuilder", "CreateImage" ->
                plan.map(p -> building(state, p, held)).orElseGet(Outlooks::everything);
            case "TagImage", "RetireBuilder", "VerifyImage" -> verifying(held);
            case "JoinBuild" -> new Outlook(List.of(), List.of("waiting for the build that makes the same image"), 0);
            default -> everything();
        };
    }

    private static Outlook everything() {
        return new Outlook(List.of(), List.of("the whole build from its beginning"), 0);
    }

    private static Outlook verifying(List<Resource> held) {
        return new Outlook(
                image(held).toList(),
                List.of("the verification of the image, on a machine launched from it"),
                saved(held).toMinutes());
    }

    private static Outlook building(String state, Plan plan, List<Resource> held) {
        var brought = plan.parent().instanceId();
        var instance = Machines.builder(held).flatMap(Resource::resourceId).or(() -> brought);
        return instance.map(id -> on(id, state, plan, held)).orElseGet(() -> anew("", plan));
    }

    private static Outlook on(String instance, String state, Plan plan, List<Resource> held) {
        boolean sealed = Machines.sealedAt(held, instance).isPresent();
        if (!sealed && Machines.sealBegun(held, instance)) {
            return anew(
                    "; " + instance
                            + " is used again only if it has never been stopped since, because Sysprep may have begun on it",
                    plan);
        }
        var reuses = Stream.of(Stream.of("the builder " + instance + done(instance, plan, held, sealed)), image(held))
                .flatMap(s -> s)
                .toList();
        return new Outlook(
                reuses,
                List.of(next(state, instance, plan, held, sealed)),
                saved(held).toMinutes());
    }

    private static Outlook anew(String besides, Plan plan) {
        return new Outlook(
                List.of(), List.of("all " + plan.recipe().steps().size() + " steps, on a new builder" + besides), 0);
    }

    private static String done(String instance, Plan plan, List<Resource> held, boolean sealed) {
        int done = stepsDone(instance, plan, held);
        return " with " + done + " of its " + plan.recipe().steps().size() + " steps done" + (sealed ? ", sealed" : "");
    }

    /** How many steps of the recipe have succeeded on a builder, one after the other. */
    static int stepsDone(String instance, Plan plan, List<Resource> held) {
        return (int) IntStream.range(0, plan.recipe().steps().size())
                .takeWhile(index -> succeeded(held, "command#" + instance + "#" + RunStep.key(index) + "#"))
                .count();
    }

    private static boolean succeeded(List<Resource> held, String prefix) {
        return held.stream()
                .filter(row -> row.key().startsWith(prefix))
                .map(CommandRecord::new)
                .anyMatch(CommandRecord::succeeded);
    }

    private static String next(String state, String instance, Plan plan, List<Resource> held, boolean sealed) {
        if (sealed) {
            return image(held).findAny().isPresent()
                    ? "the waiting for the image"
                    : "CreateImage".equals(state) ? "the image" : "the stop, and the image";
        }
        int done = stepsDone(instance, plan, held);
        var steps = plan.recipe().steps();
        return done == steps.size()
                ? "the seal"
                : "step " + (done + 1) + ", " + steps.get(done).name() + ", and what comes after it";
    }

    private static Stream<String> image(List<Resource> held) {
        return held.stream()
                .filter(row -> row.key().startsWith("image#") && row.state() == Resource.State.OPEN)
                .flatMap(row -> row.resourceId().stream())
                .map(id -> "the image " + id);
    }

    /** The time of the commands that need not be run again. */
    private static Duration saved(List<Resource> held) {
        return held.stream()
                .filter(row -> row.key().startsWith("command#"))
                .map(CommandRecord::new)
                .filter(CommandRecord::succeeded)
                .map(CommandRecord::duration)
                .reduce(Duration.ZERO, Duration::plus);
    }
}
