package dev.kiln.step;

import dev.kiln.aws.Builders;
import dev.kiln.build.Plan;
import dev.kiln.error.StepFailed;
import dev.kiln.guest.GuestResult;
import dev.kiln.guest.GuestScript;
import dev.kiln.recipe.Volume;
import dev.kiln.seal.ImageDrives;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Makes drives of the builder's volumes before steps run, where the recipe asks for it, and looks whether the launch
 * agent there can make drives on machines of the image: in the seal it would be late to hear of that.
 */
final class BuilderDrives {
    private static final String KEY = "drives";
    private static final Duration TIMEOUT = Duration.ofMinutes(20);

    private final Builders builders;
    private final GuestCommands commands;

    BuilderDrives(Builders builders, GuestCommands commands) {
        this.builders = builders;
        this.commands = commands;
    }

    /**
     * Takes them as far as they go now.
     *
     * @return what is waited for; empty when they are ready, or none is asked for
     * @throws StepFailed when they cannot be made, there or on machines of the image
     */
    Optional<Progress.Waiting> ready(Plan plan, String instance, StateInput input, Look look) {
        var asked = asked(plan).toList();
        if (asked.isEmpty() && ImageDrives.of(plan.recipe()).isEmpty()) {
            return Optional.empty();
        }
        return commands.done(command(plan, asked, instance, input), look, last -> failed(instance, last));
    }

    private static Stream<Volume.Ebs> asked(Plan plan) {
        return plan.recipe().builder().volumes().stream().flatMap(volume -> switch (volume) {
            case Volume.Ebs ebs -> ebs.drive().stream().map(drive -> ebs);
            case Volume.InstanceStore store -> Stream.empty();
            case Volume.LeftOut leftOut -> Stream.empty();
        });
    }

    private GuestCommand command(Plan plan, List<Volume.Ebs> asked, String instance, StateInput input) {
        return GuestCommand.once(
                plan,
                instance,
                KEY,
                "initialize disks",
                GuestScript.INITIALIZE_DISKS,
                run -> arguments(plan, asked, instance, run),
                TIMEOUT,
                input);
    }

    private Map<String, Object> arguments(Plan plan, List<Volume.Ebs> asked, String instance, String run) {
        SortedMap<String, String> ids = asked.isEmpty() ? new TreeMap<>() : builders.volumes(instance);
        var arguments = ImageDrives.of(plan.recipe()).arguments(plan.recipe().seal());
        arguments.putAll(GuestCommand.told(plan, run));
        arguments.put(
                "volumes",
                asked.stream()
                        .map(volume -> argument(volume, ids.getOrDefault(volume.device(), "")))
                        .toList());
        return arguments;
    }

    private static SortedMap<String, Object> argument(Volume.Ebs volume, String volumeId) {
        var argument = new TreeMap<String, Object>(Map.of("device", volume.device(), "volumeId", volumeId));
        argument.put("empty", volume.snapshotId().isEmpty());
        volume.drive().ifPresent(drive -> {
            argument.put("letter", drive.letter());
            argument.put("label", drive.label().orElse(""));
        });
        return argument;
    }

    private static StepFailed failed(String instance, CommandRecord last) {
        if (last.refused()) {
            return new StepFailed(
                    "The machines of an image of the builder " + instance + " would not have their drives:\n"
                            + Texts.bullets(last.result()
                                    .map(GuestResult::detail)
                                    .orElseGet(Texts::none)
                                    .path("reasons"))
                            + "\nThe builder is held, with no step done on it. To do: change the recipe or its parent and start a new build, or mend the machine there, then redrive.");
        }
        return new StepFailed(
                "The volumes of the builder " + instance + " did not become drives: "
                        + last.reason(TIMEOUT) + ".\nSSM command: " + last.commandId() + "\n" + last.output()
                        + "\nThe builder is held, with no step done on it. To do: mend the cause there, then redrive: the volumes are looked at again, and nothing on them is formatted twice. A change to the recipe needs a new build.");
    }
}
