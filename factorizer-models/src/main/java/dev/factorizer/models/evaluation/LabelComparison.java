package dev.factorizer.models.evaluation;

import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.inference.Progress;
import dev.factorizer.models.metrics.MetricSet;
import dev.factorizer.models.statistics.Bootstrap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Maps of labels that are compared with others, whatever made them.
 *
 * @param pairs at least one
 * @param ignored the label in a truth of voxels that are left out, as if neither had anything there; empty if there is none
 * @param failureDice a case whose Dice of a region is below this counts as failed there, 0 to 1
 */
public record LabelComparison(List<LabelPair> pairs, OptionalInt ignored, double failureDice) {
    private static final int MOST_SHOWN = 20;

    /** Checks that there is something to compare. */
    public LabelComparison {
        pairs = List.copyOf(pairs);
        if (pairs.isEmpty()) {
            throw new IllegalArgumentException("comparison: found no case, expected at least one");
        }
    }

    /**
     * All voxels of some pairs; a Dice below 0.5 is a failure.
     *
     * @param pairs at least one
     */
    public LabelComparison(List<LabelPair> pairs) {
        this(pairs, OptionalInt.empty(), EvaluationSettings.FAILURE_DICE);
    }

    /**
     * Reads all files once, so that what is wrong with them is known before anything is measured.
     *
     * @param known the labels that there may be, with 0; none for any
     * @param done receives the progress after each case
     * @return the labels that occur, without 0 and the ignored one
     * @throws IllegalArgumentException naming everything that is wrong
     */
    public SortedSet<Integer> labels(Set<Integer> known, Consumer<Progress> done) {
        SortedSet<Integer> labels = new TreeSet<>();
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            try {
                ComparedCase maps = ComparedCase.read(pairs.get(i), ignored);
                collect(maps.prediction(), pairs.get(i).prediction(), known, labels);
                collect(maps.truth(), pairs.get(i).truth(), known, labels);
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

    private static void collect(Volume volume, Path file, Set<Integer> known, SortedSet<Integer> labels) {
        float last = 0;
        for (float label : volume.voxels()) {
            if (label != last && label != 0) {
                if (!known.isEmpty() && !known.contains((int) label)) {
                    throw new IllegalArgumentException(file + ": found the label " + (int) label + ", expected one of " + new TreeSet<>(known)
                            + (label == 4 ? "; in BraTS the enhancing tumor was 4 until 2022 and is 3 since" : ""));
                }
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
     * @return all values of each case and region, their means and failures
     * @throws IOException if a file can't be read
     * @throws IllegalArgumentException if maps are not on the same grid, or a metric can't be measured on it
     */
    public EvaluationResult measure(List<LabelRegion> regions, MetricSet metrics, Consumer<Progress> done) throws IOException {
        EvaluationSettings settings = new EvaluationSettings(regions, metrics.metrics().stream().map(MeasuredMetric::of).toList(),
                new Bootstrap(), failureDice, ignored);
        List<CaseResult> cases = new ArrayList<>();
        for (LabelPair pair : pairs) {
            ComparedCase maps = ComparedCase.read(pair, ignored);
            try {
                List<RegionResult> results = new ArrayList<>();
                for (LabelRegion region : regions) {
                    results.add(maps.measure(region, metrics));
                }
                cases.add(new CaseResult(pair.name(), ComparedFile.of(pair.truth()), ComparedFile.of(pair.prediction()), results));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("case " + pair.name() + ", " + pair.prediction() + ": " + e.getMessage(), e);
            }
            done.accept(new Progress(cases.size(), pairs.size()));
        }
        return EvaluationResult.of(settings, cases);
    }
}
