package dev.factorizer.io.datalist;

import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What labels of a BIDS data set mean: for {@code dseg} a table {@code …dseg.tsv} with the columns {@code index} and {@code name},
 * beside the file or in a folder above it; for {@code mask} what its entity {@code label} says.
 */
final class BidsLabels {
    private static final Pattern MASKED = Pattern.compile("(?:^|_)label-([A-Za-z0-9.+]+)");
    private static final int MOST_BYTES = 1 << 20;

    private BidsLabels() { }

    static LabelScheme of(BidsNames label, Path root) throws IOException {
        if (label.suffix().equals("mask")) {
            Matcher matcher = MASKED.matcher(label.entities());
            return LabelScheme.classes(List.of("background", matcher.find() ? matcher.group(1) : "mask"));
        }
        Optional<Path> table = table(label, root);
        return table.isPresent() ? read(table.get()) : LabelScheme.UNKNOWN;
    }

    /** The nearest table counts, as everywhere in BIDS. */
    private static Optional<Path> table(BidsNames label, Path root) {
        Path beside = label.file().resolveSibling(label.file().getFileName().toString().replaceFirst("\\.nii(\\.gz)?$", ".tsv"));
        if (Files.isRegularFile(beside)) {
            return Optional.of(beside);
        }
        for (Path folder = label.file().getParent(); folder != null && folder.startsWith(root); folder = folder.getParent()) {
            for (String name : List.of(label.ending() + ".tsv", "dseg.tsv")) {
                if (Files.isRegularFile(folder.resolve(name))) {
                    return Optional.of(folder.resolve(name));
                }
            }
        }
        return Optional.empty();
    }

    private static LabelScheme read(Path table) throws IOException {
        if (Files.size(table) > MOST_BYTES) {
            throw new MalformedFileException(table, "has " + Files.size(table) + " bytes, expected a table of at most " + MOST_BYTES);
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(table, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new MalformedFileException(table, "is not UTF-8 text, expected a table of labels", e);
        }
        List<String> head = lines.isEmpty() ? List.of() : Arrays.asList(lines.getFirst().split("\t"));
        int index = head.indexOf("index");
        int name = head.indexOf("name");
        if (index < 0 || name < 0) {
            throw new MalformedFileException(table, "has the columns " + head + ", expected \"index\" and \"name\" with tabs between them");
        }
        List<LabelMeaning> meanings = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = lines.get(i).split("\t", -1);
            if (lines.get(i).isBlank()) {
                continue;
            }
            if (cells.length <= Math.max(index, name) || !cells[index].matches("\\d{1,9}")) {
                throw new MalformedFileException(table, "line " + (i + 1) + " has no whole number as index and a name, expected both");
            }
            meanings.add(new LabelMeaning(cells[name], Integer.parseInt(cells[index])));
        }
        return new LabelScheme(meanings, List.of(), OptionalInt.empty());
    }
}
