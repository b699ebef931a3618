package dev.factorizer.report.volumes;

import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.calibration.ReliabilityCurve;
import dev.factorizer.models.evaluation.CaseResult;
import dev.factorizer.models.evaluation.LabelRegion;
import dev.factorizer.report.cohort.CaseFiles;
import dev.factorizer.report.cohort.Cohort;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * What was read once from the volumes of all cases.
 *
 * @param uncertainty by case how unsure the model was; only cases whose entropy or probabilities are there
 * @param channels the region of each channel of the probabilities; empty for one that is none
 * @param curves the reliability of each region whose probabilities are there
 * @param reliabilityCases how many cases are in the curves
 * @param leftOut why a case or a region is missing, in sentences
 */
public record CohortScan(Map<String, Uncertainty> uncertainty, List<String> channels, List<ReliabilityCurve> curves, int reliabilityCases, List<String> leftOut) {
    /** Copies the lists. */
    public CohortScan {
        uncertainty = Map.copyOf(uncertainty);
        channels = List.copyOf(channels);
        curves = List.copyOf(curves);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * Reads all cases, one after the other. A case that can't be read is left out and named.
     *
     * @param cohort the cases
     * @param done receives after each case how many were read
     * @return what was found
     */
    public static CohortScan of(Cohort cohort, IntConsumer done) {
        Map<String, Uncertainty> uncertainty = new LinkedHashMap<>();
        ReliabilityCount reliability = new ReliabilityCount();
        List<String> leftOut = new ArrayList<>();
        int counted = 0;
        int seen = 0;
        for (CaseResult one : cohort.cases()) {
            CaseFiles files = cohort.files(one);
            if (files.prediction().isPresent() && (files.entropy().isPresent() || files.probabilities().isPresent())) {
                try {
                    counted += read(one.name(), files, uncertainty, reliability) ? 1 : 0;
                } catch (IOException | IllegalArgumentException e) {
                    leftOut.add("Uncertainty of " + one.name() + ": " + e.getMessage());
                }
            }
            done.accept(++seen);
        }
        List<ReliabilityCurve> curves = reliability.curves(cohort.regions());
        if (counted > 0 && curves.size() < cohort.regions().size()) {
            List<String> named = curves.stream().map(ReliabilityCurve::region).toList();
            leftOut.add("Reliability: no channel of the probabilities is above one half where these regions were found: " + String.join(", ",
                    cohort.regions().stream().map(LabelRegion::name).filter(region -> !named.contains(region)).toList()));
        }
        return new CohortScan(uncertainty, reliability.names(cohort.regions()), curves, counted, leftOut);
    }

    private static boolean read(String name, CaseFiles files, Map<String, Uncertainty> uncertainty, ReliabilityCount reliability)
            throws IOException {
        Volume prediction = CaseVolumes.labels(files.prediction().orElseThrow());
        if (files.entropy().isPresent()) {
            Volume entropy = CaseVolumes.onGrid(Volumes.read(files.entropy().get()), files.entropy().get(), prediction.grid());
            Uncertainty value = Uncertainty.of(entropy, prediction);
            if (Double.isFinite(value.entropy())) {
                uncertainty.put(name, value);
            }
        }
        if (files.probabilities().isEmpty() || files.truth().isEmpty()) {
            return false;
        }
        Volume truth = CaseVolumes.onGrid(CaseVolumes.labels(files.truth().get()), files.truth().get(), prediction.grid());
        Volume probabilities = CaseVolumes.onGrid(Volumes.read(files.probabilities().get()), files.probabilities().get(), truth.grid());
        try {
            reliability.add(probabilities, truth, prediction);
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(files.probabilities().get(), String.valueOf(e.getMessage()), e);
        }
        return true;
    }
}
