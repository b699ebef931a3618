package dev.factorizer.examples.evaluate;

import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.datacheck.DataCheck;
import dev.factorizer.io.datacheck.DataReport;
import dev.factorizer.io.datalist.DataCase;
import dev.factorizer.io.datalist.DataList;
import dev.factorizer.io.datalist.LabelMeaning;
import dev.factorizer.io.datalist.LabelScheme;
import dev.factorizer.io.datalist.Problem;
import dev.factorizer.io.datalist.ProblemKind;
import dev.factorizer.io.files.MismatchException;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.truth.LabeledCase;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The cases of a data set whose label is known. A mean over fewer cases than are meant would be another number, so what is wrong with
 * any of them is said before a network runs.
 *
 * @param list the data set
 */
public record LabeledCases(DataList list) {
    /** What is no reason not to measure: a network may find nothing, too. */
    private static final Set<ProblemKind> MEASURABLE = EnumSet.of(ProblemKind.EMPTY, ProblemKind.CONSTANT);

    /**
     * Finds the cases and reads their files once.
     *
     * @param recipe the model that they are for: images must have its channels, labels the values of its regions
     * @param resampled whether images and labels may lie on other grids
     * @param listener told after each case
     * @return the cases in the order of the data set
     * @throws MismatchException if something is wrong with them, naming all of it
     * @throws IllegalArgumentException if none has a label
     */
    public List<LabeledCase> cases(ModelRecipe recipe, boolean resampled, DataCheck.Listener listener) {
        List<DataCase> labeled = list.cases().stream().filter(one -> one.label().isPresent()).toList();
        if (labeled.isEmpty()) {
            throw new IllegalArgumentException(list.source() + ": none of its " + list.cases().size() + " cases has a label, expected"
                    + " labels to compare with");
        }
        if (!list.unlabeled().isEmpty()) {
            throw new MismatchException(list.source() + ": some cases are labeled in part, so that what is found in them can't be compared"
                    + " with anything; take a list without them", List.copyOf(list.unlabeled().keySet()));
        }
        DataReport report = DataCheck.of(list.withCases(labeled).withMeaning(recipe.channels(), scheme(recipe.labels()))).run(listener);
        List<String> faults = report.faults().stream().filter(fault -> !MEASURABLE.contains(fault.kind()))
                .filter(fault -> !resampled || fault.kind() != ProblemKind.GRID).map(Problem::sentence).toList();
        if (!faults.isEmpty()) {
            throw new MismatchException(list.source() + ": can't be used as it is", faults);
        }
        return labeled.stream().map(one -> new LabeledCase(one.id(), one.images(), one.label().orElseThrow())).toList();
    }

    private static LabelScheme scheme(Labels labels) {
        List<LabelMeaning> meanings = new ArrayList<>();
        labels.regions().forEach(region -> meanings.add(new LabelMeaning(region.name(), region.value())));
        if (meanings.stream().noneMatch(LabelMeaning::isBackground)) {
            meanings.addFirst(new LabelMeaning("background", 0));
        }
        return new LabelScheme(meanings, List.of(), OptionalInt.empty());
    }
}
