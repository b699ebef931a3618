package dev.factorizer.models.prediction;

import dev.factorizer.io.bundle.LabelRule;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.images.ScanFiles;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.nifti.NiftiImage;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.inference.PreparedScan;
import dev.factorizer.models.inference.Progress;
import dev.factorizer.models.inference.Segmentation;
import dev.factorizer.models.inference.SegmentationPlan;
import dev.factorizer.models.inference.SegmentationSettings;
import dev.factorizer.models.inference.Segmenter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A segmentation that was written.
 *
 * @param labels the file of the map of labels
 * @param volumes the files of probabilities, entropy and disagreement, as far as they were asked for
 * @param provenance the file that says what the result rests on
 * @param segmentation what was found
 * @param warnings what was against the format in the scan's files and how it was taken, as the provenance says it, too
 */
public record Prediction(Path labels, List<Path> volumes, Path provenance, Segmentation segmentation, List<String> warnings) {
    /** Of the voxels in a file. */
    private static final long MOST_BYTES = Integer.MAX_VALUE - 64;

    /** Copies the lists. */
    public Prediction {
        volumes = List.copyOf(volumes);
        warnings = List.copyOf(warnings);
    }

    /**
     * Segments a scan and writes the results on the scan's own grid, with their provenance, all together: where the labels
     * are, everything is there and of the same scan.
     *
     * @param segmenter what segments
     * @param inputs the scan's files, one for each channel in order, or one that holds all
     * @param stem where the results go: a folder and how their names begin, such as that of {@link #stem}
     * @param settings how it segments, and which volumes are written beside the labels
     * @param model the files of the models, which must not be written over; none if they were not read from files
     * @param planned told what it will take, before a network runs
     * @param listener told after each window
     * @return what was written
     * @throws IOException if a file can't be read or written, or a result would be written over what is read
     * @throws IllegalArgumentException if the scan does not fit the models, or a volume does not fit into a file
     */
    public static Prediction write(Segmenter segmenter, ScanFiles inputs, Path stem, SegmentationSettings settings,
            List<Path> model, Consumer<SegmentationPlan> planned, Consumer<Progress> listener) throws IOException {
        Path labels = beside(stem, "_seg.nii.gz");
        Path provenance = beside(stem, "_seg.json");
        Map<Path, Function<Segmentation, Volume>> volumes = volumes(segmenter, settings, stem);
        List<Path> written = Stream.concat(Stream.of(labels), volumes.keySet().stream()).toList();
        AtomicFile.requireWritable(Stream.concat(Stream.of(provenance), written.stream()).toList(),
                Stream.of(inputs.files().stream(), inputs.files().stream().flatMap(ResultNames::partner), model.stream())
                        .flatMap(files -> files).toList());
        PreparedScan scan = prepare(segmenter, inputs, settings, volumes.keySet());
        System.gc();
        planned.accept(scan.plan());
        Segmentation found = scan.segment(listener);
        List<String> warnings = scan.scan().warnings();
        Map<Path, NiftiImage> images = new LinkedHashMap<>();
        volumes.forEach((file, volume) -> images.put(file, Volumes.image(volume.apply(found))));
        images.put(labels, found.labelImage());
        NiftiImage.writeAll(Map.of(provenance, new ResultRecord(inputs,
                segmenter.models().stream().map(TrainedModel::provenance).toList(), written, warnings).content(how(segmenter, settings))), images);
        return new Prediction(labels, List.copyOf(volumes.keySet()), provenance, found, warnings);
    }

    /**
     * Reads the scan and brings it onto the network's grid. Java grows its heap before it takes back arrays as large as these, so it
     * is told when they are no longer needed; the scan itself is not, afterwards.
     */
    private static PreparedScan prepare(Segmenter segmenter, ScanFiles inputs, SegmentationSettings settings, Set<Path> volumes)
            throws IOException {
        Volume scan = fitting(Volumes.read(inputs), segmenter, settings, volumes);
        System.gc();
        return segmenter.prepare(scan, settings);
    }

    /**
     * {@return where the results of a scan go: in a folder, named as its first file}
     *
     * @param folder the folder
     * @param inputs the scan
     */
    public static Path stem(Path folder, ScanFiles inputs) {
        return folder.resolve(ResultNames.of(inputs.files().getFirst()));
    }

    private static Path beside(Path stem, String ending) {
        return stem.resolveSibling(stem.getFileName() + ending);
    }

    /** What is written beside the labels, and where. */
    private static Map<Path, Function<Segmentation, Volume>> volumes(Segmenter segmenter, SegmentationSettings settings, Path stem) {
        Map<Path, Function<Segmentation, Volume>> volumes = new LinkedHashMap<>();
        if (settings.probabilities()) {
            volumes.put(beside(stem, "_probabilities.nii.gz"), Segmentation::probabilities);
        }
        if (settings.uncertainty()) {
            volumes.put(beside(stem, "_entropy.nii.gz"), Segmentation::entropy);
        }
        if (settings.uncertainty() && segmenter.models().size() * settings.flips().size() > 1) {
            volumes.put(beside(stem, "_disagreement.nii.gz"), found -> found.disagreement().orElseThrow());
        }
        return volumes;
    }

    /** How windows were moved, and of what several models were averaged. */
    private static Map<String, Object> how(Segmenter segmenter, SegmentationSettings settings) {
        Map<String, Object> windows = new LinkedHashMap<>();
        windows.put("overlap", segmenter.models().stream().map(TrainedModel::recipe)
                .map(recipe -> settings.overlap().orElse(recipe.overlap())).toList());
        windows.put("weights", settings.weights().name().toLowerCase(Locale.ROOT));
        windows.put("flips", settings.flips());
        Map<String, Object> how = new LinkedHashMap<>();
        if (segmenter.models().size() > 1) {
            how.put("ensemble", settings.averaging().name().toLowerCase(Locale.ROOT));
        }
        how.put("windows", windows);
        return how;
    }

    /** To learn after hours that a volume is too large for its file would be late. */
    private static Volume fitting(Volume scan, Segmenter segmenter, SegmentationSettings settings, Set<Path> volumes) {
        Labels labels = segmenter.trained().recipe().labels();
        for (Path volume : volumes) {
            boolean ofClasses = labels.rule() instanceof LabelRule.Exclusive && !volume.toString().endsWith("_probabilities.nii.gz");
            long channels = ofClasses ? 1 : labels.regions().size();
            long bytes = channels * scan.grid().voxels() * Float.BYTES;
            if (bytes > MOST_BYTES) {
                throw new IllegalArgumentException(String.format(Locale.ROOT, "%s: would have %,d bytes for %d channels of %s voxels,"
                        + " expected less than 2 GiB; leave out %s", volume, bytes, channels, scan.grid().describeSizes(),
                        settings.probabilities() ? "--probabilities" : "--uncertainty"));
            }
        }
        return scan;
    }
}
