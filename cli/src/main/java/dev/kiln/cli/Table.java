package dev.kiln.cli;

import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

import java.util.List;
import java.util.stream.IntStream;

/** Columns as wide as what is in them; picocli prints them. */
final class Table {
    private static final int GAP = 2;

    private Table() {}

    /** The lines of a table; the first row is its heading. */
    static String of(List<List<String>> rows) {
        int columns = rows.getFirst().size();
        var widths = IntStream.range(0, columns)
                .mapToObj(c -> new Column(width(rows, c) + GAP, 0, Overflow.SPAN))
                .toArray(Column[]::new);
        var table = TextTable.forColumns(new ColorScheme.Builder(Ansi.OFF).build(), widths);
        rows.forEach(row -> table.addRowValues(row.toArray(String[]::new)));
        return table.toString().stripTrailing();
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(1);
    }
}
