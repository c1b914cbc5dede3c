package dev.kiln.cli;

import dev.kiln.ledger.Lease;
import dev.kiln.local.windows.Expectations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Reservation;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The lease of a build in a deployment, whose machines run until an operator says otherwise. */
class StackLeaseTest {
    private static final String KEPT_RUNNING =
            CommandLab.SMALL + "builder: {parking: {lease: 5h, keepRunning: true}}\n";

    @TempDir
    private Path folder;

    private StackLab lab;
    private String buildId;

    @BeforeEach
    void fail() {
        lab = new StackLab();
        lab.account().nodes().expect("small", Expectations.read("steps: {two: {exitCode: 5}}"));
        assertThat(build(KEPT_RUNNING)).isEqualTo(1);
        buildId = lab.account().records().builds().newest(1).getFirst().buildId();
        pass(Duration.ofMinutes(5));
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void lease_noOption_showsItAndChangesNothing() {
        var before = lease();

        var run = operator();

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("The build " + buildId + " ended as FAILED; its machines are kept.\n")
                .containsPattern("  until     2026-11-25T\\S+Z \\(4 h left\\)\n")
                .containsPattern("  machines  i-[0-9a-f]{17}, kept running if they run\n")
                .containsPattern("  redrive   until 2026-12-09T\\S+Z\n");
        assertThat(lease()).isEqualTo(before);
    }

    @Test
    void lease_extend_countsFromItsEndAndTheMachinesLiveSoLong() {
        Instant end = lease().until();

        var run = operator("--extend", "48h");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(lease().until()).isEqualTo(end.plus(Duration.ofDays(2)));
        assertThat(run.out()).contains("(2 days left)");
        pass(Duration.ofHours(50));
        assertThat(machines()).containsExactly("running");
        pass(Duration.ofHours(4));
        assertThat(machines()).isEmpty();
    }

    @Test
    void lease_stopped_stopsTheMachines() {
        assertThat(operator("--stopped").out()).containsPattern("i-[0-9a-f]{17}, stopped\n");

        pass(Duration.ofMinutes(5));

        assertThat(machines()).containsExactly("stopped");
    }

    @Test
    void lease_keepRunning_isNoted() {
        operator("--stopped");

        operator("--keep-running", "--extend", "1h30m");

        assertThat(lease().keepRunning()).isTrue();
    }

    @Test
    void lease_release_endsTheMachines() {
        var run = operator("--release");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .containsPattern("is over, and i-[0-9a-f]{17} is terminated within some minutes")
                .contains("kiln redrive " + buildId + " --stack kiln\n");
        pass(Duration.ofMinutes(10));
        assertThat(machines()).isEmpty();
        assertThat(operator().err()).contains("it ended as FAILED and holds no machine");
    }

    @Test
    void lease_over_isNotChangedAnyMore() {
        var leases = lab.account().records().leases();
        leases.change(lease(), lease().over(lab.account().timeline().instant()));

        var run = operator("--extend", "2h");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("is over since", "kiln redrive " + buildId + " --stack kiln");
    }

    @Test
    void lease_buildThatRunsAgain_isRefused() {
        lab.account()
                .states()
                .redriveExecution(r -> r.executionArn(lab.account().executionArn(buildId)));
        pass(Duration.ofSeconds(30));

        var run = operator("--release");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("has no lease: it runs.").contains("kiln show " + buildId + " --stack kiln");
        assertThat(machines()).containsExactly("running");
    }

    @Test
    void lease_buildThatSucceeded_isRefused() {
        lab.account().nodes().expect("small", Expectations.NONE);
        assertThat(lab.run("redrive", buildId, "--stack", "kiln").code()).isZero();

        assertThat(operator().err()).contains("it has succeeded, and its machines are gone.");
    }

    @Test
    void lease_unknownBuild_isRefused() {
        var run = lab.run("lease", "none-0000", "--stack", "kiln");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith("kiln: There is no build none-0000.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "3 days", "-1h", "0h", "soon"})
    void lease_notADuration_isRefusedWithExamples(String text) {
        var run = operator("--extend=" + text);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("is not a duration; write it as recipes do: 48h, 1h30m, 90m");
    }

    @Test
    void lease_optionsThatContradictEachOther_areRefused() {
        assertThat(operator("--keep-running", "--stopped").code()).isEqualTo(2);
        assertThat(operator("--release", "--extend", "1h").err()).contains("no other option goes with it");
        assertThat(lease().keepRunning()).isTrue();
    }

    private int build(String recipe) {
        return lab.run("build", "--stack", "kiln", new CommandLab(folder).recipe(recipe))
                .code();
    }

    private CommandLab.Run operator(String... options) {
        var arguments = new ArrayList<>(List.of("lease", buildId, "--stack", "kiln"));
        arguments.addAll(List.of(options));
        return lab.run(arguments.toArray(String[]::new));
    }

    private Lease lease() {
        return lab.account().records().leases().of(buildId).orElseThrow();
    }

    private void pass(Duration time) {
        lab.account().timeline().runTo(lab.account().timeline().instant().plus(time));
    }

    /** The states of all machines that are not ended. */
    private List<String> machines() {
        return lab.account().ec2().describeInstances(r -> {}).reservations().stream()
                .map(Reservation::instances)
                .flatMap(List::stream)
                .map(Instance::state)
                .map(state -> state.nameAsString())
                .filter(state -> !"terminated".equals(state))
                .toList();
    }
}
