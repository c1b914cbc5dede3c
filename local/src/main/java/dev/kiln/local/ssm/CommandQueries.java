package dev.kiln.local.ssm;

import software.amazon.awssdk.services.ssm.model.CommandFilter;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationRequest;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationResponse;
import software.amazon.awssdk.services.ssm.model.ListCommandInvocationsRequest;
import software.amazon.awssdk.services.ssm.model.ListCommandInvocationsResponse;
import software.amazon.awssdk.services.ssm.model.ListCommandsRequest;
import software.amazon.awssdk.services.ssm.model.ListCommandsResponse;

import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The calls that only look at commands. */
final class CommandQueries {
    static final Set<String> INVOCATION = Set.of("CommandId", "InstanceId", "PluginName");
    static final Set<String> COMMANDS = Set.of("CommandId", "Filters", "InstanceId", "MaxResults", "NextToken");
    static final Set<String> INVOCATIONS =
            Set.of("CommandId", "Details", "Filters", "InstanceId", "MaxResults", "NextToken");

    private static final int ID_LENGTH = 36;
    private static final Set<String> PLUGINS = Set.of(CommandViews.PLUGIN, "runPowerShellScript");

    private final InstantSource clock;
    private final CommandStore store;

    CommandQueries(InstantSource clock, CommandStore store) {
        this.clock = clock;
        this.store = store;
    }

    GetCommandInvocationResponse invocation(GetCommandInvocationRequest request) {
        String commandId = Optional.ofNullable(request.commandId()).orElse("");
        if (commandId.length() != ID_LENGTH) {
            throw SsmErrors.validation("Value '" + commandId
                    + "' at 'commandId' failed to satisfy constraint: Member must have length 36");
        }
        String instanceId = Optional.ofNullable(request.instanceId()).orElse("");
        if (!CommandOrder.INSTANCE_ID.matcher(instanceId).matches()) {
            throw SsmErrors.validation("Value '" + instanceId
                    + "' at 'instanceId' failed to satisfy constraint: Member must satisfy regular expression pattern");
        }
        Optional.ofNullable(request.pluginName())
                .filter(name -> !PLUGINS.contains(name))
                .ifPresent(name -> {
                    throw SsmErrors.invalidPluginName(name);
                });
        return store.find(commandId, clock.instant())
                .filter(state -> state.instanceId().equals(instanceId))
                .filter(this::visible)
                .map(CommandViews::detailed)
                .orElseThrow(SsmErrors::invocationDoesNotExist);
    }

    private boolean visible(CommandState state) {
        return !clock.instant().isBefore(state.visibleFrom());
    }

    ListCommandsResponse commands(ListCommandsRequest request) {
        var page = Pages.cut(
                matching(
                        Optional.ofNullable(request.commandId()),
                        Optional.ofNullable(request.instanceId()),
                        request.filters()),
                state -> state.commandId(),
                1,
                Optional.ofNullable(request.maxResults()),
                Optional.ofNullable(request.nextToken()));
        var response = ListCommandsResponse.builder();
        response.commands(page.items().stream().map(CommandViews::command).toList());
        page.nextToken().ifPresent(response::nextToken);
        return response.build();
    }

    ListCommandInvocationsResponse invocations(ListCommandInvocationsRequest request) {
        boolean details = Boolean.TRUE.equals(request.details());
        var page = Pages.cut(
                matching(
                        Optional.ofNullable(request.commandId()),
                        Optional.ofNullable(request.instanceId()),
                        request.filters()),
                state -> state.commandId(),
                1,
                Optional.ofNullable(request.maxResults()),
                Optional.ofNullable(request.nextToken()));
        var response = ListCommandInvocationsResponse.builder();
        response.commandInvocations(page.items().stream()
                .filter(this::visible)
                .map(state -> CommandViews.listed(state, details))
                .toList());
        page.nextToken().ifPresent(response::nextToken);
        return response.build();
    }

    private List<CommandState> matching(
            Optional<String> commandId, Optional<String> instanceId, List<CommandFilter> filters) {
        return store.newestFirst(instanceId, clock.instant()).stream()
                .filter(state -> commandId.map(state.commandId()::equals).orElse(true))
                .filter(state -> filters.stream().allMatch(filter -> matches(filter, state)))
                .toList();
    }

    private static boolean matches(CommandFilter filter, CommandState state) {
        return switch (filter.key()) {
            case INVOKED_AFTER -> state.requested().isAfter(instant(filter.value()));
            case INVOKED_BEFORE -> state.requested().isBefore(instant(filter.value()));
            case STATUS -> state.status().equals(filter.value());
            case DOCUMENT_NAME -> CommandOrder.DOCUMENT.equals(filter.value());
            case EXECUTION_STAGE ->
                throw new UnsupportedOperationException("the filter ExecutionStage is not supported here");
            case UNKNOWN_TO_SDK_VERSION -> throw SsmErrors.invalidFilterKey(filter.keyAsString());
        };
    }

    private static Instant instant(String value) {
        try {
            return Instant.parse(value);
        } catch (DateTimeParseException e) {
            throw SsmErrors.validation("the filter value '" + value + "' is not a date and time");
        }
    }
}
