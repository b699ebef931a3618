package dev.factorizer.examples.cli;

import dev.factorizer.io.datalist.DataCase;
import dev.factorizer.io.datalist.DataList;
import dev.factorizer.io.datalist.Fold;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which cases of a data set, and on which grid. */
final class CaseListOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private int fold = -1;

    @Option(names = "--resample", description = "Images on another grid than the first of their scan are resampled onto that one: linearly,"
            + " labels to the nearest voxel. Without it they are refused.")
    private boolean resampled;

    /** Filled by picocli. */
    CaseListOptions() { }

    @Option(names = "--fold", paramLabel = "N", converter = FoldNumber.class, description = "Of the data set, only the cases that fold N is"
            + " validated with, from 0.")
    void fold(Integer number) {
        if (number < 0) {
            throw new ParameterException(command.commandLine(), "--fold " + number + ": expected 0 or more");
        }
        fold = number;
    }

    /** A fold needs cases. */
    void requireNoFold() {
        if (fold >= 0) {
            throw new ParameterException(command.commandLine(), "--fold " + fold + ": found no data set that it belongs to");
        }
    }

    /** Whether the cases of a fold are asked for. */
    boolean isAsked(int number) {
        return fold < 0 || fold == number;
    }

    boolean resampled() {
        return resampled;
    }

    /** A data set with those of its cases that are asked for. */
    DataList read(Path place, DataOptions options) throws IOException {
        DataList list = options.read(place);
        List<DataCase> cases = fold < 0 ? list.cases() : Fold.of(list, fold).validation();
        if (cases.isEmpty()) {
            throw new IllegalArgumentException(place + ": found no case" + (fold < 0 ? "" : " in fold " + fold) + ", expected at least one");
        }
        return list.withCases(cases);
    }
}
