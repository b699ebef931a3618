package dev.factorizer.report.page;

import dev.factorizer.report.cohort.Cohort;
import dev.factorizer.report.runs.RunRecord;
import dev.factorizer.report.volumes.CohortScan;
import java.util.List;
import java.util.Optional;

/**
 * All that a report says.
 *
 * @param title of the page
 * @param cohort the cases
 * @param scan what was read from the volumes of all cases
 * @param worst the cases with the least Dice
 * @param uncertain the cases that the model was most unsure of
 * @param shown the case of the viewer; empty if none can be drawn
 * @param run the training; empty if it was not given
 * @param version of this software
 * @param leftOut what is missing and why, in sentences
 */
public record ReportContent(String title, Cohort cohort, CohortScan scan, List<GalleryCase> worst, List<GalleryCase> uncertain,
        Optional<ShownCase> shown, Optional<RunRecord> run, String version, List<String> leftOut) {
    /** Copies the lists. */
    public ReportContent {
        worst = List.copyOf(worst);
        uncertain = List.copyOf(uncertain);
        leftOut = List.copyOf(leftOut);
    }
}
