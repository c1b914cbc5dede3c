package dev.kiln.cli;

import dev.kiln.cli.cdk.Assembly;
import dev.kiln.cli.cdk.Cdk;
import dev.kiln.cli.cdk.CdkProject;
import dev.kiln.cli.cdk.Programs;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.Optional;

/** What the commands that deploy have in common. */
final class CdkOptions {
    private final CdkProject project;
    private final Programs programs;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "What to deploy (default: kiln.yaml in this folder, else every default).")
    private Optional<Path> configuration = Optional.empty();

    @Option(names = "--profile", paramLabel = "NAME", description = "Profile of the AWS configuration.")
    private Optional<String> profile = Optional.empty();

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "Region to deploy to (default: as the AWS configuration says).")
    private Optional<String> region = Optional.empty();

    CdkOptions(CdkProject project, Programs programs) {
        this.project = project;
        this.programs = programs;
    }

    Cdk cdk() {
        return Cdk.of(project, programs, profile, region);
    }

    /** Synthesises into a folder of Kiln's own. */
    Optional<Assembly> synthesised(Cdk cdk) {
        return synthesised(cdk, project.home().resolve("infra/target/cdk/out"));
    }

    Optional<Assembly> synthesised(Cdk cdk, Path folder) {
        return cdk.synthesise(configuration, folder);
    }

    /** The options with which other commands reach the deployment. */
    String stackOptions(Assembly assembly) {
        return StackOption.option(assembly.prefix(), profile, region);
    }
}
