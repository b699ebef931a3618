package dev.factorizer.models.variants;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.inference.Progress;
import dev.factorizer.models.inference.Segmentation;
import dev.factorizer.models.inference.SegmentationSettings;
import dev.factorizer.models.inference.Segmenter;
import dev.factorizer.models.metrics.CaseMetrics;
import dev.factorizer.models.metrics.Dice;
import dev.factorizer.models.metrics.EmptyMasks;
import dev.factorizer.models.metrics.Mask;
import dev.factorizer.models.metrics.MaskPair;
import dev.factorizer.models.metrics.MetricSet;
import dev.factorizer.models.truth.CaseTruth;
import dev.factorizer.models.truth.LabeledCase;
import dev.factorizer.models.truth.TruthLabels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs variants of a trained model on cases whose truth is known: the curve of accuracy over time of fewer iterations (Ashtari et al.
 * 2023), or what is left without the factorization.
 *
 * <pre>{@code
 * List<VariantScore> curve = VariantEvaluation.on(backend).withRepeats(3).run(Variant.sweep(model), cases);
 * List<VariantScore> ablation = VariantEvaluation.on(backend).run(Variant.ablations(model, List.of(Ablation.values())), cases);
 * }</pre>
 */
public final class VariantEvaluation {
    private static final double NANOSECOND = 1e-9;

    private final Backend backend;
    private final CompileOptions options;
    private final SegmentationSettings segmentation;
    private final int repeats;
    private final Optional<TruthLabels> truthLabels;
    private final MetricSet metrics;

    private VariantEvaluation(Backend backend, CompileOptions options, SegmentationSettings segmentation, int repeats,
            Optional<TruthLabels> truthLabels, MetricSet metrics) {
        this.backend = backend;
        this.options = options;
        this.segmentation = segmentation;
        this.repeats = repeats;
        this.truthLabels = truthLabels;
        this.metrics = metrics;
    }

    /**
     * {@return an evaluation that times one run of each case and measures the standard metrics}
     *
     * @param backend where to run; it stays the caller's to close
     */
    public static VariantEvaluation on(Backend backend) {
        return new VariantEvaluation(backend, CompileOptions.DEFAULT, SegmentationSettings.DEFAULT, 1, Optional.empty(),
                MetricSet.STANDARD);
    }

    /**
     * {@return the same with options of the programs}
     *
     * @param other memory limit, precision of products, and others
     */
    public VariantEvaluation withOptions(CompileOptions other) {
        return new VariantEvaluation(backend, other, segmentation, repeats, truthLabels, metrics);
    }

    /**
     * {@return the same with other settings of the sliding window}
     *
     * @param settings such as another overlap; what they keep beside the labels is not used
     */
    public VariantEvaluation withSegmentation(SegmentationSettings settings) {
        return new VariantEvaluation(backend, options, settings, repeats, truthLabels, metrics);
    }

    /**
     * {@return the same with other numbers of runs}
     *
     * @param runs how often each case is timed, at least 1; the fastest run counts
     */
    public VariantEvaluation withRepeats(int runs) {
        if (runs < 1) {
            throw new IllegalArgumentException("evaluation: " + runs + " runs of each case, expected at least 1");
        }
        return new VariantEvaluation(backend, options, segmentation, runs, truthLabels, metrics);
    }

    /**
     * {@return the same for truths in one map of labels}
     *
     * @param meaning which labels belong to a region; not needed for a model of one region
     */
    public VariantEvaluation withTruthLabels(TruthLabels meaning) {
        return new VariantEvaluation(backend, options, segmentation, repeats, Optional.of(meaning), metrics);
    }

    /**
     * {@return the same with other metrics of each case and region}
     *
     * @param measured what is measured
     */
    public VariantEvaluation withMetrics(MetricSet measured) {
        return new VariantEvaluation(backend, options, segmentation, repeats, truthLabels, measured);
    }

    /**
     * Runs all variants on all cases.
     *
     * @param variants the first is what the others are compared with
     * @param cases at least one
     * @return a score for each variant, in their order
     * @throws IOException if a file can't be read
     * @throws IllegalArgumentException if a scan or its truth does not fit the model
     */
    public List<VariantScore> run(List<Variant> variants, List<LabeledCase> cases) throws IOException {
        return run(variants, cases, progress -> { }, progress -> { });
    }

