package dev.kiln.step;

import dev.kiln.aws.Builders;
import dev.kiln.aws.Commands;
import dev.kiln.error.BuilderLost;
import dev.kiln.error.BuilderStopped;
import dev.kiln.error.PipelineException;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Resource;
import dev.kiln.ledger.ScarceCall;
import dev.kiln.ledger.TokenBuckets;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Runs guest scripts through SSM, each attempt once. SendCommand has no client token: the intent is written first, a
 * command that an earlier try may have sent is found by its comment, and only then is one sent. What has succeeded is
 * never sent again, in no redrive.
 */
final class GuestCommands {
    private static final Duration UNREACHABLE_LOOK_AGAIN = Duration.ofMinutes(1);

    /** A command that SSM does not know after so long is not new but forgotten. */
    static final Duration VISIBLE = Duration.ofMinutes(10);

    private final Ledger ledger;
    private final Commands commands;
    private final Builders builders;
    private final Revival revival;
    private final TokenBuckets buckets;

    GuestCommands(Ledger ledger, Commands commands, Builders builders, Revival revival, TokenBuckets buckets) {
        this.ledger = ledger;
        this.commands = commands;
        this.builders = builders;
        this.revival = revival;
        this.buckets = buckets;
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

    /**
     * Takes a command as far as it goes now, for those who go on only when it has succeeded.
     *
     * @param failure what is thrown when it has failed
     * @return what is waited for; empty when it has succeeded
     */
    Optional<Progress.Waiting> done(
            GuestCommand command, Look look, Function<CommandRecord, ? extends PipelineException> failure) {
        return switch (advance(command, look)) {
            case Standing.Under under -> Optional.of(under.waiting());
            case Standing.Succeeded succeeded -> Optional.empty();
            case Standing.Failed failed -> throw failure.apply(failed.last());
        };
    }

    /** Takes a command as far as it goes now. */
    Standing advance(GuestCommand command, Look look) {
        var rows = rows(look.held(), command);
        if (rows.isEmpty()) {
            return attempt(command, rows, look);
        }
        var last = rows.getLast();
        return switch (last.state()) {
            case INTENDED -> sendAgain(last, command, rows.size(), look);
            case OPEN -> look(last, command, rows, look);
            case CLOSED -> judge(last, command, rows, look);
        };
    }

    /** The attempts at a command among the rows of a build, in their order. */
    static List<Resource> rows(List<Resource> held, GuestCommand command) {
        return held.stream().filter(r -> r.key().startsWith(command.key())).toList();
    }

    private Standing attempt(GuestCommand command, List<Resource> before, Look look) {
        var waiting = notReady(command, look);
        if (waiting.isPresent()) {
            return new Standing.Under(waiting.get());
        }
        buckets.take(ScarceCall.SEND_COMMAND, look.now());
        int number = before.size() + 1;
        var attributes = new TreeMap<>(Map.of(
                CommandRecord.REDRIVE, Integer.toString(command.redrive()),
                CommandRecord.COMMENT, command.comment(number),
                CommandRecord.RUN, run(command, before)));
        var intent = ledger.intend(
                Resource.intended(command.buildId(), command.key() + "%03d".formatted(number), look.now(), attributes));
        return intent.ours() ? send(intent.row(), command, number) : under(command.instanceId(), Ledger.INTENT_LIVES);
    }

    /**
     * What became of a command that SSM has lost only the machine knows: asked by the same name, it does not repeat.
     */
    private static String run(GuestCommand command, List<Resource> before) {
        return before.stream()
                .reduce((earlier, later) -> later)
                .map(CommandRecord::new)
                .filter(CommandRecord::lost)
                .flatMap(CommandRecord::run)
                .orElseGet(() -> command.run(before.size() + 1));
    }

    /** A redrive comes to a machine that was parked, or that somebody stopped meanwhile. */
    private Optional<Progress.Waiting> notReady(GuestCommand command, Look look) {
        return command.redrive() == 0
                ? Optional.empty()
                : revival.revive(command.instanceId(), command.redrive(), look.held());
    }

    private Standing sendAgain(Resource row, GuestCommand command, int number, Look look) {
        buckets.take(ScarceCall.SEND_COMMAND, look.now());
        return ledger.renew(row, look.now())
                .map(renewed -> sendAgainNow(renewed, command, number, look))
                .orElseGet(() -> under(command.instanceId(), Ledger.INTENT_LIVES));
    }

    private Standing sendAgainNow(Resource row, GuestCommand command, int number, Look look) {
        var found = commands.find(command.instanceId(), command.comment(number));
        if (found.isPresent()) {
            return sent(row, command, found.get());
        }
        var waiting = notReady(command, look);
        return waiting.isPresent() ? new Standing.Under(waiting.get()) : send(row, command, number);
    }

    private Standing send(Resource row, GuestCommand command, int number) {
        String run = new CommandRecord(row).run().orElseGet(() -> command.run(number));
        var lines = command.script().command(command.arguments().apply(run));
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
            case Commands.View.Unknown unknown ->
                row.intendedAt().plus(VISIBLE).isAfter(look.now())
                        ? stillRunning(row, command, id, look)
                        : ended(row, CommandRecord.lost(look.now()), command, rows, look);
            case Commands.View.Finished finished -> {
                var waiting = finished.unheard() ? machine(row, command, look) : Optional.<Progress.Waiting>empty();
                yield waiting.<Standing>map(Standing.Under::new)
                        .orElseGet(() -> ended(row, CommandRecord.end(finished, look.now()), command, rows, look));
            }
        };
    }

