package dev.factorizer.examples.cli;

import dev.factorizer.io.datalist.DataList;
import dev.factorizer.io.files.ImageNames;
import dev.factorizer.io.files.Printable;
import dev.factorizer.models.evaluation.LabelFolders;
import dev.factorizer.models.evaluation.LabelPair;
import dev.factorizer.models.evaluation.LabelRegion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is compared with what: two folders, or a folder and the labels of a data set. */
final class ReferenceOptions {
    private OptionalInt ignored = OptionalInt.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Parameters(arity = "1..2", paramLabel = "DIR", description = "REFERENCES PREDICTIONS: a folder of what should be there, and a folder of"
            + " what was found, on the same grids. REFERENCES may also be a list in JSON, or a data set with its images in folders of"
            + " their own. With --cases only PREDICTIONS.")
    private List<Path> folders;

    @Mixin
    private CaseListOptions cases;

    @Mixin
    private DataOptions data;

    @Option(names = "--only-predicted", description = "Leave out references without a prediction, as those of other folds, and say how"
            + " many. Default: they are an error.")
    private boolean onlyPredicted;

    /** Filled by picocli. */
    ReferenceOptions() { }

    @Option(names = "--ignore", paramLabel = "LABEL", description = "Voxels that have this label in the reference are left out. Default:"
            + " that of the data set, if it has one.")
    void ignored(int label) {
        if (label < 1) {
            throw new ParameterException(command.commandLine(), "--ignore " + label + ": expected a label of 1 or more");
        }
        ignored = OptionalInt.of(label);
    }

    /**
     * What was named, with its places looked at.
     *
     * @param references where they are
     * @param predictions the folder
     * @param list the data set whose labels are the references; empty if these are a folder
     * @param ignored the label of voxels that are left out
     * @param onlyPredicted whether references without a prediction are left out
     * @param resampled whether predictions on other grids are resampled
     * @param warnings filled while pairs are found
     */
    record Named(Path references, Path predictions, Optional<DataList> list, OptionalInt ignored, boolean onlyPredicted,
            boolean resampled, List<String> warnings) {
        /** The pairs for a folder of predictions. */
        List<LabelPair> pairs(Path found) throws IOException {
            List<LabelPair> pairs = list.isPresent() ? LabelFolders.pairs(found, list.get().cases(), onlyPredicted)
                    : new LabelFolders(found, references).pairs(onlyPredicted);
            int all = list.isPresent() ? (int) list.get().cases().stream().filter(one -> one.label().isPresent()).count()
                    : LabelFolders.count(references);
            if (pairs.size() < all) {
                warnings.add((all - pairs.size()) + " of " + all + " references have no prediction in " + found + " and were left out");
            }
            return resampled ? pairs.stream().map(LabelPair::withResampling).toList() : pairs;
        }

        /** The regions that the data set names; none if it doesn't. */
        List<LabelRegion> regions() {
            return list.stream().flatMap(one -> one.labels().meanings().stream())
                    .filter(meaning -> !meaning.values().contains(0)).map(meaning -> LabelRegion.of(meaning.name(), meaning.values()))
                    .toList();
        }
    }

    Named named() throws IOException {
        boolean byOption = data.place().isPresent();
        if (folders.size() == 2 == byOption) {
            throw new ParameterException(command.commandLine(), byOption ? "found " + folders.getFirst() + " and --cases, expected one of them"
                    + " beside the predictions" : "found only " + folders.getFirst() + ", expected references and predictions, or --cases and"
                    + " predictions");
        }
        Path predictions = folders.getLast();
        Optional<DataList> list = byOption ? Optional.of(cases.read(data.place().get(), data)) : isDataSet(folders.getFirst())
                ? Optional.of(cases.read(folders.getFirst(), data)) : Optional.empty();
        if (list.isEmpty()) {
            cases.requireNoFold();
        }
        List<String> warnings = new ArrayList<>();
        list.map(one -> one.unlabeled().keySet()).filter(ids -> !ids.isEmpty()).ifPresent(ids -> warnings.add(ids.size() + (ids.size() == 1
                ? " case is" : " cases are") + " labeled in part, such as " + Printable.of(ids.iterator().next()) + ": what was not looked for"
                + " counts there as what isn't there"));
        return new Named(byOption ? data.place().get() : folders.getFirst(), predictions, list, ignored.isPresent() ? ignored
                : list.map(one -> one.labels().ignored()).orElse(OptionalInt.empty()), onlyPredicted, cases.resampled(), warnings);
    }

    /** A list, or a folder without an image of its own. */
    private static boolean isDataSet(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return Files.isRegularFile(place);
        }
        try (Stream<Path> files = Files.list(place)) {
            List<Path> all = files.toList();
            return !all.isEmpty() && all.stream().noneMatch(file -> Files.isRegularFile(file)
                    && ImageNames.stem(file.getFileName().toString()).isPresent());
        }
    }
}
