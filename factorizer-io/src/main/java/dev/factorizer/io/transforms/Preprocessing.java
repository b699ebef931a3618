package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.AxisCodes;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What brings any scan onto a network's grid, in the order of the published recipes: crop to the foreground, orient,
 * normalize, resample, pad. Each step may be left out; crop, normalization and spacing are MONAI's or nnU-Net's.
 *
 * @param crop cuts off what surrounds the object
 * @param orientation the directions of the axes
 * @param normalization one scale for the intensities of all images
 * @param spacing the distance between voxels
 * @param spatialPad the least size, that of the network's window
 */
public record Preprocessing(Optional<ForegroundCrop> crop, Optional<Orientation> orientation,
        Optional<ImageNormalization> normalization, Optional<VoxelSpacing> spacing, Optional<SpatialPad> spatialPad) {
    /** Checks that what is resampled are intensities. */
    public Preprocessing {
        if (spacing.isPresent() && spacing.get() instanceof ResampleToSpacing resample
                && resample.content() != ResampleToSpacing.Content.IMAGE) {
            throw new IllegalArgumentException("preprocessing: resampleToSpacing is for " + resample.content() + ", expected "
                    + ResampleToSpacing.Content.IMAGE + "; labels and results are brought along by what they are");
        }
    }

    /** {@return no step at all, for images that already lie on the network's grid} */
    public static Preprocessing none() {
        return new Preprocessing(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** {@return the published recipe for BraTS 2023: 1 mm, windows of 128³} */
    public static Preprocessing brats23() {
        return recipe(1, 128);
    }

    /** {@return the published recipe for ISLES 2022: 2 mm, windows of 64³} */
    public static Preprocessing isles22() {
        return recipe(2, 64);
    }

    /**
     * The authors' recipe at a resolution: the foreground with a margin of 10 voxels, RAS, z-score over what is not 0 in each
     * channel, trilinear resampling with aligned corners, zeros up to the window.
     *
     * @param millimeters the distance between voxels
     * @param window the size of the network's window
     * @return the settings
     */
    public static Preprocessing recipe(double millimeters, int window) {
        return new Preprocessing(Optional.of(new CropForeground(10)), Optional.of(new Orientation(AxisCodes.RAS)),
                Optional.of(new NormalizeIntensity(true, true)), Optional.of(new Spacing(millimeters)),
                Optional.of(new SpatialPad(window)));
    }

    /**
     * Brings a scan onto the network's grid. The scan's values must be finite: see {@link Volume#firstNonFinite()}.
     *
     * @param scan the scan in any orientation and spacing
     * @return the image for the network, with the way back
     * @throws IllegalArgumentException if the scan has no foreground to crop to, or would become too large
     */
    public Preprocessed apply(Volume scan) {
        List<Preprocessed.Step> steps = new ArrayList<>();
        Volume image = scan;
        for (RecipeStep transform : beforeNormalizing()) {
            image = step(transform, image, steps);
        }
        if (normalization.isPresent()) {
            // The scan is the caller's; what the steps before made of it is not.
            boolean callers = image.voxels() == scan.voxels();
            image = switch (normalization.get()) {
                case ImageNormalization step when callers -> step.apply(image);
                case NormalizeIntensity step -> step.applyInPlace(image);
                case NormalizeChannels step -> step.applyInPlace(image);
            };
        }
        for (RecipeStep transform : afterNormalizing()) {
            image = step(transform, image, steps);
        }
        return new Preprocessed(image, scan, steps);
    }

    private static Volume step(RecipeStep transform, Volume image, List<Preprocessed.Step> steps) {
        Grid before = image.grid();
        Volume after = transform.apply(image);
        steps.add(new Preprocessed.Step(transform, before));
        return after;
    }

    /** {@return the steps in a few words for a complaint, with the names they have in a bundle} */
    public String describe() {
        List<String> steps = new ArrayList<>();
        crop.ifPresent(step -> steps.add(switch (step) {
            case CropForeground box -> "cropForeground with margin " + box.margin() + ", allowSmaller " + box.allowSmaller();
            case CropToNonzero _ -> "cropToNonzero";
        }));
        orientation.ifPresent(step -> steps.add("orientation " + step.axisCodes()));
        normalization.ifPresent(step -> steps.add(switch (step) {
            case NormalizeIntensity one -> "normalizeIntensity with nonzero " + one.nonzero() + ", channelWise " + one.channelWise();
            case NormalizeChannels each -> "normalizeChannels by " + each.schemes();
        }));
        spacing.ifPresent(step -> steps.add(switch (step) {
            case Spacing linear -> "spacing " + linear.spacing() + ", " + linear.interpolation().name().toLowerCase(Locale.ROOT)
                    + ", alignCorners " + linear.alignCorners();
            case ResampleToSpacing cubic -> "resampleToSpacing " + cubic.spacing();
        }));
        spatialPad.ifPresent(step -> steps.add("spatialPad to " + step.size()));
        return steps.isEmpty() ? "none" : String.join("; ", steps);
    }

    private List<RecipeStep> beforeNormalizing() {
        List<RecipeStep> transforms = new ArrayList<>();
        crop.ifPresent(transforms::add);
        orientation.ifPresent(transforms::add);
        return transforms;
    }

    private List<RecipeStep> afterNormalizing() {
        List<RecipeStep> transforms = new ArrayList<>();
        spacing.ifPresent(transforms::add);
        spatialPad.ifPresent(transforms::add);
        return transforms;
    }
}
