package dev.kiln.local.ssm;

import dev.kiln.guest.GuestScript;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.model.Command;
import software.amazon.awssdk.services.ssm.model.CommandFilter;
import software.amazon.awssdk.services.ssm.model.CommandFilterKey;
import software.amazon.awssdk.services.ssm.model.InvalidNextTokenException;
import software.amazon.awssdk.services.ssm.model.InvalidPluginNameException;
import software.amazon.awssdk.services.ssm.model.InvocationDoesNotExistException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.SsmException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CommandQueriesTest {
    private final SsmLab lab = new SsmLab();
    private final String id = lab.online();

    private String send(String comment) {
        lab.run(Duration.ofSeconds(1));
        return lab.send(id, GuestScript.RESTART, SsmLab.arguments("again", comment), r -> r.comment(comment));
    }

    private List<String> comments(CommandFilter... filters) {
        return lab.ssm.listCommands(r -> r.instanceId(id).filters(filters)).commands().stream()
                .map(Command::comment)
                .toList();
    }

    private static CommandFilter filter(CommandFilterKey key, String value) {
        return CommandFilter.builder().key(key).value(value).build();
    }

    @Test
    void commands_areListedNewestFirst_ofOneInstanceOnly() {
        String other = lab.online();
        send("a");
        send("b");
        lab.send(other, GuestScript.RESTART, SsmLab.arguments("again", "c"));

        assertThat(comments()).containsExactly("b", "a");
        assertThat(lab.ssm.listCommands(r -> {}).commands()).hasSize(3);
    }

    @Test
    void commands_areFilteredByTimeOfRequest() {
        send("a");
        Instant between = lab.timeline.instant();
        send("b");

        assertThat(comments(filter(CommandFilterKey.INVOKED_AFTER, between.toString())))
                .containsExactly("b");
        assertThat(comments(filter(
                        CommandFilterKey.INVOKED_BEFORE, between.plusMillis(1).toString())))
                .containsExactly("a");
    }

    @Test
    void pages_areNotShiftedByNewCommands() {
        send("a");
        send("b");
        send("c");
        var first = lab.ssm.listCommands(r -> r.instanceId(id).maxResults(2));
        send("d");
        var second = lab.ssm.listCommands(r -> r.instanceId(id).maxResults(2).nextToken(first.nextToken()));

        assertThat(first.commands()).extracting(Command::comment).containsExactly("c", "b");
        assertThat(second.commands()).extracting(Command::comment).containsExactly("a");
        assertThat(Optional.ofNullable(second.nextToken())).isEmpty();
    }

    @Test
    void foreignPageToken_isRefused() {
        assertThatExceptionOfType(InvalidNextTokenException.class)
                .isThrownBy(() -> lab.ssm.listCommands(r -> r.nextToken("??")));
    }

    @Test
    void commands_areForgottenAfter30Days() {
        String commandId = send("a");
        lab.run(Duration.ofDays(31));

        assertThat(comments()).isEmpty();
        assertThatExceptionOfType(InvocationDoesNotExistException.class)
                .isThrownBy(() -> lab.invocation(id, commandId))
                .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvocationDoesNotExist"));
    }

    @Test
    void invocation_ofAnotherInstance_doesNotExist() {
        String commandId = send("a");
        lab.run(Duration.ofMinutes(10));

        assertThatExceptionOfType(InvocationDoesNotExistException.class)
                .isThrownBy(() -> lab.invocation("i-00000000000000fff", commandId));
    }

    @Test
    void invocation_ofAnotherPlugin_isRefused() {
        String commandId = send("a");

        assertThatExceptionOfType(InvalidPluginNameException.class)
                .isThrownBy(() -> lab.ssm.getCommandInvocation(
                        r -> r.commandId(commandId).instanceId(id).pluginName("x")));
    }

    @Test
    void malformedCommandId_isRefused() {
        assertThatExceptionOfType(SsmException.class)
                .isThrownBy(() -> lab.invocation(id, "x"))
                .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"));
    }

    @Test
    void longOutput_isCutAtItsFirstCharacters() {
        var state = new CommandState(
                1,
                "c",
                id,
                "",
                new TreeMap<>(),
                Duration.ZERO,
                Duration.ZERO,
                lab.timeline.instant(),
                lab.timeline.instant(),
                "Failed",
                "Failed",
                Optional.empty(),
                Optional.empty(),
                1,
                "o".repeat(30_000),
                "e".repeat(30_000));

        assertThat(CommandViews.detailed(state).standardOutputContent()).hasSize(24_000);
        assertThat(CommandViews.detailed(state).standardErrorContent()).hasSize(8_000);
    }

    @Test
    void invocations_areListedWithThePluginsOutput() {
        var ended = lab.step(id, "iis", "run-1");
        var invocations = lab.ssm
                .listCommandInvocations(r -> r.commandId(ended.commandId()).details(true))
                .commandInvocations();

        assertThat(invocations).singleElement().satisfies(invocation -> {
            assertThat(invocation.statusAsString()).isEqualTo("Success");
            assertThat(invocation.commandPlugins().getFirst().output()).contains("KILN-RESULT");
        });
    }

    @Test
    void publicParameter_isRead() {
        String name = "/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base";

        assertThat(lab.ssm.getParameter(r -> r.name(name)).parameter().value())
                .isEqualTo(SsmLab.image("Windows_Server-2022-English-Full-Base").imageId());
    }

    @Test
    void unknownParameter_isNotFound() {
        assertThatExceptionOfType(ParameterNotFoundException.class)
                .isThrownBy(() -> lab.ssm.getParameter(r -> r.name("/x")))
                .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ParameterNotFound"));
    }
}
