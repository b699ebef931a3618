package dev.factorizer.models.prediction;

import dev.factorizer.models.inference.Segmentation;
import java.nio.file.Path;
import java.util.List;

/**
 * A segmentation that was written.
 *
 * @param labels the file of the map of labels
 * @param volumes the files of probabilities, entropy and disagreement, as far as they were asked for
 * @param provenance the file that says what the result rests on
 * @param segmentation what was found
 * @param warnings what was against the format in the scan's files and how it was taken, as the provenance says it, too
 */
public record WrittenSegmentation(Path labels, List<Path> volumes, Path provenance, Segmentation segmentation, List<String> warnings) {
    /** Copies the lists. */
    public WrittenSegmentation {
        volumes = List.copyOf(volumes);
        warnings = List.copyOf(warnings);
    }
}
