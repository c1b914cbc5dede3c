package dev.kiln.cli;

import dev.kiln.json.PipelineJson;
import dev.kiln.lineage.Channel;
import dev.kiln.step.Steps;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Shows the channels of a recipe, and points them. */
@Command(
        name = "channel",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the channels of a recipe: names like stable, each for one of its images. With NAME, shows where that one points and has pointed; with IMAGE too, points it there.",
            "Recipes whose parent names a channel are built on the image that it points to. An image that a channel points to is not retired."
        })
final class ChannelCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RecordsOption records;

    @Option(
            names = "--back",
            description = "Point it to the image that it pointed to before. Done twice, it is where it was.")
    private boolean back;

    @Option(names = "--remove", description = "Point it to nothing. Builds that name it are refused then.")
    private boolean remove;

    @Option(names = "--json", description = "Print the whole records as JSON, one a line.")
    private boolean json;

    @Parameters(paramLabel = "RECIPE", index = "0", description = "The name of a recipe.")
    private String recipe;

    @Parameters(paramLabel = "NAME", index = "1", arity = "0..1", description = "The name of a channel of it.")
    private Optional<String> name = Optional.empty();

    @Parameters(
            paramLabel = "IMAGE",
            index = "2",
            arity = "0..1",
            description = "The image of that recipe to point it to; it must be verified.")
    private Optional<String> image = Optional.empty();

    @Override
    public Integer call() {
        var terminal = Terminal.of(spec);
        lines().forEach(terminal::line);
        return ExitCode.DONE;
    }

    private List<String> lines() {
        requireSense();
        if (name.isEmpty()) {
            return records.reading(this::list);
        }
        return back || remove || image.isPresent()
                ? records.changing((all, now) -> change(new PointedChannel(all.channels(), recipe, name.get(), now)))
                : records.reading(all -> show(all, name.get()));
    }

    /** Refuses what contradicts itself, before anything is opened. */
    private void requireSense() {
        if (Stream.of(back, remove, image.isPresent())
                        .filter(Boolean::booleanValue)
                        .count()
                > 1) {
            throw new CommandRefused("IMAGE, --back and --remove contradict each other. Use one of them.");
        }
        if (name.isEmpty() && (back || remove)) {
            throw new CommandRefused(
                    "Which channel? kiln channel " + recipe + " NAME " + (back ? "--back" : "--remove"));
        }
        name.filter(written -> !Channel.mayBeCalled(written)).ifPresent(written -> {
            throw new CommandRefused(written + " cannot be the name of a channel. Write 1 to 40 of a-z, 0-9 and -.");
        });
    }

    private List<String> list(Steps.Records all) {
        var channels = all.channels().ofRecipe(recipe).toList();
        if (json) {
            return channels.stream().map(PipelineJson::write).toList();
        }
        return channels.isEmpty()
                ? List.of("The recipe " + recipe + " has no channels. To make one: kiln channel " + recipe
                        + " stable IMAGE")
                : ChannelView.list(channels);
    }

    private List<String> show(Steps.Records all, String named) {
        var channel = all.channels().of(recipe, named);
        if (channel.pointings().isEmpty()) {
            throw PointedChannel.unknown(recipe, named);
        }
        return json ? List.of(PipelineJson.write(channel)) : ChannelView.of(channel);
    }

    private List<String> change(PointedChannel channel) {
        var before = channel.seen();
        var after = remove ? channel.remove() : image.map(channel::to).orElseGet(channel::back);
        return json ? List.of(PipelineJson.write(after)) : ChannelView.change(before, after);
    }
}
