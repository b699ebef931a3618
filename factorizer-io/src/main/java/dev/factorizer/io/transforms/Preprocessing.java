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
 * normalize, resample, pad. Each step may be left out.
 *
 * @param cropForeground cuts off what surrounds the head
 * @param orientation the directions of the axes
 * @param normalizeIntensity mean 0, deviation 1
 * @param spacing the distance between voxels
 * @param spatialPad the least size, that of the network's window
 */
public record Preprocessing(Optional<CropForeground> cropForeground, Optional<Orientation> orientation,
        Optional<NormalizeIntensity> normalizeIntensity, Optional<Spacing> spacing, Optional<SpatialPad> spatialPad) {
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
        if (normalizeIntensity.isPresent()) {
            // The scan is the caller's; what the steps before made of it is not.
            image = image.voxels() == scan.voxels() ? normalizeIntensity.get().apply(image)
                    : normalizeIntensity.get().applyInPlace(image);
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
        cropForeground.ifPresent(step -> steps.add("cropForeground with margin " + step.margin() + ", allowSmaller "
                + step.allowSmaller()));
        orientation.ifPresent(step -> steps.add("orientation " + step.axisCodes()));
        normalizeIntensity.ifPresent(step -> steps.add("normalizeIntensity with nonzero " + step.nonzero() + ", channelWise "
                + step.channelWise()));
        spacing.ifPresent(step -> steps.add("spacing " + step.spacing() + ", "
                + step.interpolation().name().toLowerCase(Locale.ROOT) + ", alignCorners " + step.alignCorners()));
        spatialPad.ifPresent(step -> steps.add("spatialPad to " + step.size()));
        return steps.isEmpty() ? "none" : String.join("; ", steps);
    }

    private List<RecipeStep> beforeNormalizing() {
        List<RecipeStep> transforms = new ArrayList<>();
        cropForeground.ifPresent(transforms::add);
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