    /**
     * Runs all variants on all cases.
     *
     * @param variants the first is what the others are compared with
     * @param cases at least one
     * @param runs receives the progress after each run of a case
     * @param windows receives the progress of a run after each window
     * @return a score for each variant, in their order
     * @throws IOException if a file can't be read
     * @throws IllegalArgumentException if a scan or its truth does not fit the model
     */
    public List<VariantScore> run(List<Variant> variants, List<LabeledCase> cases, Consumer<Progress> runs,
            Consumer<Progress> windows) throws IOException {
        if (variants.isEmpty() || cases.isEmpty()) {
            throw new IllegalArgumentException("evaluation: " + variants.size() + " variants and " + cases.size()
                    + " cases, expected at least one of each");
        }
        int total = Math.multiplyExact(variants.size(), Math.addExact(1, Math.multiplyExact(cases.size(), repeats)));
        List<Map<String, BitSet>> first = new ArrayList<>();
        List<VariantScore> scores = new ArrayList<>();
        int[] done = {0};
        for (Variant variant : variants) {
            try (Segmenter segmenter = Segmenter.of(variant.model(), backend, options)) {
                Runs of = new Runs(segmenter, segmentation, windows, () -> runs.accept(new Progress(++done[0], total)));
                scores.add(score(variant, cases, of, first));
            }
        }
        return scores;
    }

    /** A segmenter, and who is told about its runs. */
    private record Runs(Segmenter segmenter, SegmentationSettings settings, Consumer<Progress> windows, Runnable ended) {
        Segmentation once(Volume scan) {
            Segmentation found = segmenter.segment(scan, settings, windows);
            ended.run();
            return found;
        }
    }

    /** The masks of the first variant are kept for the others. */
    private VariantScore score(Variant variant, List<LabeledCase> cases, Runs runs, List<Map<String, BitSet>> first) throws IOException {
        CaseTruth truths = new CaseTruth(variant.model().recipe().labels(), truthLabels);
        List<String> regions = truths.regions();
        double[] dice = new double[regions.size()];
        double[] agreement = new double[regions.size()];
        int[] counts = new int[regions.size()];
        List<CaseMetrics> measured = new ArrayList<>();
        double seconds = 0;
        for (int i = 0; i < cases.size(); i++) {
            Volume scan = Volumes.read(cases.get(i).scan());
            Volume truth = truths.read(cases.get(i), scan);
            if (i == 0) {
                // The first run makes the program and its memory.
                runs.once(scan);
            }
            double fastest = Double.POSITIVE_INFINITY;
            Segmentation last = null;
            for (int run = 0; run < repeats; run++) {
                long start = System.nanoTime();
                last = runs.once(scan);
                fastest = Math.min(fastest, (System.nanoTime() - start) * NANOSECOND);
            }
            seconds += fastest / cases.size();
            Segmentation found = Objects.requireNonNull(last, "at least one run");
            measured.add(metrics.of(cases.get(i).name(), pairs(found, truth, regions)));
            if (first.size() == i) {
                first.add(masks(found, regions));
            }
            for (int region = 0; region < regions.size(); region++) {
                float[] mask = found.mask(regions.get(region)).voxels();
                double score = new Dice(EmptyMasks.IGNORING_EMPTY_TARGETS).of(mask, channel(truth, region));
                if (!Double.isNaN(score)) {
                    dice[region] += score;
                    counts[region]++;
                }
                BitSet kept = Objects.requireNonNull(first.get(i).get(regions.get(region)), "the same regions");
                float[] before = voxels(kept, mask.length);
                agreement[region] += new Dice().of(mask, before) / cases.size();
            }
        }
        List<RegionScore> scores = new ArrayList<>();
        for (int region = 0; region < regions.size(); region++) {
            scores.add(new RegionScore(regions.get(region), counts[region] == 0 ? Double.NaN : dice[region] / counts[region],
                    counts[region], agreement[region]));
        }
        return new VariantScore(variant, seconds, scores, new MetricTable(metrics, measured));
    }

    private static float[] channel(Volume volume, int channel) {
        int voxels = volume.grid().voxels();
        return Arrays.copyOfRange(volume.voxels(), channel * voxels, (channel + 1) * voxels);
    }

    private static Map<String, Supplier<MaskPair>> pairs(Segmentation found, Volume truth, List<String> regions) {
        Map<String, Supplier<MaskPair>> pairs = new LinkedHashMap<>();
        for (int i = 0; i < regions.size(); i++) {
            int region = i;
            pairs.put(regions.get(i), () -> new MaskPair(Mask.of(found.mask(regions.get(region)), 0), Mask.of(truth, region)));
        }
        return pairs;
    }

    private static Map<String, BitSet> masks(Segmentation found, List<String> regions) {
        Map<String, BitSet> masks = new HashMap<>();
        for (String region : regions) {
            float[] voxels = found.mask(region).voxels();
            BitSet mask = new BitSet(voxels.length);
            for (int i = 0; i < voxels.length; i++) {
                mask.set(i, voxels[i] != 0);
            }
            masks.put(region, mask);
        }
        return masks;
    }

    private static float[] voxels(BitSet mask, int count) {
        float[] voxels = new float[count];
        mask.stream().forEach(i -> voxels[i] = 1);
        return voxels;
    }
}
