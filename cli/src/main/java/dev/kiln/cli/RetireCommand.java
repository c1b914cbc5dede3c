package dev.kiln.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.List;
import java.util.concurrent.Callable;

/** Deregisters images that nobody needs any more, and deletes their snapshots. */
@Command(
        name = "retire",
        mixinStandardHelpOptions = true,
        description = {
            "Deregisters images and deletes their snapshots, which are charged until then. The lineage keeps its record.",
            "Without --yes it says what it would do. An image that is in use, shared, protected, the parent of another one or that a channel points to is kept."
        })
final class RetireCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RetiringOptions options;

    @Parameters(paramLabel = "IMAGE", arity = "1..*", description = "Ids of images that Kiln made.")
    private List<String> images;

    @Override
    public Integer call() {
        return options.retire(Terminal.of(spec), (retiring, records, now) -> retiring.all(images));
    }
}
