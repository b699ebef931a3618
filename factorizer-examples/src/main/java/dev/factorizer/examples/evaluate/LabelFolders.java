package dev.factorizer.examples.evaluate;

import dev.factorizer.examples.predict.PredictionJob;
import dev.factorizer.io.datalist.DataCase;
import dev.factorizer.io.files.ImageNames;
import dev.factorizer.models.evaluation.LabelPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Two folders of label maps, one of what was found and one of what is there. Files belong together that have the same name, apart
 * from the ending of the format and what programs append: {@code _seg}, {@code _pred}, {@code _truth}, {@code _label}.
 *
 * @param predictions the folder of what was found
 * @param truths the folder of what is there
 */
public record LabelFolders(Path predictions, Path truths) {
    private static final List<String> SUFFIXES = List.of("_seg", "-seg", "_pred", "_truth", "_label");

    /**
     * Finds the pairs.
     *
     * @return a pair for each truth, by name
     * @throws IOException if a folder can't be read, has two files of a case, or a case is missing in one of them
     */
    public List<LabelPair> pairs() throws IOException {
        Map<String, Path> found = files("--predictions", predictions);
        Map<String, Path> wanted = files("--truths", truths);
        if (Files.isSameFile(predictions, truths)) {
            throw new IOException("--predictions " + predictions + " and --truths " + truths + ": found the same folder, expected two;"
                    + " all would be perfect");
        }
        List<String> problems = new ArrayList<>();
        missing(wanted, found, problems, "no prediction in " + predictions);
        missing(found, wanted, problems, "no truth in " + truths);
        if (!problems.isEmpty()) {
            throw new IOException(String.join("; ", problems) + ", expected files of the same names in both folders");
        }
        List<LabelPair> pairs = new ArrayList<>();
        wanted.forEach((name, truth) -> pairs.add(new LabelPair(name, found.get(name), truth)));
        return pairs;
    }

    /**
     * Finds what was predicted for the cases of a data set, as {@code predict} names it; other predictions may be there.
     *
     * @param predictions the folder of what was found
     * @param cases those whose label is known are compared
     * @return a pair for each of them, in their order
     * @throws IOException if the folder can't be read, has two files of a case, or has none
     * @throws IllegalArgumentException if no case has a label
     */
    public static List<LabelPair> pairs(Path predictions, List<DataCase> cases) throws IOException {
        Map<String, Path> found = files("--predictions", predictions);
        Map<String, Path> wanted = new LinkedHashMap<>();
        List<DataCase> labeled = cases.stream().filter(one -> one.label().isPresent()).toList();
        List<PredictionJob> jobs = PredictionJob.of(labeled, false);
        for (int i = 0; i < jobs.size(); i++) {
            wanted.put(jobs.get(i).name(), labeled.get(i).label().orElseThrow());
        }
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("--cases: none of " + cases.size() + " cases has a label, expected labels to compare with");
        }
        List<String> problems = new ArrayList<>();
        missing(wanted, found, problems, "no prediction in " + predictions);
        if (!problems.isEmpty()) {
            throw new IOException(String.join("; ", problems) + ", expected a file named by each case, such as "
                    + wanted.keySet().iterator().next() + "_seg.nii.gz");
        }
        List<LabelPair> pairs = new ArrayList<>();
        wanted.forEach((name, truth) -> pairs.add(new LabelPair(name, found.get(name), truth)));
        return pairs;
    }

    private static void missing(Map<String, Path> there, Map<String, Path> other, List<String> problems, String what) {
        TreeSet<String> names = new TreeSet<>(there.keySet());
        names.removeAll(other.keySet());
        if (!names.isEmpty()) {
            problems.add(what + " for " + String.join(", ", names));
        }
    }

    private static Map<String, Path> files(String option, Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(option + " " + folder + ": " + (Files.exists(folder) ? "is no folder" : "does not exist")
                    + ", expected a folder of label maps");
        }
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.sorted().toList()) {
                String name = name(file);
                if (!name.isEmpty() && files.put(name, file) != null) {
                    throw new IOException(option + " " + folder + ": found two files of the case " + name + ", expected one");
                }
            }
        }
        if (files.isEmpty()) {
            throw new IOException(option + " " + folder + ": found no label map, expected files whose names end in one of "
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
