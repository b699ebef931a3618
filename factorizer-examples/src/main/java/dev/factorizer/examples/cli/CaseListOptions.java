package dev.factorizer.examples.cli;

import dev.factorizer.io.datalist.DataCase;
import dev.factorizer.io.datalist.DataList;
import dev.factorizer.io.datalist.Fold;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Many cases as a data set names them. */
final class CaseListOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--cases", paramLabel = "DATA", description = "All cases of a data set: a folder or a list in JSON, as \"check\""
            + " recognizes it.")
    private Path data;

    private int fold = -1;

    @Option(names = "--resample", description = "Images on another grid than the first of their scan are resampled onto that one: linearly,"
            + " labels to the nearest voxel. Without it they are refused.")
    private boolean resampled;

    /** Filled by picocli. */
    CaseListOptions() { }

    @Option(names = "--fold", paramLabel = "N", description = "Of the data set, only the cases that fold N is validated with, from 0.")
    void fold(int number) {
        if (number < 0) {
            throw new ParameterException(command.commandLine(), "--fold " + number + ": expected 0 or more");
        }
        fold = number;
    }

    /** Where the data set is; empty if none was named. */
    Optional<Path> data() {
        if (data == null) {
            requireNoFold();
        }
        return Optional.ofNullable(data);
    }

    boolean isNamed() {
        return data != null;
    }

    /** A fold needs cases. */
    void requireNoFold() {
        if (fold >= 0) {
            throw new ParameterException(command.commandLine(), "--fold " + fold + ": found no --cases that it belongs to");
        }
    }

    /** Whether the cases of a fold are asked for. */
    boolean isAsked(int number) {
        return fold < 0 || fold == number;
    }

    boolean resampled() {
        return resampled;
    }

    /** The data set with those of its cases that are asked for. */
    DataList read(DataOptions options) throws IOException {
        return read(data, options);
    }

    /** Another data set, of which the cases of the fold are asked for. */
    DataList read(Path place, DataOptions options) throws IOException {
        DataList list = options.read(place);
        List<DataCase> cases = fold < 0 ? list.cases() : Fold.of(list, fold).validation();
        if (cases.isEmpty()) {
            throw new IllegalArgumentException(place + ": found no case" + (fold < 0 ? "" : " in fold " + fold) + ", expected at least one");
        }
        return list.withCases(cases);
    }
}
