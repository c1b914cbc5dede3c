package dev.kiln.local.ssm;

import dev.kiln.guest.GuestScript;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ssm.model.InvalidInstanceIdException;
import software.amazon.awssdk.services.ssm.model.SendCommandRequest;
import software.amazon.awssdk.services.ssm.model.SsmException;
import software.amazon.awssdk.services.ssm.model.Target;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class SendCommandTest {
    private final SsmLab lab = new SsmLab();
    private final String id = lab.online();

    private ThrowingCallable sending(Consumer<SendCommandRequest.Builder> how) {
        return () -> lab.send(id, GuestScript.RESTART, SsmLab.arguments("again", "run-1"), how);
    }

    private static String code(ThrowingCallable call) {
        return catchThrowableOfType(SsmException.class, call).awsErrorDetails().errorCode();
    }

    private static Map<String, List<String>> parameters(String name, String... values) {
        return Map.of("commands", GuestScript.RESTART.command(SsmLab.arguments("again", "r")), name, List.of(values));
    }

    @Test
    void goodCommand_isPendingAndExpiresAfterBothTimeouts() {
        var command = lab.ssm
                .sendCommand(r -> r.documentName("AWS-RunPowerShellScript")
                        .instanceIds(id)
                        .comment("b1/again/1")
                        .timeoutSeconds(600)
                        .parameters(parameters("executionTimeout", "1200")))
                .command();

        assertThat(command.commandId()).hasSize(36);
        assertThat(command.statusAsString()).isEqualTo("Pending");
        assertThat(command.comment()).isEqualTo("b1/again/1");
        assertThat(command.requestedDateTime()).isEqualTo(lab.timeline.instant());
        assertThat(command.expiresAfter()).isEqualTo(lab.timeline.instant().plus(Duration.ofMinutes(30)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 29, 2_592_001})
    void deliveryTimeoutOutsideItsBounds_isRefused(int seconds) {
        assertThat(code(sending(r -> r.timeoutSeconds(seconds)))).isEqualTo("ValidationException");
    }

    @Test
    void commentOver100Characters_isRefused() {
        assertThat(code(sending(r -> r.comment("x".repeat(101))))).isEqualTo("ValidationException");
    }

    @Test
    void otherDocuments_areUnknown() {
        assertThat(code(sending(r -> r.documentName("AWS-RunShellScript")))).isEqualTo("InvalidDocument");
    }

    @Test
    void missingCommands_areRefused() {
        assertThat(code(sending(r -> r.parameters(Map.of("executionTimeout", List.of("60"))))))
                .isEqualTo("InvalidParameters");
    }

    @Test
    void unknownParameter_isRefused() {
        assertThat(code(sending(r -> r.parameters(parameters("workingDir", "C:\\")))))
                .isEqualTo("InvalidParameters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "172801", "10m", ""})
    void executionTimeoutThatIsNoNumberOfSeconds_isRefused(String value) {
        assertThat(code(sending(r -> r.parameters(parameters("executionTimeout", value)))))
                .isEqualTo("InvalidParameters");
    }

    @Test
    void commandOver64KiB_isRefused() {
        var lines = List.of("#".repeat(64 * 1024));

        assertThat(code(sending(r -> r.parameters(Map.of("commands", lines))))).isEqualTo("MaxDocumentSizeExceeded");
    }

    @Test
    void machineThatHasNotReported_isInvalid() {
        String booting = lab.launch(SsmLab.server2022());

        assertThatExceptionOfType(InvalidInstanceIdException.class)
                .isThrownBy(() -> lab.send(booting, GuestScript.RESTART, SsmLab.arguments("again", "run-1")))
                .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidInstanceId"));
    }

    @Test
    void terminatedInstance_isInvalid() {
        lab.machine(id).discard();

        assertThat(code(sending(r -> {}))).isEqualTo("InvalidInstanceId");
    }

    @Test
    void sameInstanceTwice_isRefused() {
        assertThat(code(sending(r -> r.instanceIds(id, id)))).isEqualTo("DuplicateInstanceId");
    }

    @Test
    void severalInstances_areNotSupported() {
        assertThatThrownBy(sending(r -> r.instanceIds(id, lab.online())))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    static Stream<Arguments> fieldsThatWouldBeIgnored() {
        return Stream.of(
                field("DocumentHash", r -> r.documentHash("e3b0")),
                field("DocumentHashType", r -> r.documentHashType("Sha256")),
                field("DocumentVersion 2", r -> r.documentVersion("2")),
                field("MaxConcurrency", r -> r.maxConcurrency("1")),
                field("MaxErrors", r -> r.maxErrors("0")),
                field("NotificationConfig", r -> r.notificationConfig(n -> n.notificationArn("arn"))),
                field("ServiceRoleArn", r -> r.serviceRoleArn("arn")),
                field("OutputS3BucketName", r -> r.outputS3BucketName("logs")),
                field("OutputS3KeyPrefix", r -> r.outputS3KeyPrefix("logs/")),
                field("OutputS3Region", r -> r.outputS3Region("us-east-1")),
                field("CloudWatchOutputConfig", r -> r.cloudWatchOutputConfig(c -> c.cloudWatchOutputEnabled(true))),
                field("AlarmConfiguration", r -> r.alarmConfiguration(a -> a.ignorePollAlarmFailure(true))),
                field(
                        "Targets",
                        r -> r.targets(List.of(Target.builder().key("tag:a").build()))),
                field("workingDirectory", r -> r.parameters(parameters("workingDirectory", "C:\\"))));
    }

    private static Arguments field(String name, Consumer<SendCommandRequest.Builder> how) {
        return Arguments.of(name, how);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fieldsThatWouldBeIgnored")
    void fieldThatWouldBeIgnored_isRefusedByName(String name, Consumer<SendCommandRequest.Builder> how) {
        assertThatThrownBy(sending(how))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageStartingWith("SendCommand: ")
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$DEFAULT", "$LATEST", "1"})
    void onlyVersionOfTheDocument_isAccepted(String version) {
        assertThat(lab.send(
                        id, GuestScript.RESTART, SsmLab.arguments("again", "run-1"), r -> r.documentVersion(version)))
                .hasSize(36);
    }

    @Test
    void powerShellThatIsNotKilns_isRefusedByItsFirstLine() {
        assertThatThrownBy(sending(r -> r.parameters(Map.of("commands", List.of("Get-Date", "exit 0")))))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageEndingWith("not: Get-Date");
    }

    @Test
    void calls_areCountedByAction_alsoThoseThatAreRefused() {
        code(sending(r -> r.timeoutSeconds(1)));
        lab.step(id, "iis", "run-1");
        lab.ssm.getParameter(r -> r.name("/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base"));

        assertThat(lab.ssm.calls()).containsEntry("ssm:SendCommand", 2).containsEntry("ssm:GetParameter", 1);
    }
}
