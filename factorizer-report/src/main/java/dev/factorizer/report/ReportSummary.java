package dev.factorizer.report;

import java.nio.file.Path;
import java.util.List;

/**
 * What was written.
 *
 * @param file the page
 * @param bytes its size
 * @param cases in the table
 * @param drawn cases in the gallery
 * @param leftOut what is missing and why, in sentences; the page says the same
 */
public record ReportSummary(Path file, long bytes, int cases, int drawn, List<String> leftOut) {
    /** Copies the list. */
    public ReportSummary {
        leftOut = List.copyOf(leftOut);
    }
}
