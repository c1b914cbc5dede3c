package dev.kiln.step;

import dev.kiln.aws.Builders;
import dev.kiln.aws.Commands;
import dev.kiln.error.BuilderLost;
import dev.kiln.error.BuilderStopped;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Resource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs guest scripts through SSM, each attempt once. SendCommand has no client token: the intent is written first, a
 * command that an earlier try may have sent is found by its comment, and only then is one sent. What has succeeded is
 * never sent again, in no redrive.
 */
final class GuestCommands {
    private static final Duration UNREACHABLE_LOOK_AGAIN = Duration.ofMinutes(1);

    /** Longer than any invocation lives: an older intent without an id belongs to a dead one. */
    private static final Duration INTENT_LIVES = Duration.ofMinutes(2);

    private final Ledger ledger;
    private final Commands commands;
    private final Builders builders;

    GuestCommands(Ledger ledger, Commands commands, Builders builders) {
        this.ledger = ledger;
        this.commands = commands;
        this.builders = builders;
    }

    /** Where a command stands. */
    sealed interface Standing {
        /** Something must happen first. */
        record Under(Progress.Waiting waiting) implements Standing {}

        /** An attempt succeeded. */
        record Succeeded(CommandRecord last) implements Standing {}

        /** All attempts of this redrive failed. */
        record Failed(CommandRecord last, int attempts) implements Standing {}
    }

    /** Takes a command as far as it goes now. */
    Standing advance(GuestCommand command, Look look) {
        var rows = rows(look.held(), command);
        if (rows.isEmpty()) {
            return attempt(command, 1, look.now());
        }
        var last = rows.getLast();
        return switch (last.state()) {
            case INTENDED -> sendAgain(last, command, rows.size(), look.now());
            case OPEN -> look(last, command, rows, look);
            case CLOSED -> judge(last, command, rows, look.now());
        };
    }

    /** The attempts at a command among the rows of a build, in their order. */
    static List<Resource> rows(List<Resource> held, GuestCommand command) {
        return held.stream().filter(r -> r.key().startsWith(command.key())).toList();
    }

    private Standing attempt(GuestCommand command, int number, Instant now) {
        var attributes = new TreeMap<>(Map.of(
                CommandRecord.REDRIVE, Integer.toString(command.redrive()),
                CommandRecord.COMMENT, command.comment(number)));
        var intent = ledger.intend(
                Resource.intended(command.buildId(), command.key() + "%03d".formatted(number), now, attributes));
        return intent.ours() ? send(intent.row(), command, number) : under(command.instanceId(), INTENT_LIVES);
    }

    private Standing sendAgain(Resource row, GuestCommand command, int number, Instant now) {
        if (row.intendedAt().plus(INTENT_LIVES).isAfter(now) || !ledger.renew(row, now)) {
            return under(command.instanceId(), INTENT_LIVES);
        }
        var renewed = ledger.resource(row.buildId(), row.key()).orElseThrow();
        return commands.find(command.instanceId(), command.comment(number))
                .map(id -> sent(renewed, command, id))
                .orElseGet(() -> send(renewed, command, number));
    }

    private Standing send(Resource row, GuestCommand command, int number) {
        var lines = command.script().command(command.arguments().apply(command.run(number)));
        return commands.send(command.instanceId(), command.comment(number), lines, command.timeout())
                .map(id -> sent(row, command, id))
                .orElseGet(() -> unreachable(command));
    }

    private Standing sent(Resource row, GuestCommand command, String commandId) {
        ledger.sent(row, commandId);
        return under(commandId, command.lookAgain(Duration.ZERO));
    }

    private Standing look(Resource row, GuestCommand command, List<Resource> rows, Look look) {
        String id = row.resourceId().orElseThrow();
        return switch (commands.view(command.instanceId(), id)) {
            case Commands.View.InProgress progress -> stillRunning(row, command, id, look);
            case Commands.View.Finished finished -> {
                if (finished.unheard()) {
                    requireMachine(command);
                }
                var closed = new ArrayList<>(rows);
                closed.set(rows.size() - 1, ledger.closed(row, CommandRecord.end(finished, look.now())));
                yield judge(closed.getLast(), command, closed, look.now());
            }
        };
    }

    private Standing stillRunning(Resource row, GuestCommand command, String id, Look look) {
        var elapsed = Duration.between(row.intendedAt(), look.now());
        if (look.concerns(command.instanceId()) || command.suspicious(elapsed)) {
            requireMachine(command);
        }
        return under(id, command.lookAgain(elapsed));
    }

    private Standing judge(Resource last, GuestCommand command, List<Resource> rows, Instant now) {
        var ended = new CommandRecord(last);
        if (ended.succeeded()) {
            return new Standing.Succeeded(ended);
        }
        int tried = (int) rows.stream()
                .filter(r -> new CommandRecord(r).redrive() == command.redrive())
                .count();
        return tried >= command.attempts() ? new Standing.Failed(ended, tried) : attempt(command, rows.size() + 1, now);
    }

    private Standing unreachable(GuestCommand command) {
        requireMachine(command);
        return under(command.instanceId(), UNREACHABLE_LOOK_AGAIN);
    }

    /** A machine that is down sends no event about its command for hours, so it is looked at itself. */
    private void requireMachine(GuestCommand command) {
        String instance = command.instanceId();
        switch (builders.view(instance)) {
            case Builders.View.Unknown unknown ->
                throw new BuilderLost(
                        "EC2 no longer knows " + instance + ", on which \"" + command.title() + "\" was to run.");
            case Builders.View.Present present -> {
                if (present.gone()) {
                    throw new BuilderLost(instance + " ended (" + present.reason() + ") while \"" + command.title()
                            + "\" was to run on it.");
                }
                if (present.stopped()) {
                    throw new BuilderStopped(
                            instance + " is stopped (" + present.reason() + ") while \"" + command.title()
                                    + "\" was to run on it. It is held. Start it, then redrive: what was done on it is not done again.");
                }
            }
        }
    }

    private static Standing under(String resourceId, Duration lookAgain) {
        return new Standing.Under(new Progress.Waiting(resourceId, lookAgain));
    }
}
