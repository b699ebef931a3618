package dev.factorizer.models.calibration;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.inference.Progress;
import dev.factorizer.models.inference.SegmentationSettings;
import dev.factorizer.models.inference.Segmenter;
import dev.factorizer.models.truth.CaseTruth;
import dev.factorizer.models.truth.LabeledCase;
import dev.factorizer.models.truth.TruthLabels;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Fits the temperature of a trained model on cases that it was not trained on.
 *
 * <pre>{@code
 * CalibrationReport report = Calibration.on(backend).run(model, cases, progress -> { }, progress -> { });
 * model.withTemperature(report.fit().temperature()).write(Path.of("calibrated.bundle"));
 * }</pre>
 *
 * The probabilities are those on the scan's own grid, where the truth is; where a scan was resampled, logits are recovered from
 * probabilities that were interpolated.
 */
public final class Calibration {
    private static final int VOXELS = 50_000;

    private final Backend backend;
    private final CompileOptions options;
    private final SegmentationSettings segmentation;
    private final Optional<TruthLabels> truthLabels;
    private final int voxelsPerCase;

    private Calibration(Backend backend, CompileOptions options, SegmentationSettings segmentation, Optional<TruthLabels> truthLabels,
            int voxelsPerCase) {
        this.backend = backend;
        this.options = options;
        this.segmentation = segmentation;
        this.truthLabels = truthLabels;
        this.voxelsPerCase = voxelsPerCase;
    }

    /**
     * {@return a calibration on 50,000 voxels of each case}
     *
     * @param backend where to run; it stays the caller's to close
     */
    public static Calibration on(Backend backend) {
        return new Calibration(backend, CompileOptions.DEFAULT, SegmentationSettings.DEFAULT, Optional.empty(), VOXELS);
    }

    /**
     * {@return the same with options of the programs}
     *
     * @param other memory limit, precision of products, and others
     */
    public Calibration withOptions(CompileOptions other) {
        return new Calibration(backend, other, segmentation, truthLabels, voxelsPerCase);
    }

    /**
     * {@return the same with other settings of the sliding window}
     *
     * @param settings those that the model will be used with; what they keep beside the probabilities is not used
     */
    public Calibration withSegmentation(SegmentationSettings settings) {
        return new Calibration(backend, options, settings, truthLabels, voxelsPerCase);
    }

    /**
     * {@return the same for truths in one map of labels}
     *
     * @param meaning which labels belong to a region; not needed for a model of one region
     */
    public Calibration withTruthLabels(TruthLabels meaning) {
        return new Calibration(backend, options, segmentation, Optional.of(meaning), voxelsPerCase);
    }

    /**
     * {@return the same with another number of voxels}
     *
     * @param perCase how many are drawn of each case, about
     */
    public Calibration withVoxels(int perCase) {
        return new Calibration(backend, options, segmentation, truthLabels, perCase);
    }

    /**
     * Fits the temperature. One that the model already has is not used.
     *
     * @param model the model
     * @param cases at least one, none of which it was trained on
     * @param done receives the progress after each case
     * @param windows receives the progress of a case after each window
     * @return the temperature, and the curves before and after
     * @throws IOException if a file can't be read
     * @throws IllegalArgumentException if a scan or its truth doesn't fit the model, or no temperature is best
     */
    public CalibrationReport run(TrainedModel model, List<LabeledCase> cases, Consumer<Progress> done, Consumer<Progress> windows)
            throws IOException {
        if (cases.isEmpty()) {
            throw new IllegalArgumentException("calibration: found no case, expected at least one");
        }
        CaseTruth truths = new CaseTruth(model.recipe().labels(), truthLabels);
        VoxelSample sample = new VoxelSample(model.recipe().labels(), voxelsPerCase, 0);
        try (Segmenter segmenter = Segmenter.of(model.withTemperature(1), backend, options)) {
            for (LabeledCase one : cases) {
                Volume scan = Volumes.read(one.scan());
                Volume truth = truths.read(one, scan);
                Volume probabilities = segmenter.segment(scan, segmentation.withProbabilities(), windows).probabilities();
                sample.add(probabilities.voxels(), truth(truths, truth));
                done.accept(new Progress(sample.cases(), cases.size()));
            }
        }
        TemperatureFit fit = TemperatureFit.of(sample);
        return new CalibrationReport(fit, sample.curves(1), sample.curves(fit.temperature()), sample.cases(), sample.voxels(),
                sample.unseen(), sample.unseenInRegion());
    }

    /** The background is where nothing else is. */
    private static VoxelSample.Truth truth(CaseTruth truths, Volume volume) {
        float[] voxels = volume.voxels();
        int count = volume.grid().voxels();
        int[] channels = truths.channels();
        int[] places = new int[truths.labels().regions().size()];
        Arrays.fill(places, -1);
        for (int i = 0; i < channels.length; i++) {
            places[channels[i]] = i;
        }
        return (region, voxel) -> {
            if (places[region] >= 0) {
                return voxels[places[region] * count + voxel] != 0;
            }
            for (int i = 0; i < channels.length; i++) {
                if (voxels[i * count + voxel] != 0) {
                    return false;
                }
            }
            return true;
        };
    }
}
