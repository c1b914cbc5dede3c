package dev.kiln.local.ssm;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A command and, because it goes to one instance, its only invocation. Immutable; it can be kept on file.
 *
 * @param number counts the commands of the account
 * @param delivery how long SSM tries to hand the command to the agent
 * @param execution how long the agent lets one run take
 * @param visibleFrom until then SSM does not know the invocation
 * @param status Pending, InProgress, Cancelling, Success, Failed, TimedOut or Cancelled
 * @param details the finer word, for example ExecutionTimedOut
 * @param responseCode the exit code; -1 while there is none
 */
public record CommandState(
        long number,
        String commandId,
        String instanceId,
        String comment,
        SortedMap<String, List<String>> parameters,
        Duration delivery,
        Duration execution,
        Instant requested,
        Instant visibleFrom,
        String status,
        String details,
        Optional<Instant> started,
        Optional<Instant> ended,
        int responseCode,
        String output,
        String error) {
    static final String PENDING = "Pending";
    static final String IN_PROGRESS = "InProgress";
    static final String CANCELLING = "Cancelling";
    private static final Set<String> OPEN = Set.of(PENDING, IN_PROGRESS, CANCELLING);
    private static final int NO_CODE = -1;

    public CommandState {
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    static CommandState pending(long number, String commandId, CommandOrder order, Instant now, Instant visibleFrom) {
        return new CommandState(
                number,
                commandId,
                order.instanceId(),
                order.comment(),
                order.parameters(),
                order.delivery(),
                order.execution(),
                now,
                visibleFrom,
                PENDING,
                PENDING,
                Optional.empty(),
                Optional.empty(),
                NO_CODE,
                "",
                "");
    }

    /** The lines of PowerShell that are to be run. */
    List<String> lines() {
        return parameters.getOrDefault(CommandOrder.COMMANDS, List.of());
    }

    CommandState withLines(List<String> lines) {
        var changed = new TreeMap<>(parameters);
        changed.put(CommandOrder.COMMANDS, List.copyOf(lines));
        return new CommandState(
                number,
                commandId,
                instanceId,
                comment,
                changed,
                delivery,
                execution,
                requested,
                visibleFrom,
                status,
                details,
                started,
                ended,
                responseCode,
                output,
                error);
    }

    CommandState started(Instant now) {
        return with(IN_PROGRESS, IN_PROGRESS, Optional.of(now), Optional.empty(), NO_CODE, "", "");
    }

    CommandState cancelling() {
        return with(CANCELLING, CANCELLING, started, ended, responseCode, output, error);
    }

    /** SSM gives up waiting for the agent. */
    CommandState undelivered(Instant now) {
        return with("TimedOut", "DeliveryTimedOut", started, Optional.of(now), NO_CODE, "", "");
    }

    CommandState finished(String how, String detail, Instant now, int code, String printed, String errors) {
        return with(how, detail, started, Optional.of(now), code, printed, errors);
    }

    private CommandState with(
            String how,
            String detail,
            Optional<Instant> start,
            Optional<Instant> end,
            int code,
            String printed,
            String errors) {
        return new CommandState(
                number,
                commandId,
                instanceId,
                comment,
                parameters,
                delivery,
                execution,
                requested,
                visibleFrom,
                how,
                detail,
                start,
                end,
                code,
                printed,
                errors);
    }

    /** Whether more is to come. */
    boolean open() {
        return OPEN.contains(status);
    }

    /** When a command that has not started is given up. */
    Instant deliverBy() {
        return requested.plus(delivery);
    }

    /** When a command of which no end is known is given up ("total timeout" in the SSM user guide). */
    Instant expiresAfter() {
        return requested.plus(delivery).plus(execution);
    }
}
