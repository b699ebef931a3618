package dev.factorizer.models.evaluation;

import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.inference.Progress;
import dev.factorizer.models.metrics.CaseMetrics;
import dev.factorizer.models.metrics.Mask;
import dev.factorizer.models.metrics.MaskPair;
import dev.factorizer.models.metrics.MetricSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Maps of labels that are compared with others, whatever made them.
 *
 * @param pairs at least one
 */
public record LabelComparison(List<LabelPair> pairs) {
    private static final int MOST_SHOWN = 20;

    /** Checks that there is something to compare. */
    public LabelComparison {
        pairs = List.copyOf(pairs);
        if (pairs.isEmpty()) {
            throw new IllegalArgumentException("comparison: found no case, expected at least one");
        }
    }

    /**
     * Reads all files once, so that what is wrong with them is known before anything is measured.
     *
     * @param done receives the progress after each case
     * @return the labels that occur, without 0
     * @throws IllegalArgumentException naming everything that is wrong
     */
    public SortedSet<Integer> labels(Consumer<Progress> done) {
        SortedSet<Integer> labels = new TreeSet<>();
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            try {
                Volume prediction = pairs.get(i).readPrediction();
                Volume truth = pairs.get(i).readTruth();
                LabelPair.requireSameGrid(pairs.get(i), prediction, truth);
                collect(prediction, labels);
                collect(truth, labels);
            } catch (IOException | IllegalArgumentException e) {
                problems.add(e.getMessage());
            }
            done.accept(new Progress(i + 1, pairs.size()));
        }
        if (!problems.isEmpty()) {
            int more = problems.size() - MOST_SHOWN;
            throw new IllegalArgumentException(String.join("; ", problems.subList(0, Math.min(problems.size(), MOST_SHOWN)))
                    + (more > 0 ? "; and " + more + " more" : ""));
        }
        return labels;
    }

    private static void collect(Volume volume, SortedSet<Integer> labels) {
        float last = 0;
        for (float label : volume.voxels()) {
            if (label != last && label != 0) {
                labels.add((int) label);
            }
            last = label;
        }
    }

    /**
     * Measures regions.
     *
     * @param regions what to compare
     * @param metrics what to measure
     * @param done receives the progress after each case
     * @return a table for each case
     * @throws IOException if a file can't be read
     * @throws IllegalArgumentException if maps are not on the same grid, or a metric can't be measured on it
     */
    public MetricTable measure(List<LabelRegion> regions, MetricSet metrics, Consumer<Progress> done) throws IOException {
        List<CaseMetrics> cases = new ArrayList<>();
        for (LabelPair pair : pairs) {
            Volume prediction = pair.readPrediction();
            Volume truth = pair.readTruth();
            LabelPair.requireSameGrid(pair, prediction, truth);
            Map<String, Supplier<MaskPair>> masks = new LinkedHashMap<>();
            regions.forEach(region -> masks.put(region.name(), () -> new MaskPair(Mask.ofLabels(prediction, region.labels()),
                    Mask.ofLabels(truth, region.labels()))));
            try {
                cases.add(metrics.of(pair.name(), masks));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("case " + pair.name() + ", " + pair.prediction() + ": " + e.getMessage(), e);
            }
            done.accept(new Progress(cases.size(), pairs.size()));
        }
        return new MetricTable(metrics, cases);
    }
}
