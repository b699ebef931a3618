package dev.factorizer.models.prediction;

import dev.factorizer.io.datalist.DataList;
import dev.factorizer.io.datalist.Fold;
import dev.factorizer.models.runs.FoldFolder;
import dev.factorizer.models.runs.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.IntPredicate;

/**
 * Scans that are segmented by the same models.
 *
 * @param bundles the models'
 * @param jobs the scans
 */
public record PredictionGroup(List<Path> bundles, List<PredictionJob> jobs) {
    /** Copies the lists. */
    public PredictionGroup {
        bundles = List.copyOf(bundles);
        jobs = List.copyOf(jobs);
    }

    /**
     * {@return for each fold of a run the cases it was validated with, and its last model, which hasn't seen them; in the order of folds}
     *
     * @param run the folder of trainings that have ended
     * @param list the data set that was trained on, with its folds, as {@link RunFolder#splits} says
     * @param asked which folds
     * @param resampled whether channels on other grids than the first are resampled
     * @throws IOException if the folder can't be read
     * @throws IllegalArgumentException if no fold that is asked for has a model
     */
    public static List<PredictionGroup> outOfFold(RunFolder run, DataList list, IntPredicate asked, boolean resampled)
            throws IOException {
        SortedMap<Integer, FoldFolder> folds = run.trainedFolds();
        folds.keySet().removeIf(fold -> !asked.test(fold));
        if (folds.isEmpty()) {
            throw new IllegalArgumentException(run.path() + ": found no last.bundle of a fold that is asked for, expected the folder of"
                    + " trainings that have ended");
        }
        List<PredictionGroup> groups = new ArrayList<>();
        for (Map.Entry<Integer, FoldFolder> fold : folds.entrySet()) {
            groups.add(new PredictionGroup(List.of(fold.getValue().last()),
                    PredictionJob.of(Fold.of(list, fold.getKey()).validation(), resampled)));
        }
        return groups;
    }
}
