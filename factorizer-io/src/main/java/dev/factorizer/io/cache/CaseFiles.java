package dev.factorizer.io.cache;

import dev.factorizer.io.images.ScanFiles;
import java.nio.file.Path;

/**
 * Where a case for training is.
 *
 * @param name of the case, which no other has
 * @param image the image, each channel a file, or all in one
 * @param label the label map, on the image's grid
 */
public record CaseFiles(String name, ScanFiles image, Path label) {
    /** Checks the name. */
    public CaseFiles {
        if (name.isBlank()) {
            throw new IllegalArgumentException("case: its name is empty, expected one that no other case has (its label map is "
                    + label + ")");
        }
    }
}
