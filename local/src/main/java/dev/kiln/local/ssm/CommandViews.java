package dev.kiln.local.ssm;

import software.amazon.awssdk.services.ssm.model.Command;
import software.amazon.awssdk.services.ssm.model.CommandInvocation;
import software.amazon.awssdk.services.ssm.model.CommandPlugin;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationResponse;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Commands in the shapes of the API. Output shows once a command has finished, and only its beginning. */
final class CommandViews {
    static final String PLUGIN = "aws:runPowerShellScript";
    private static final int MOST_OUTPUT = 24_000;
    private static final int MOST_ERROR = 8_000;
    private static final int MOST_IN_LIST = 2_500;
    private static final String VERSION = "$DEFAULT";

    private CommandViews() {}

    static Command command(CommandState state) {
        boolean failed = !state.open() && !state.status().equals("Success");
        return Command.builder()
                .commandId(state.commandId())
                .documentName(CommandOrder.DOCUMENT)
                .documentVersion(VERSION)
                .comment(state.comment())
                .expiresAfter(state.expiresAfter())
                .parameters(state.parameters())
                .instanceIds(state.instanceId())
                .targets(List.of())
                .requestedDateTime(state.requested())
                .status(state.status())
                .statusDetails(state.details())
                .maxConcurrency("50")
                .maxErrors("0")
                .targetCount(1)
                .completedCount(state.open() ? 0 : 1)
                .errorCount(failed ? 1 : 0)
                .deliveryTimedOutCount(state.details().equals("DeliveryTimedOut") ? 1 : 0)
                .timeoutSeconds(Math.toIntExact(state.delivery().toSeconds()))
                .build();
    }

    static GetCommandInvocationResponse detailed(CommandState state) {
        return GetCommandInvocationResponse.builder()
                .commandId(state.commandId())
                .instanceId(state.instanceId())
                .comment(state.comment())
                .documentName(CommandOrder.DOCUMENT)
                .documentVersion(VERSION)
                .pluginName(PLUGIN)
                .responseCode(state.responseCode())
                .executionStartDateTime(text(state.started()))
                .executionElapsedTime(elapsed(state))
                .executionEndDateTime(text(state.ended()))
                .status(state.status())
                .statusDetails(state.details())
                .standardOutputContent(first(state.output(), MOST_OUTPUT))
                .standardOutputUrl("")
                .standardErrorContent(first(state.error(), MOST_ERROR))
                .standardErrorUrl("")
                .build();
    }

    static CommandInvocation listed(CommandState state, boolean details) {
        var invocation = CommandInvocation.builder()
                .commandId(state.commandId())
                .instanceId(state.instanceId())
                .instanceName("")
                .comment(state.comment())
                .documentName(CommandOrder.DOCUMENT)
                .documentVersion(VERSION)
                .requestedDateTime(state.requested())
                .status(state.status())
                .statusDetails(state.details());
        return details ? invocation.commandPlugins(plugin(state)).build() : invocation.build();
    }

    private static CommandPlugin plugin(CommandState state) {
        var plugin = CommandPlugin.builder()
                .name(PLUGIN)
                .status(state.status())
                .statusDetails(state.details())
                .responseCode(state.responseCode())
                .output(first(state.output(), MOST_IN_LIST));
        state.started().ifPresent(plugin::responseStartDateTime);
        state.ended().ifPresent(plugin::responseFinishDateTime);
        return plugin.build();
    }

    private static String text(Optional<Instant> instant) {
        return instant.map(Times::text).orElse("");
    }

    private static String elapsed(CommandState state) {
        return state.started()
                .flatMap(start ->
                        state.ended().map(end -> Duration.between(start, end).toString()))
                .orElse("");
    }

    private static String first(String text, int characters) {
        return text.substring(0, Math.min(text.length(), characters));
    }
}
