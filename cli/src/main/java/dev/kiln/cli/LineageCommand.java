package dev.kiln.cli;

import dev.kiln.json.PipelineJson;
import dev.kiln.step.Steps;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.List;
import java.util.concurrent.Callable;

/** Draws where images come from and what came of them. */
@Command(
        name = "lineage",
        mixinStandardHelpOptions = true,
        description = "Draws the ancestors and descendants of an image, or of the images of a recipe, as a tree.")
final class LineageCommand implements Callable<Integer> {
    /** So many images of a recipe make a tree that can still be read. */
    private static final int IMAGES_MAX = 50;

    @Spec
    private CommandSpec spec;

    @Mixin
    private RecordsOption records;

    @Option(names = "--json", description = "Print the whole records as JSON, one a line, instead of a tree.")
    private boolean json;

    @Parameters(paramLabel = "IMAGE|RECIPE", description = "The id of an image, or the name of a recipe.")
    private String subject;

    @Override
    public Integer call() {
        var terminal = Terminal.of(spec);
        records.<List<String>>reading(all -> lines(all, terminal)).forEach(terminal::line);
        return ExitCode.DONE;
    }

    private List<String> lines(Steps.Records records, Terminal terminal) {
        var images = subject.startsWith("ami-")
                ? records.lineage().of(subject).stream().toList()
                : records.lineage().ofRecipe(subject).limit(IMAGES_MAX).toList();
        if (images.isEmpty()) {
            throw new CommandRefused(
                    "There is no lineage of " + subject
                            + ": it is neither an image that Kiln made nor a recipe with images. kiln builds lists what was built.");
        }
        return json
                ? images.stream().map(PipelineJson::write).toList()
                : new LineageTree(records.lineage(), terminal).draw(images);
    }
}
