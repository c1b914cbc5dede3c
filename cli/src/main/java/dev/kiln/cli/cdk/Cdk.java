package dev.kiln.cli.cdk;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Runs the CDK over Kiln's app: it synthesises once, and works with what was synthesised. */
public final class Cdk {
    private static final Path USUAL_CONFIGURATION = Path.of("kiln.yaml");

    private final CdkProject project;
    private final CdkTool tool;
    private final List<String> access;

    private Cdk(CdkProject project, CdkTool tool, List<String> access) {
        this.project = project;
        this.tool = tool;
        this.access = access;
    }

    /**
     * Makes sure that all is there.
     *
     * @param profile of the AWS configuration
     * @param region instead of the configuration's
     * @throws CdkRefused when something is missing; the message says how to get it
     */
    public static Cdk of(CdkProject project, Programs programs, Optional<String> profile, Optional<String> region) {
        var variables = new TreeMap<>(project.variables());
        // The CDK has no option for it; the variables stand before what a profile says.
        region.ifPresent(name -> variables.putAll(Map.of("AWS_REGION", name, "AWS_DEFAULT_REGION", name)));
        return new Cdk(
                project,
                CdkTool.find(programs.with(variables)),
                profile.map(name -> List.of("--profile", name)).orElse(List.of()));
    }

    /**
     * Synthesises; empty when the app refused, which it has explained on the screen.
     *
     * @param configuration empty: {@code kiln.yaml} in this folder if there is one, else every default
     * @param folder for the templates
     */
    public Optional<Assembly> synthesise(Optional<Path> configuration, Path folder) {
        var arguments = new ArrayList<>(List.of("synth", "--all", "--quiet", "--no-notices"));
        arguments.addAll(List.of("--app", CdkProject.app(), "--output", absolute(folder)));
        arguments.addAll(List.of("--context", "kiln.functions=" + absolute(project.functions())));
        configuration
                .or(() -> Optional.of(USUAL_CONFIGURATION).filter(Files::exists))
                .ifPresent(file -> arguments.addAll(List.of("--context", "kiln.config=" + absolute(file))));
        arguments.addAll(access);
        return tool.run(project, arguments) == 0 ? new Assembly(folder).existing() : Optional.empty();
    }

    /** Runs a command of the CDK over what was synthesised, and answers its exit code. */
    public int run(Assembly assembly, List<String> command) {
        var arguments = new ArrayList<>(command);
        arguments.addAll(List.of("--no-notices", "--app", absolute(assembly.folder())));
        arguments.addAll(access);
        return tool.run(project, arguments);
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }
}
