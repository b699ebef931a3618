package dev.factorizer.examples.evaluate;

import dev.factorizer.io.datacheck.DataCheck;
import dev.factorizer.io.datacheck.DataReport;
import dev.factorizer.io.datalist.DataCase;
import dev.factorizer.io.datalist.DataList;
import dev.factorizer.io.datalist.Problem;
import dev.factorizer.io.datalist.ProblemKind;
import dev.factorizer.io.files.MismatchException;
import dev.factorizer.models.evaluation.LabeledCase;
import java.util.List;

/**
 * The cases of a data set whose label is known. A mean over fewer cases than are meant would be another number, so what is wrong with
 * any of them is said before a network runs.
 *
 * @param list the data set
 */
public record LabeledCases(DataList list) {
    /**
     * Finds the cases; of their files only the headers are read.
     *
     * @param resampled whether images and labels may lie on other grids
     * @return the cases in the order of the data set
     * @throws MismatchException if something is wrong with them, naming all of it
     * @throws IllegalArgumentException if none has a label
     */
    public List<LabeledCase> cases(boolean resampled) {
        List<DataCase> labeled = list.cases().stream().filter(one -> one.label().isPresent()).toList();
        if (labeled.isEmpty()) {
            throw new IllegalArgumentException(list.source() + ": none of its " + list.cases().size() + " cases has a label, expected"
                    + " labels to compare with");
        }
        DataReport report = DataCheck.of(list.withCases(labeled)).headersOnly().run();
        List<String> faults = report.faults().stream().filter(fault -> !resampled || fault.kind() != ProblemKind.GRID)
                .map(Problem::sentence).toList();
        if (!faults.isEmpty()) {
            throw new MismatchException(list.source() + ": can't be used as it is", faults);
        }
        return labeled.stream().map(one -> new LabeledCase(one.id(), one.images(), one.label().orElseThrow())).toList();
    }
}
