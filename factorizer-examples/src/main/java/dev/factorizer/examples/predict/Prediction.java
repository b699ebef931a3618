package dev.factorizer.examples.predict;

import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.nifti.NiftiImage;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.io.volume.Volumes;
import dev.factorizer.models.inference.Progress;
import dev.factorizer.models.inference.Segmentation;
import dev.factorizer.models.inference.Segmenter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A segmentation that was written.
 *
 * @param labels the file of the map of labels
 * @param probabilities the file of the probabilities, if they were asked for
 * @param provenance the file that says what the result rests on
 * @param segmentation what was found
 * @param warnings what was against the format in the scan's files and how it was taken, as the provenance says it, too
 */
public record Prediction(Path labels, Optional<Path> probabilities, Path provenance, Segmentation segmentation,
        List<String> warnings) {
    private static final List<String> ENDINGS = List.of(".nii.gz", ".nii", ".hdr.gz", ".img.gz", ".hdr", ".img");

    /** Copies the list. */
    public Prediction {
        warnings = List.copyOf(warnings);
    }

    /**
     * Segments a scan and writes the results on the scan's own grid, with their provenance, all together: where the labels
     * are, everything is there and of the same scan.
     *
     * @param segmenter what segments
     * @param inputs the scan's files, one for each channel in order, or one that holds all
     * @param folder where the results go
     * @param withProbabilities whether those are written too
     * @param model the files of the model, which must not be written over; none if it was not read from files
     * @param listener told after each window
     * @return what was written
     * @throws IOException if a file can't be read or written, or a result would be written over what is read
     * @throws IllegalArgumentException if the scan does not fit the model
     */
    public static Prediction write(Segmenter segmenter, List<Path> inputs, Path folder, boolean withProbabilities,
            List<Path> model, Consumer<Progress> listener) throws IOException {
        String name = name(inputs.getFirst());
        Path labels = folder.resolve(name + "_seg.nii.gz");
        Optional<Path> probabilities = withProbabilities
                ? Optional.of(folder.resolve(name + "_probabilities.nii.gz")) : Optional.empty();
        Path provenance = folder.resolve(name + "_seg.json");
        List<Path> written = Stream.concat(Stream.of(labels), probabilities.stream()).toList();
        AtomicFile.requireWritable(Stream.concat(Stream.of(provenance), written.stream()).toList(),
                Stream.of(inputs.stream(), inputs.stream().flatMap(Prediction::partner), model.stream())
                        .flatMap(files -> files).toList());
        Volume scan = Volumes.read(inputs);
        Segmentation found = segmenter.segment(scan, listener);
        Map<Path, NiftiImage> images = new LinkedHashMap<>();
        probabilities.ifPresent(file -> images.put(file, Volumes.image(found.probabilities())));
        images.put(labels, Volumes.labelImage(found.labels(), labels));
        NiftiImage.writeAll(Map.of(provenance, new ResultRecord(inputs, segmenter.trained().provenance(), written,
                scan.warnings()).content()), images);
        return new Prediction(labels, probabilities, provenance, found, scan.warnings());
    }

    /** The other file of a pair. */
    static Stream<Path> partner(Path input) {
        String file = input.getFileName().toString();
        String name = name(input);
        String ending = file.substring(name.length());
        return ending.toLowerCase(Locale.ROOT).startsWith(".hdr") ? Stream.of(".img", ".IMG")
                .map(other -> input.resolveSibling(name + other + ending.substring(4)))
                : ending.toLowerCase(Locale.ROOT).startsWith(".img") ? Stream.of(".hdr", ".HDR")
                .map(other -> input.resolveSibling(name + other + ending.substring(4))) : Stream.empty();
    }

    /** The file's name without the ending of images. */
    static String name(Path file) {
        String name = file.getFileName().toString();
        for (String ending : ENDINGS) {
            if (name.toLowerCase(Locale.ROOT).endsWith(ending) && name.length() > ending.length()) {
                return name.substring(0, name.length() - ending.length());
            }
        }
        return name;
    }
}
