package dev.factorizer.io.datalist;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One scan of a data set, as files.
 *
 * @param id its name in the data set
 * @param subject who was scanned: cases of one subject must not be on both sides of a split
 * @param part what it is for
 * @param images one file for each channel in order, or one that holds all
 * @param label what should be found, on the images' grid; empty if that is unknown
 * @param fold the fold in which it is used for validation; empty if it is in none
 */
public record DataCase(String id, String subject, CasePart part, List<Path> images, Optional<Path> label, OptionalInt fold) {
    /** The highest number of a fold: more are a mistake. */
    public static final int LAST_FOLD = 999;

    /** Copies the list. */
    public DataCase {
        images = List.copyOf(images);
        if (id.isEmpty() || images.isEmpty() || fold.orElse(0) < 0 || fold.orElse(0) > LAST_FOLD) {
            throw new IllegalArgumentException("data case: id \"" + id + "\", " + images.size() + " images, fold " + fold
                    + "; expected an id, at least one image, and a fold of 0 to " + LAST_FOLD);
        }
    }

    /**
     * The same in a fold.
     *
     * @param number the fold in which it is used for validation
     * @return the case
     */
    public DataCase withFold(int number) {
        return new DataCase(id, subject, part, images, label, OptionalInt.of(number));
    }

    DataCase withId(String name) {
        return new DataCase(name, subject.equals(id) ? name : subject, part, images, label, fold);
    }
}
