package dev.factorizer.report.cohort;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The files of a case, as far as they are there; all lie on one grid.
 *
 * @param image what was segmented
 * @param channel which of the image's channels is drawn
 * @param truth the map of labels that should be found
 * @param prediction the map of labels that was found
 * @param probabilities a channel for each region or class
 * @param entropy how unsure the model was of each voxel
 */
public record CaseFiles(Optional<Path> image, int channel, Optional<Path> truth, Optional<Path> prediction, Optional<Path> probabilities,
        Optional<Path> entropy) {
    /** Nothing was found. */
    public static final CaseFiles NONE = new CaseFiles(Optional.empty(), 0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** {@return whether there is something to draw} */
    public boolean canBeDrawn() {
        return image.isPresent() && truth.isPresent() && prediction.isPresent();
    }
}
