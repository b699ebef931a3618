package dev.factorizer.models.prediction;

import dev.factorizer.io.bundle.LabelRule;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.inference.Segmentation;
import dev.factorizer.models.inference.SegmentationSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * The files of one result.
 *
 * @param labels the map of labels
 * @param volumes what else is written, and where it comes from
 * @param provenance the record in JSON
 */
record ResultFiles(Path labels, Map<Path, Function<Segmentation, Volume>> volumes, Path provenance) {
    /** Of the voxels in a file. */
    private static final long MOST_BYTES = Integer.MAX_VALUE - 64;

    /**
     * The files of a result.
     *
     * @param stem where they go: a folder and how their names begin
     * @param settings what is asked for
     * @param members how many models there are, or flips of one
     * @param picture whether the scan is a picture, whose labels are one, too
     */
    static ResultFiles of(Path stem, SegmentationSettings settings, int members, boolean picture) {
        Map<Path, Function<Segmentation, Volume>> volumes = new LinkedHashMap<>();
        if (settings.probabilities()) {
            volumes.put(beside(stem, ResultNames.PROBABILITIES), Segmentation::probabilities);
        }
        if (settings.uncertainty()) {
            volumes.put(beside(stem, ResultNames.ENTROPY), Segmentation::entropy);
        }
        if (settings.uncertainty() && members > 1) {
            volumes.put(beside(stem, ResultNames.DISAGREEMENT), found -> found.disagreement().orElseThrow());
        }
        return new ResultFiles(beside(stem, picture ? ResultNames.PICTURE_LABELS : ResultNames.VOLUME_LABELS), volumes, beside(stem, "_seg.json"));
    }

    private static Path beside(Path stem, String ending) {
        return stem.resolveSibling(stem.getFileName() + ending);
    }

    /** The images: labels first, as records name them. */
    List<Path> images() {
        List<Path> images = new ArrayList<>(List.of(labels));
        images.addAll(volumes.keySet());
        return images;
    }

    List<Path> all() {
        List<Path> all = new ArrayList<>(List.of(provenance));
        all.addAll(images());
        return all;
    }

    /** To learn after hours that a volume is too large for its file would be late. */
    void requireFits(Volume scan, Labels regions) {
        for (Path volume : volumes.keySet()) {
            boolean probabilities = volume.toString().endsWith(ResultNames.PROBABILITIES);
            long channels = regions.rule() instanceof LabelRule.Exclusive && !probabilities ? 1 : regions.regions().size();
            long bytes = channels * scan.grid().voxels() * Float.BYTES;
            if (bytes > MOST_BYTES) {
                throw new IllegalArgumentException(String.format(Locale.ROOT, "%s: would have %,d bytes for %d channels of %s voxels,"
                        + " expected less than 2 GiB; leave out %s", volume, bytes, channels, scan.grid().describeSizes(),
                        probabilities ? "--probabilities" : "--uncertainty"));
            }
        }
    }
}
