package dev.kiln.cli;

import dev.kiln.cli.cdk.CdkProject;
import dev.kiln.cli.cdk.CdkRefused;
import dev.kiln.cli.cdk.Programs;
import dev.kiln.cli.stack.AwsConnection;
import dev.kiln.cli.stack.StackRefused;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

import java.nio.file.Path;
import java.util.TreeMap;

/** The command {@code kiln}. */
@Command(
        name = "kiln",
        description = "Builds custom Windows AMIs from recipe files, in AWS or in a local account on this machine.",
        mixinStandardHelpOptions = true,
        versionProvider = KilnVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            BuildCommand.class,
            ValidateCommand.class,
            PlanCommand.class,
            BuildsCommand.class,
            ShowCommand.class,
            ExplainCommand.class,
            RedriveCommand.class,
            LeaseCommand.class,
            ForkCommand.class,
            RepairCommand.class,
            RetireCommand.class,
            GcCommand.class,
            LineageCommand.class,
            ChannelCommand.class,
            ResetCommand.class,
            BenchCommand.class,
            SimulateCommand.class,
            ColdStartCommand.class,
            DeployCommand.class,
            DiffCommand.class,
            SynthCommand.class,
            DestroyCommand.class,
            AutoComplete.GenerateCompletion.class,
            CommandLine.HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; of a build: the image is available",
            "1:the build failed; what is still held and what to do stands on the screen",
            "2:wrong use, or a recipe with mistakes; nothing was started"
        },
        footer = {"", "Start with:  kiln build recipes/iis-2022/recipe.yaml"})
public final class Kiln {
    private Kiln() {}

    /** Runs the command and exits with its code. */
    public static void main(String[] arguments) {
        // DynamoDB Local leaves threads behind that would keep the process alive.
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        var home = Path.of(System.getProperty("kiln.home", ""));
        var programs = new Programs(new TreeMap<>(System.getenv()));
        return commandLine(new CommandFactory(new AwsConnection(), new CdkProject(home), programs));
    }

    /** The command, with what its parts share made by this factory. */
    static CommandLine commandLine(CommandFactory factory) {
        return new CommandLine(new Kiln(), factory)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Kiln::explain);
    }

    /** An exception that nobody expected: its place goes to whoever mends it, and the exit code says that it failed. */
    private static int explain(Exception exception, CommandLine command, CommandLine.ParseResult parsed) {
        if (exception instanceof CommandRefused
                || exception instanceof StackRefused
                || exception instanceof CdkRefused) {
            command.getErr().println(command.getColorScheme().errorText("kiln: " + exception.getMessage()));
            return ExitCode.REFUSED;
        }
        command.getErr().println(command.getColorScheme().errorText("kiln: a defect: " + exception));
        exception.printStackTrace(command.getErr());
        return ExitCode.FAILED;
    }
}
