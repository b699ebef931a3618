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
 * @param resampled whether files on other grids than the first are resampled onto that one ({@link
 *        dev.factorizer.io.transforms.ResampleToMatch#image}); else they are refused
 */
public record ScanFiles(List<Path> files, List<String> series, boolean resampled) {
    /** Copies the lists. */
    public ScanFiles {
        files = List.copyOf(files);
        series = List.copyOf(series);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("scan: no file named, expected at least one");
        }
    }

    /**
     * Files on one grid.
     *
     * @param files the files, at least one
     * @param series which DICOM series are read
     */
    public ScanFiles(List<Path> files, List<String> series) {
        this(files, series, false);
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

    /** {@return the same, where files on other grids than the first are resampled onto that one} */
    public ScanFiles withResampling() {
        return new ScanFiles(files, series, true);
    }
}
