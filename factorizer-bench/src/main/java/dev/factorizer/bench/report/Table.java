package dev.factorizer.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rows of text in columns, in Markdown, so that a page can take them as they are. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... titles) {
        rows.add(List.of(titles));
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    boolean isEmpty() {
        return rows.size() == 1;
    }

    @Override
    public String toString() {
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < rows.getFirst().size(); column++) {
            int at = column;
            widths.add(rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0));
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder("|");
            for (int column = 0; column < row.size(); column++) {
                line.append(' ').append(row.get(column)).append(" ".repeat(widths.get(column) - row.get(column).length()))
                        .append(" |");
            }
            lines.add(line.toString());
        }
        lines.add(1, widths.stream().map(width -> "-".repeat(width + 2)).collect(Collectors.joining("|", "|", "|")));
        return String.join("\n", lines) + "\n";
    }
}