    private Standing ended(
            Resource row, SortedMap<String, String> end, GuestCommand command, List<Resource> rows, Look look) {
        var closed = new ArrayList<>(rows);
        closed.set(rows.size() - 1, ledger.closed(row, end));
        return judge(closed.getLast(), command, closed, look);
    }

    private Standing stillRunning(Resource row, GuestCommand command, String id, Look look) {
        var elapsed = Duration.between(row.intendedAt(), look.now());
        if (!inherited(row, command) && !look.concerns(command.instanceId()) && !command.suspicious(elapsed)) {
            return under(id, command.lookAgain(elapsed));
        }
        return machine(row, command, look)
                .<Standing>map(Standing.Under::new)
                .orElseGet(() -> under(id, command.lookAgain(elapsed)));
    }

    private Standing judge(Resource last, GuestCommand command, List<Resource> rows, Look look) {
        var ended = new CommandRecord(last);
        if (ended.succeeded()) {
            return new Standing.Succeeded(ended);
        }
        int tried = (int) rows.stream()
                .map(CommandRecord::new)
                .filter(record -> record.redrive() == command.redrive() && !record.lost())
                .count();
        return tried >= command.attempts() ? new Standing.Failed(ended, tried) : attempt(command, rows, look);
    }

    private Standing unreachable(GuestCommand command) {
        requireMachine(command, builders.view(command.instanceId()));
        return under(command.instanceId(), UNREACHABLE_LOOK_AGAIN);
    }

    /** Whether the command is from before this redrive: its machine may have been stopped since. */
    private static boolean inherited(Resource row, GuestCommand command) {
        return new CommandRecord(row).redrive() < command.redrive();
    }

    /** A machine that went down before this redrive is brought back; one that goes down during it is not. */
    private Optional<Progress.Waiting> machine(Resource row, GuestCommand command, Look look) {
        var view = look.seen().machine(command.instanceId()).orElseGet(() -> builders.view(command.instanceId()));
        if (inherited(row, command) && view instanceof Builders.View.Present present && present.stopped()) {
            return revival.revive(command.instanceId(), command.redrive(), look.held());
        }
        requireMachine(command, view);
        return Optional.empty();
    }

    /** A machine that is down sends no event about its command for hours, so it is looked at itself. */
    private static void requireMachine(GuestCommand command, Builders.View view) {
        String instance = command.instanceId();
        switch (view) {
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
                                    + "\" was to run on it. It is held. Redrive starts it again, and what was done on it is not done again; one that the recipe brings you start yourself.");
                }
            }
        }
    }

    private static Standing under(String resourceId, Duration lookAgain) {
        return new Standing.Under(new Progress.Waiting(resourceId, lookAgain));
    }
}
