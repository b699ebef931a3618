package dev.factorizer.rules;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/**
 * How long the files are.
 *
 * @param lines the length of each, ascending
 * @param longest the longest file
 */
record FileSizes(List<Integer> lines, String longest) {
    /** The sizes of some files. */
    static FileSizes of(List<Path> files, ToIntFunction<Path> length) {
        List<Path> sorted = new ArrayList<>(files);
        sorted.sort((a, b) -> Integer.compare(length.applyAsInt(a), length.applyAsInt(b)));
        return new FileSizes(sorted.stream().map(length::applyAsInt).toList(),
                sorted.isEmpty() ? "none" : sorted.getLast().getFileName().toString());
    }

    int median() {
        return lines.isEmpty() ? 0 : lines.get((lines.size() - 1) / 2);
    }

    int most() {
        return lines.isEmpty() ? 0 : lines.getLast();
    }

    int total() {
        return lines.stream().mapToInt(Integer::intValue).sum();
    }

    String row(String name) {
        return String.format(Locale.ROOT, "%-24s %6d %8d %8d %8d  %s", name, lines.size(), total(), median(), most(), longest);
    }
}
