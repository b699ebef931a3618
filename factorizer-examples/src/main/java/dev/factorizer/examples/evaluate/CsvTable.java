package dev.factorizer.examples.evaluate;

import java.util.List;

/** A table for spreadsheets. */
final class CsvTable {
    private final StringBuilder text = new StringBuilder();

    CsvTable add(List<String> cells) {
        text.append(String.join(",", cells.stream().map(CsvTable::quoted).toList())).append('\n');
        return this;
    }

    private static String quoted(String cell) {
        return cell.matches("(?s).*[,\"\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
