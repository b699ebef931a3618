package dev.factorizer.io.cache;

import dev.factorizer.io.datalist.DataCase;
import dev.factorizer.io.files.Printable;
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

    /**
     * The files of a case of a data set.
     *
     * @param listed the case
     * @return its files
     * @throws IllegalArgumentException if it has no label map
     */
    public static CaseFiles of(DataCase listed) {
        return new CaseFiles(listed.id(), ScanFiles.of(listed.images()), listed.label().orElseThrow(() ->
                new IllegalArgumentException("case " + Printable.of(listed.id()) + ": has no label map, so a network can't learn from"
                        + " it")));
    }
}
