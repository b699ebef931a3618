package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.util.ArrayList;
import java.util.List;

/**
 * Transforms one after the other (MONAI's {@code Compose}), with the way back.
 *
 * @param transforms the transforms in their order
 */
public record Compose(List<VolumeTransform> transforms) {
    /** Copies the list. */
    public Compose {
        transforms = List.copyOf(transforms);
    }

    /**
     * nnU-Net's preprocessing: transpose, crop to what is not 0, normalize, resample.
     *
     * @param transpose the order of the axes, see {@link Transpose}
     * @param schemes how each channel is normalized
     * @param spacing the distance between voxels along each transposed axis, in mm
     * @return the transforms
     */
    public static Compose nnunet(List<Integer> transpose, List<ChannelNormalization> schemes, List<Double> spacing) {
        return new Compose(List.of(new Transpose(transpose), new CropToNonzero(), new NormalizeChannels(schemes),
                new ResampleToSpacing(spacing, ResampleToSpacing.Content.IMAGE)));
    }

    /**
     * Transforms an image.
     *
     * @param image the image
     * @return the result, with the way back
     */
    public Composed apply(Volume image) {
        List<Composed.Step> steps = new ArrayList<>();
        Volume result = image;
        for (VolumeTransform transform : transforms) {
            Grid before = result.grid();
            result = transform.apply(result);
            if (transform instanceof SpatialTransform spatial) {
                steps.add(new Composed.Step(spatial, before, result.grid()));
            }
        }
        return new Composed(result, image.frame(), steps);
    }
}
