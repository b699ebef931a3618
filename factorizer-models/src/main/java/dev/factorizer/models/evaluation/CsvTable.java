package dev.factorizer.models.evaluation;

import java.util.List;
import java.util.Locale;

/** A table for spreadsheets: commas between cells, quotes where they are needed, lines of any system end with a line feed. */
public final class CsvTable {
    private final StringBuilder text = new StringBuilder();

    /** An empty table. */
    public CsvTable() { }

    /**
     * Adds a row.
     *
     * @param cells its cells
     * @return this table
     */
    public CsvTable add(List<String> cells) {
        text.append(String.join(",", cells.stream().map(CsvTable::quoted).toList())).append('\n');
        return this;
    }

    /**
     * {@return a number as a cell: empty where it is not one, {@code inf} where it is infinite}
     *
     * @param value the number
     */
    public static String number(double value) {
        return Double.isNaN(value) ? "" : Double.isInfinite(value) ? value > 0 ? "inf" : "-inf" : String.format(Locale.ROOT, "%.6f", value);
    }

    private static String quoted(String cell) {
        // A spreadsheet would run a name of a case that begins like a formula.
        String shown = cell.matches("(?s)[=+@\\t\\r].*|-(?![0-9.]|inf).*") ? "'" + cell : cell;
        return shown.matches("(?s).*[,\"\r\n].*") ? '"' + shown.replace("\"", "\"\"") + '"' : shown;
    }

    /** {@return the table as text} */
    @Override
    public String toString() {
        return text.toString();
    }
}
