package dev.factorizer.examples.cli;

import dev.factorizer.io.datacheck.CaseFingerprint;
import dev.factorizer.io.datacheck.DataCheck;
import dev.factorizer.io.datacheck.DataReport;
import dev.factorizer.io.datalist.DataList;
import dev.factorizer.io.datalist.DataLists;
import dev.factorizer.io.datalist.Folds;
import dev.factorizer.io.datalist.Problem;
import dev.factorizer.io.datalist.ProblemKind;
import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.files.MismatchException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that make a list of a checked data set, divided into folds. */
final class FoldOptions {
    private static final int BINS = 5;

    private int folds;

    @Option(names = "--datalist", paramLabel = "FILE", description = "Also write the data set as a list of the Decathlon's and MONAI's form,"
            + " if it has no faults.")
    private Path file;

    @Option(names = "--stratify", paramLabel = "VALUE", split = ",", description = "Divide so that each fold has small and large volumes of"
            + " these labels together, as the authors' recipes do; without it as nnU-Net does.")
    private List<Integer> labels = List.of();

    @Option(names = "--seed", paramLabel = "N", description = "What the folds are drawn from. Default: 12345, which is nnU-Net's, with"
            + " --stratify 42, which is that of the recipes.")
    private Integer seed;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Filled by picocli. */
    FoldOptions() { }

    @Option(names = "--folds", paramLabel = "N", description = "Divide the training cases of the list into so many folds, at least 2.")
    void folds(int number) {
        if (number < 2 || number > 100) {
            throw new ParameterException(command.commandLine(), "--folds " + number + ": expected 2 to 100");
        }
        folds = number;
    }

    /** Refuses, before any file is read, what makes no sense. */
    void check(boolean quick) {
        if (file == null && folds > 0) {
            throw new ParameterException(command.commandLine(), "--folds " + folds + ": found no --datalist that they would be written to");
        }
        if (folds == 0 && (!labels.isEmpty() || seed != null)) {
            throw new ParameterException(command.commandLine(), (labels.isEmpty() ? "--seed" : "--stratify")
                    + ": found no --folds that it belongs to");
        }
        if (quick && !labels.isEmpty()) {
            throw new ParameterException(command.commandLine(), "--stratify: volumes are not known with --quick; leave that out");
        }
    }

    /**
     * Refuses a list that can't be written, or would be written over a file of the data set or another result.
     *
     * @param read what the command reads
     * @param other what else it writes; null for nothing
     */
    void check(List<Path> read, Path other) throws IOException {
        AtomicFile.requireWritable(Stream.of(file, other).filter(Objects::nonNull).toList(), read);
    }

    /** Writes the list, if one was asked for. */
    Optional<Path> write(DataReport report) throws IOException {
        if (file != null) {
            DataList divided = divided(report);
            requireApart(report, divided);
            DataLists.writeDecathlon(divided, file);
        }
        return Optional.ofNullable(file);
    }

    /** Copies under other names are of two subjects, so the folds may have come between them. */
    private void requireApart(DataReport report, DataList divided) {
        if (folds > 0 && report.warnings().stream().anyMatch(warning -> warning.kind() == ProblemKind.DUPLICATE)) {
            List<String> leaks = DataCheck.of(divided).run().faults().stream().filter(fault -> fault.kind() == ProblemKind.LEAK)
                    .map(Problem::sentence).toList();
            if (!leaks.isEmpty()) {
                throw new MismatchException(file + ": would have the same on both sides of a fold; leave one of both out, or name the same"
                        + " subject for them in a list", leaks);
            }
        }
    }

    private DataList divided(DataReport report) {
        if (folds == 0) {
            return report.list();
        }
        if (labels.isEmpty()) {
            return Folds.kFold(report.list(), folds, seed == null ? Folds.NNUNET_SEED : seed);
        }
        Map<String, Double> volumes = report.cases().stream().collect(Collectors.toMap(CaseFingerprint::id,
                one -> one.labelVolume(labels), (first, _) -> first));
        return Folds.stratified(report.list(), volumes, BINS, folds, seed == null ? Folds.RECIPE_SEED : seed);
    }
}
