package dev.factorizer.models.truth;

import dev.factorizer.io.images.ScanFiles;
import java.nio.file.Path;
import java.util.List;

/**
 * A scan and what should be found in it, as files: they are read when they are needed, one case at a time.
 *
 * @param name for messages
 * @param scan one file for each channel in order, or one that holds all
 * @param truth on the images' grid, unless the scan is to be resampled, then the truth is as well: one channel of labels, or for
 *     each region a channel that is 0 outside of it
 */
public record LabeledCase(String name, ScanFiles scan, Path truth) {
    /**
     * A case whose files need no choice of a series.
     *
     * @param name for messages
     * @param images one file for each channel in order, or one that holds all
     * @param truth as above
     */
    public LabeledCase(String name, List<Path> images, Path truth) {
        this(name, ScanFiles.of(images), truth);
    }

    /** {@return the files of the scan} */
    public List<Path> images() {
        return scan.files();
    }
}
