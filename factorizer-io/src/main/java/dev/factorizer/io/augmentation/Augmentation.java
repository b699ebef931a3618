package dev.factorizer.io.augmentation;

import dev.factorizer.api.settings.Identified;
import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.io.transforms.IntensityTransform;
import dev.factorizer.io.transforms.SpatialTransform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is random in the samples of a training: where the patch lies, what moves its voxels, and what changes its values, in this
 * order. Each transform has random numbers of its own, so that leaving out the last one changes none of the others.
 *
 * <pre>{@code
 * Sample sample = Augmentation.brats23().sample(TrainingCase.of(whole), new SampleKey(seed, epoch, whole.name()), BatchPlace.ALONE);
 * }</pre>
 *
 * @param patch the patch's size, and how its place is drawn
 * @param sampling how the voxels of a rotated or scaled patch are found
 * @param spatial what moves voxels, in order; all of it is done in one interpolation
 * @param intensity what changes the image's values, in order
 */
public record Augmentation(PatchPlacement patch, PatchSampling sampling, List<RandomSpatialTransform> spatial,
        List<RandomIntensityTransform> intensity) implements Identified {
    /** The angle in the authors' configurations, nearly 15°. */
    private static final double PUBLISHED_ANGLE = 0.26;
    private static final String KIND = "transforms";

    /** Copies the lists. */
    public Augmentation {
        spatial = List.copyOf(spatial);
        intensity = List.copyOf(intensity);
    }

    /**
     * A patch anywhere in the case, and nothing else: for validation while training.
     *
     * @param size the patch's size along each axis, in voxels
     * @return the settings
     */
    public static Augmentation none(List<Integer> size) {
        return new Augmentation(new RandSpatialCrop(size), PatchSampling.MONAI, List.of(), List.of());
    }

    /** {@return the published recipe for BraTS 2023: patches of 128³} */
    public static Augmentation brats23() {
        return recipe(128);
    }

    /** {@return the published recipe for ISLES 2022: patches of 64³} */
    public static Augmentation isles22() {
        return recipe(64);
    }

    /**
     * The authors' recipe ({@code random_transforms} of the model zoo's {@code train.yaml}, the same for all their networks). Their
     * flips come last; here they come first, with the affine transform, which makes no difference to what is drawn from: noise
     * is as probable flipped, the Gaussian is symmetric, and the rest looks at each value alone.
     *
     * @param window the patch's edge, in voxels
     * @return the settings
     */
    public static Augmentation recipe(int window) {
        return recipe(List.of(window, window, window));
    }

    /**
     * The same for any patch. One of a single plane is turned and scaled within it only.
     *
     * @param size the patch's size along each axis, in voxels
     * @return the settings
     */
    public static Augmentation recipe(List<Integer> size) {
        boolean plane = size.size() == 3 && size.get(2) == 1;
        double outOfPlane = plane ? 0 : PUBLISHED_ANGLE;
        List<RandomSpatialTransform> spatial = new ArrayList<>(List.of(
                new RandAffine(0.2, List.of(outOfPlane, outOfPlane, PUBLISHED_ANGLE), List.of(0.2, 0.2, plane ? 0 : 0.2)),
                new RandFlip(0.5, 0), new RandFlip(0.5, 1)));
        if (!plane) {
            spatial.add(new RandFlip(0.5, 2));
        }
        return new Augmentation(new RandSpatialCrop(size), PatchSampling.MONAI, spatial,
                List.of(new RandGaussianNoise(0.2, Range.of(0, 0.1), false), new RandGaussianSmooth(0.2, Range.of(0.5, 1)),
                        new RandScaleIntensity(0.2, Range.of(-0.3, 0.3)), new RandShiftIntensity(0.2, Range.of(-0.1, 0.1))));
    }

    /**
     * nnU-Net's augmentation of 3-D patches without strong anisotropy (its trainer's default of version 2): angles up to 30° about
     * each axis, and a third of each batch around the foreground. Of a patch of a single plane angles are up to 180° within it.
     *
     * @param size the patch's size along each axis, in voxels
     * @return the settings
     */
    public static Augmentation nnUNet(List<Integer> size) {
        boolean plane = size.size() == 3 && size.get(2) == 1;
        double angle = plane ? Math.PI : Math.toRadians(30);
        double outOfPlane = plane ? 0 : angle;
        List<RandomSpatialTransform> spatial = new ArrayList<>(List.of(
                new RandAffine(0.2, List.of(outOfPlane, outOfPlane, angle), List.of(0.0, 0.0, 0.0)),
                new RandScale(0.2, Range.of(0.7, 1.4)), new RandFlip(0.5, 0), new RandFlip(0.5, 1)));
        if (!plane) {
            spatial.add(new RandFlip(0.5, 2));
        }
        return new Augmentation(new ForegroundOversampling(size, 0.33), PatchSampling.NNUNET, spatial,
                List.of(new RandGaussianNoise(0.1, Range.of(0, 0.1), true),
                        new RandPerChannel(0.2, 0.5, new RandGaussianBlur(1, Range.of(0.5, 1))),
                        new RandPerChannel(0.15, 1, new RandScaleIntensity(1, Range.of(-0.25, 0.25))),
                        new RandPerChannel(0.15, 1, new RandScaleContrast(1, Range.aroundOne(0.75, 1.25))),
                        new RandPerChannel(0.25, 0.5, new RandSimulateLowResolution(1, Range.of(0.5, 1))),
                        new RandPerChannel(0.1, 1, new RandAdjustContrast(1, Range.aroundOne(0.7, 1.5), true, true)),
                        new RandPerChannel(0.3, 1, new RandAdjustContrast(1, Range.aroundOne(0.7, 1.5), false, true))));
    }

    /**
     * Draws all that is random in a sample.
     *
     * @param source the case
     * @param key seed and epoch, and the case's name
     * @param place where the sample is in its batch; only {@link ForegroundOversampling} asks
     * @return what was drawn, to be applied
     * @throws IOException if the case can't be read
     */
    public DrawnAugmentation draw(TrainingCase source, SampleKey key, BatchPlace place) throws IOException {
        int transform = 0;
        List<Integer> start = patch.start(source, key.draws(transform++), place);
        List<SpatialTransform> moved = new ArrayList<>();
        for (RandomSpatialTransform random : spatial) {
            random.draw(key.draws(transform++)).ifPresent(moved::add);
        }
        List<IntensityTransform> changed = new ArrayList<>();
        for (RandomIntensityTransform random : intensity) {
            random.draw(key.draws(transform++), source.channels()).ifPresent(changed::add);
        }
        return new DrawnAugmentation(key, patch.size(), start, sampling, moved, changed);
    }

    /**
     * Draws and makes a sample.
     *
     * @param source the case
     * @param key seed and epoch, and the case's name
     * @param place where the sample is in its batch
     * @return a patch of image and label map
     * @throws IOException if the case can't be read
     */
    public Sample sample(TrainingCase source, SampleKey key, BatchPlace place) throws IOException {
        return draw(source, key, place).apply(source);
    }

    /**
     * Reads settings that {@link #identity()} wrote.
     *
     * @param read the identity as a tree
     * @return the augmentation
     * @throws IllegalArgumentException naming what is missing, unknown or out of range
     */
    public static Augmentation read(SettingsReader read) {
        return AugmentationFields.read(read, KIND);
    }

    /** {@return all settings; empty if a transform of another project has none} */
    @Override
    public Optional<Identity> identity() {
        List<Identity> inner = new ArrayList<>();
        spatial.forEach(transform -> transform.identity().ifPresent(inner::add));
        intensity.forEach(transform -> transform.identity().ifPresent(inner::add));
        if (inner.size() < spatial.size() + intensity.size()) {
            return Optional.empty();
        }
        return patch.identity().map(placed -> new Identity(KIND, new SettingsWriter().put("patch", placed.toTree())
                .put("sampling", sampling)
                .put("spatial", inner.subList(0, spatial.size()).stream().map(Identity::toTree).toList())
                .put("intensity", inner.subList(spatial.size(), inner.size()).stream().map(Identity::toTree).toList())
                .toTree()));
    }
}
