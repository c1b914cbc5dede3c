package dev.kiln.cli;

import dev.kiln.recipe.Answers;
import dev.kiln.recipe.Seal;
import dev.kiln.recipe.Tidying;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a seal means for the machines of its image, in words. */
final class SealWords {
    private SealWords() {}

    /** One sentence for each thing that differs. */
    static List<String> of(Seal seal) {
        return Stream.concat(ofMethod(seal).stream(), tidying(seal.tidying()).stream())
                .toList();
    }

    private static Optional<String> tidying(Tidying tidying) {
        var words = new ArrayList<String>();
        switch (tidying.otherUsers()) {
            case REMOVE -> words.add("users besides Administrator are removed before");
            case REFUSE -> {}
        }
        if (tidying.cleanUp()) {
            words.add(
                    "temporary files, downloads of updates, logs and PowerShell history are deleted when it is sealed");
        }
        if (tidying.defragment()) {
            words.add("its volume is defragmented, for at most 30 minutes");
        }
        return words.isEmpty() ? Optional.empty() : Optional.of("the builder: " + String.join("; ", words));
    }

    private static List<String> ofMethod(Seal seal) {
        return switch (seal.method()) {
            case SYSPREP ->
                List.of(
                        "Sysprep through the launch agent: each machine gets a name and a SID of its own",
                        password(seal),
                        "user data runs, routes and Windows activation are made anew" + answers(seal.answers()));
            case SHUTDOWN ->
                List.of(
                        "no Sysprep: each machine keeps the builder's name and SID; the launch agent sets it up at its first start",
                        password(seal),
                        "user data runs, routes and Windows activation are made anew");
            case NONE ->
                List.of(
                        "none: each machine is the builder once more, name, SID and Administrator's password included",
                        "user data does not run; in another subnet EC2Launch v1 keeps the builder's routes, so SSM may not reach a machine and Windows may not be activated",
                        taken(seal.imageOf()));
        };
    }

    private static String password(Seal seal) {
        return switch (seal.administratorPassword()) {
            case RANDOM -> "Administrator: a random password for each machine, read with the key pair of its launch";
            case SPECIFY ->
                "Administrator: the password in " + seal.passwordFrom().orElse("")
                        + "; it lies in clear text in the agent's settings: in the image for good, on a machine until its first start has set it";
            case KEEP -> kept(seal.method());
        };
    }

    private static String answers(Answers answers) {
        var told = Stream.concat(
                        answers.all().entrySet().stream().map(answer -> answer.getKey() + " " + answer.getValue()),
                        commands(answers))
                .collect(Collectors.joining(", "));
        return told.isEmpty() ? "" : "; Setup is told " + told;
    }

    private static Stream<String> commands(Answers answers) {
        return Stream.of(
                        count(answers.specializeCommands(), "to run at the first start"),
                        count(answers.firstLogonCommands(), "to run when somebody first signs in"))
                .filter(text -> !text.isEmpty());
    }

    private static String count(List<String> commands, String when) {
        return commands.isEmpty() ? "" : Counts.of(commands.size(), "command", "commands") + " " + when;
    }

    private static String kept(Seal.Method method) {
        return switch (method) {
            case SYSPREP ->
                "Administrator: nobody sets a password, so the account is disabled unless the agent's answer file has one";
            case SHUTDOWN, NONE -> "Administrator: the builder's password";
        };
    }

    private static String taken(Seal.ImageOf imageOf) {
        return switch (imageOf) {
            case STOPPED -> "the machine is stopped for the image";
            case REBOOTED -> "EC2 reboots the machine for the image";
            case RUNNING ->
                "nothing interrupts the machine: the integrity of the image's file systems is not guaranteed";
        };
    }
}
