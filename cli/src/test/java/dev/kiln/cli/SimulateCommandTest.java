package dev.kiln.cli;

import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code kiln simulate}: the numbers that it prints. */
class SimulateCommandTest {
    private final StringWriter output = new StringWriter();

    private int simulate(String... arguments) {
        var command = Kiln.commandLine();
        command.setOut(new PrintWriter(output));
        command.setErr(new PrintWriter(output));
        return command.execute(arguments);
    }

    @Test
    void simulate_oneSeedTwice_printsTheSameTraceAndLosesNothing() {
        assertThat(simulate("simulate", "--seed", "3")).isEqualTo(ExitCode.DONE);
        String once = trace();
        output.getBuffer().setLength(0);
        assertThat(simulate("simulate", "--seed", "3")).isEqualTo(ExitCode.DONE);

        assertThat(trace()).isEqualTo(once);
        assertThat(output.toString()).containsPattern(" {2}lost +0").containsPattern("orphans +0");
    }

    private String trace() {
        return output.toString()
                .lines()
                .filter(line -> line.startsWith("Trace: "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void simulate_someBuilds_runsWorldsUntilThereAreSoMany() {
        assertThat(simulate("simulate", "--builds", "12", "--preset", "calm")).isEqualTo(ExitCode.DONE);

        assertThat(output.toString()).contains("AtMostOneImagePerBuild").doesNotContain("injected");
    }

    @Test
    void simulate_noBuilds_isRefused() {
        assertThat(simulate("simulate", "--builds", "0")).isEqualTo(ExitCode.REFUSED);
    }
}
