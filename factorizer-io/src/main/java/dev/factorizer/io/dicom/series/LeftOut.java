package dev.factorizer.io.dicom.series;

import java.nio.file.Path;
import java.util.Locale;

/** Files that are no DICOM images: how many, and the first of them, so that a message can name one. */
final class LeftOut {
    private int count;
    private String first = "";

    /** None yet. */
    LeftOut() { }

    void add(String name) {
        first = count == 0 ? name : first;
        count++;
    }

    int count() {
        return count;
    }

    /** A warning about a container. */
    String warning(Path container) {
        return container + ": " + (count == 1 ? "the file " + first + " is no DICOM image and was left out"
                : String.format(Locale.ROOT, "%d files, such as %s, are no DICOM images and were left out", count, first));
    }
}
