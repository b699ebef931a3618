package dev.factorizer.io.datacheck;

import dev.factorizer.io.datalist.DataList;
import dev.factorizer.io.datalist.Problem;
import dev.factorizer.io.datalist.ProblemKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a check of a data set has found.
 *
 * @param list the data set
 * @param problems all that is wrong with it, by kind and then in the order of the cases
 * @param cases what each case is like whose images could be read
 * @param fingerprint what all of them are like
 * @param headersOnly whether voxels were not looked at
 */
public record DataReport(DataList list, List<Problem> problems, List<CaseFingerprint> cases, DataFingerprint fingerprint,
        boolean headersOnly) {
    /** Copies the lists. */
    public DataReport {
        problems = List.copyOf(problems);
        cases = List.copyOf(cases);
    }

    /** {@return the problems with which nothing good will come of the data set} */
    public List<Problem> faults() {
        return problems.stream().filter(Problem.Fault.class::isInstance).toList();
    }

    /** {@return the problems that may be meant} */
    public List<Problem> warnings() {
        return problems.stream().filter(Problem.Warning.class::isInstance).toList();
    }

    /** {@return the problems by kind, in the order of kinds} */
    public Map<ProblemKind, List<Problem>> byKind() {
        return problems.stream().collect(Collectors.groupingBy(Problem::kind, () -> new EnumMap<>(ProblemKind.class), Collectors.toList()));
    }
}
