package dev.kiln.cli;

import dev.kiln.local.simulation.Report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What came of simulations, for people. */
record SimulationTable(Report report, Duration took) {
    void print(Terminal terminal) {
        terminal.line(Table.of(summary()));
        if (!report.faults().isEmpty()) {
            terminal.line("");
            terminal.line(Table.of(faults()));
        }
        if (!report.resumes().isEmpty()) {
            terminal.line("");
            terminal.line(Table.of(resumes()));
        }
        terminal.line("");
        terminal.line(Table.of(checks()));
        if (!report.trace().isEmpty()) {
            terminal.line("");
            terminal.line("Trace: " + report.trace());
        }
    }

    private List<List<String>> summary() {
        double seconds = Math.max(1, took.toMillis()) / 1000.0;
        return List.of(
                List.of("simulated", ""),
                List.of("worlds", Integer.toString(report.worlds())),
                List.of("builds", Integer.toString(report.builds())),
                List.of("  with an image", Integer.toString(report.succeeded())),
                List.of("  cancelled by an operator", Integer.toString(report.cancelled())),
                List.of("  failed with a card and started anew", Integer.toString(report.waiting())),
                List.of("  lost", Integer.toString(report.lost())),
                List.of("orphans", Integer.toString(report.orphans())),
                List.of("redrives", Integer.toString(report.redrives())),
                List.of("checks of invariants", Long.toString(report.allChecks())),
                List.of("virtual time", report.virtualTime().toHours() + " h"),
                List.of("real time", Durations.real(took)),
                List.of("builds a second", String.format(Locale.ROOT, "%.1f", report.builds() / seconds)));
    }

    private List<List<String>> faults() {
        var rows = new ArrayList<>(List.of(List.of("fault", "injected")));
        report.faults().forEach((kind, count) -> rows.add(List.of(kind.toString(), count.toString())));
        return rows;
    }

    private List<List<String>> resumes() {
        var rows = new ArrayList<>(List.of(List.of("redriven executions went on in", "times")));
        report.resumes().forEach((state, count) -> rows.add(List.of(state, count.toString())));
        return rows;
    }

    private List<List<String>> checks() {
        var rows = new ArrayList<>(List.of(List.of("invariant", "checks")));
        report.checks().forEach((invariant, count) -> rows.add(List.of(invariant, count.toString())));
        return rows;
    }
}
