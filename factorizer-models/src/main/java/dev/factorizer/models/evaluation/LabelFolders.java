package dev.factorizer.models.evaluation;

import dev.factorizer.io.datalist.DataCase;
import dev.factorizer.io.files.ImageNames;
import dev.factorizer.models.prediction.PredictionJob;
import dev.factorizer.models.prediction.ResultNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Two folders of label maps, one of what was found and one of what is there. Files belong together that have the same name, apart
 * from the ending of the format and what programs append: {@code _seg}, {@code _pred}, {@code _truth}, {@code _label}. The other
 * volumes of a prediction, such as {@code NAME_entropy.nii.gz} beside {@code NAME_seg.nii.gz}, don't count.
 *
 * @param predictions the folder of what was found
 * @param truths the folder of what is there
 */
public record LabelFolders(Path predictions, Path truths) {
    private static final int MOST_SHOWN = 10;
    private static final List<String> SUFFIXES = List.of("_seg", "-seg", "_pred", "_truth", "_label");

    /**
     * Finds the pairs.
     *
     * @param onlyPredicted whether truths without a prediction are left out, as those of other folds, instead of being missed
     * @return a pair for each truth, by name
     * @throws IOException if a folder can't be read, has two files of a case, or a case is missing in one of them
     */
    public List<LabelPair> pairs(boolean onlyPredicted) throws IOException {
        Map<String, Path> found = files("predictions", predictions);
        Map<String, Path> wanted = files("references", truths);
        if (Files.isSameFile(predictions, truths)) {
            throw new IOException("predictions " + predictions + " and references " + truths + ": found the same folder, expected two;"
                    + " all would be perfect");
        }
        List<String> problems = new ArrayList<>();
        if (onlyPredicted) {
            wanted.keySet().retainAll(found.keySet());
        }
        missing(wanted, found, problems, "no prediction in " + predictions);
        missing(found, wanted, problems, "no reference in " + truths);
        if (!problems.isEmpty()) {
            throw new IOException(String.join("; ", problems) + ", expected files of the same names in both folders");
        }
        List<LabelPair> pairs = new ArrayList<>();
        wanted.forEach((name, truth) -> pairs.add(new LabelPair(name, Objects.requireNonNull(found.get(name), name), truth)));
        return pairs;
    }

    /**
     * Finds what was predicted for the cases of a data set, as {@code predict} names it; other predictions may be there.
     *
     * @param predictions the folder of what was found
     * @param cases those whose label is known are compared
     * @param onlyPredicted whether cases without a prediction are left out instead of being missed
     * @return a pair for each of them, in their order
     * @throws IOException if the folder can't be read, has two files of a case, or has none
     * @throws IllegalArgumentException if no case has a label
     */
    public static List<LabelPair> pairs(Path predictions, List<DataCase> cases, boolean onlyPredicted) throws IOException {
        Map<String, Path> found = files("predictions", predictions);
        Map<String, Path> wanted = new LinkedHashMap<>();
        List<DataCase> labeled = cases.stream().filter(one -> one.label().isPresent()).toList();
        List<PredictionJob> jobs = PredictionJob.of(labeled, false);
        for (int i = 0; i < jobs.size(); i++) {
            wanted.put(jobs.get(i).name(), labeled.get(i).label().orElseThrow());
        }
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("references: none of " + cases.size() + " cases has a label, expected labels to compare with");
        }
        String first = wanted.keySet().iterator().next();
        if (onlyPredicted) {
            wanted.keySet().retainAll(found.keySet());
            if (wanted.isEmpty()) {
                throw new IOException("predictions " + predictions + ": found none of the cases, expected files named by them, such as "
                        + first + "_seg.nii.gz");
            }
        }
        List<String> problems = new ArrayList<>();
        missing(wanted, found, problems, "no prediction in " + predictions);
        if (!problems.isEmpty()) {
            throw new IOException(String.join("; ", problems) + ", expected a file named by each case, such as "
                    + first + "_seg.nii.gz");
        }
        List<LabelPair> pairs = new ArrayList<>();
        wanted.forEach((name, truth) -> pairs.add(new LabelPair(name, Objects.requireNonNull(found.get(name), name), truth)));
        return pairs;
    }

    /**
     * {@return how many label maps a folder has}
     *
     * @param folder the folder
     * @throws IOException if it can't be read, or has two files of a case, or none
     */
    public static int count(Path folder) throws IOException {
        return files("references", folder).size();
    }

    private static void missing(Map<String, Path> there, Map<String, Path> other, List<String> problems, String what) {
        TreeSet<String> names = new TreeSet<>(there.keySet());
        names.removeAll(other.keySet());
        if (!names.isEmpty()) {
            problems.add(what + " for " + names.stream().limit(MOST_SHOWN).collect(Collectors.joining(", "))
                    + (names.size() > MOST_SHOWN ? " and " + (names.size() - MOST_SHOWN) + " more" : ""));
        }
    }

    private static Map<String, Path> files(String what, Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(what + " " + folder + ": " + (Files.exists(folder) ? "is no folder" : "does not exist")
                    + ", expected a folder of label maps");
        }
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.sorted().toList()) {
                String name = ResultNames.isBesideLabels(file) ? "" : name(file);
                if (!name.isEmpty() && files.put(name, file) != null) {
                    throw new IOException(what + " " + folder + ": found two files of the case " + name + ", expected one");
                }
            }
        }
        if (files.isEmpty()) {
            throw new IOException(what + " " + folder + ": found no label map, expected files whose names end in one of "
                    + String.join(", ", ImageNames.endings()));
        }
        return files;
    }

    /** Empty for what is no image; macOS puts files that begin with a dot beside each one. */
    private static String name(Path file) {
        String name = file.getFileName().toString();
        if (name.startsWith(".") || !Files.isRegularFile(file)) {
            return "";
        }
        return ImageNames.stem(name).map(stem -> SUFFIXES.stream().filter(stem::endsWith).findFirst()
                .map(suffix -> stem.substring(0, stem.length() - suffix.length())).orElse(stem)).orElse("");
    }
}
