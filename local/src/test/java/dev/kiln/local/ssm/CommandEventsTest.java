package dev.kiln.local.ssm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.guest.GuestScript;
import dev.kiln.local.windows.Expectations;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class CommandEventsTest {
    private static final String INVOCATION = "EC2 Command Invocation Status-change Notification";
    private static final String COMMAND = "EC2 Command Status-change Notification";

    private final SsmLab lab = new SsmLab();
    private final String id = lab.online();

    private List<String> statuses(String detailType) {
        return lab.events.stream()
                .filter(told -> told.detailType().equals(detailType))
                .map(told -> told.detail().path("status").asText())
                .toList();
    }

    private SsmLab.Told last(String detailType) {
        return lab.events.stream()
                .filter(told -> told.detailType().equals(detailType))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    @Test
    void invocation_isToldAsAwsShapesIt() {
        var ended = lab.step(id, "iis", "run-1");
        var told = last(INVOCATION);
        ObjectNode detail = told.detail().deepCopy();

        assertThat(told.source()).isEqualTo("aws.ssm");
        assertThat(told.resources()).containsExactly("arn:aws:ec2:us-east-1:123456789012:instance/" + id);
        assertThat(detail.remove("requested-date-time").asText())
                .matches("2026-11-24T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z");
        assertThat(detail)
                .isEqualTo(SsmLab.json("{'command-id':'" + ended.commandId()
                        + "','document-name':'AWS-RunPowerShellScript','instance-id':'" + id
                        + "','status':'Success'}"));
    }

    @Test
    void command_isToldWithItsParametersAndExpiry() {
        var arguments = SsmLab.arguments("again", "run-1");
        lab.invoke(id, GuestScript.RESTART, arguments);
        var detail = last(COMMAND).detail();

        assertThat(detail.fieldNames())
                .toIterable()
                .containsExactly(
                        "command-id", "document-name", "expire-after", "parameters", "requested-date-time", "status");
        assertThat(detail.path("parameters").path("commands")).hasSameSizeAs(GuestScript.RESTART.command(arguments));
    }

    @Test
    void everyChangeOfStatus_isToldOnceAtItsInstant() {
        lab.nodes.expect("iis", Expectations.read("steps: {agent: {exitCode: 3010}}"));
        var ended = lab.step(id, "agent", "run-1");

        assertThat(statuses(INVOCATION)).containsExactly("InProgress", "Success");
        assertThat(statuses(COMMAND)).containsExactly("InProgress", "Success");
        assertThat(Times.text(last(INVOCATION).at())).isEqualTo(ended.executionEndDateTime());
    }

    @Test
    void failures_areToldByTheCoarseStatus() {
        lab.nodes.expect("iis", Expectations.read("steps: {app: {exitCode: 1}, stuck: {hangs: true}}"));
        lab.step(id, "app", "run-1");
        lab.step(id, "stuck", "run-2");

        assertThat(statuses(INVOCATION)).containsExactly("InProgress", "Failed", "InProgress", "TimedOut");
    }
}
