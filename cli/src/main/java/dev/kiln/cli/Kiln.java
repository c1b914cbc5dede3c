package dev.kiln.cli;

import dev.kiln.cli.stack.AwsConnection;
import dev.kiln.cli.stack.StackConnection;
import dev.kiln.cli.stack.StackRefused;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

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
            LineageCommand.class,
            ResetCommand.class,
            BenchCommand.class,
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
        return commandLine(new AwsConnection());
    }

    /** The command, with deployments reached in this way. */
    static CommandLine commandLine(StackConnection connection) {
        return new CommandLine(new Kiln(), new CommandFactory(connection))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Kiln::explain);
    }

    /** An exception that nobody expected: its place goes to whoever mends it, and the exit code says that it failed. */
    private static int explain(Exception exception, CommandLine command, CommandLine.ParseResult parsed) {
        if (exception instanceof CommandRefused || exception instanceof StackRefused) {
            command.getErr().println(command.getColorScheme().errorText("kiln: " + exception.getMessage()));
            return ExitCode.REFUSED;
        }
        command.getErr().println(command.getColorScheme().errorText("kiln: a defect: " + exception));
        exception.printStackTrace(command.getErr());
        return ExitCode.FAILED;
    }
}
