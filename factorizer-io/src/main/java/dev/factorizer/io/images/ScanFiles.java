package dev.factorizer.io.images;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a scan is: one file for each channel, in order, or one that holds several; a folder or an archive with DICOM files is one, too.
 *
 * @param files the files, at least one
 * @param series which DICOM series are read: one name for each input that is DICOM, or several names for a single one, whose series
 *        then are channels; none where each input holds only one series. A name is as {@link
 *        dev.factorizer.io.dicom.series.DicomCollection#named} takes it
 */
public record ScanFiles(List<Path> files, List<String> series) {
    /** Copies the lists. */
    public ScanFiles {
        files = List.copyOf(files);
        series = List.copyOf(series);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("scan: no file named, expected at least one");
        }
    }

    /**
     * Files of which none needs a choice.
     *
     * @param files the files
     * @return the scan
     */
    public static ScanFiles of(List<Path> files) {
        return new ScanFiles(files, List.of());
    }
}
