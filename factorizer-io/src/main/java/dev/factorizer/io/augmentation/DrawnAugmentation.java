package dev.factorizer.io.augmentation;

import dev.factorizer.io.transforms.AffineTransform;
import dev.factorizer.io.transforms.Flip;
import dev.factorizer.io.transforms.IntensityTransform;
import dev.factorizer.io.transforms.SpatialTransform;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that was drawn for a sample. It can be printed, compared, and applied any number of times, with the same bits for any number of
 * threads.
 *
 * @param key what it was drawn by
 * @param size the patch's size, in voxels
 * @param start the patch's first voxel in the case; the patch may reach beyond the case, where everything is 0
 * @param sampling how the voxels of a rotated or scaled patch are found
 * @param spatial what moves voxels, in order: {@link Flip} and {@link AffineTransform}
 * @param intensity what changes values afterwards, in order
 */
public record DrawnAugmentation(SampleKey key, List<Integer> size, List<Integer> start, PatchSampling sampling,
        List<SpatialTransform> spatial, List<IntensityTransform> intensity) {
    /** Copies the lists. */
    public DrawnAugmentation {
        size = PatchPlaces.checked("patch", size);
        start = List.copyOf(start);
        spatial = List.copyOf(spatial);
        intensity = List.copyOf(intensity);
        if (start.size() != 3) {
            throw new IllegalArgumentException("patch: start is " + start + ", expected three indices");
        }
        PatchPosition.of(start, size, spatial);
    }

    /**
     * Makes the sample.
     *
     * @param source the case
     * @return a patch of image and label map, on the grid where it lies
     * @throws IOException if the case can't be read
     * @throws IllegalArgumentException if the case has another name
     */
    public Sample apply(TrainingCase source) throws IOException {
        if (!source.name().equals(key.name())) {
            throw new IllegalArgumentException("augmentation: was drawn for case \"" + key.name() + "\", found \"" + source.name()
                    + "\"");
        }
        Sample patch = PatchReader.read(source, start, size, spatial, sampling);
        Sample changed = patch;
        for (IntensityTransform transform : intensity) {
            changed = new Sample(changed.name(), transform.apply(changed.image()), changed.label());
        }
        return changed;
    }

    /** {@return what is done, on one line} */
    public String describe() {
        return "patch " + size + " at " + start + Stream.concat(spatial.stream(), intensity.stream())
                .map(transform -> "; " + transform).collect(Collectors.joining());
    }
}
