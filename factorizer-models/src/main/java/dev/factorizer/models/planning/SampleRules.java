package dev.factorizer.models.planning;

import dev.factorizer.io.augmentation.Augmentation;
import dev.factorizer.io.augmentation.ForegroundOversampling;
import dev.factorizer.io.augmentation.PatchPlacement;
import dev.factorizer.io.augmentation.PatchSampling;
import dev.factorizer.io.augmentation.RandAffine;
import dev.factorizer.io.augmentation.RandFlip;
import dev.factorizer.io.augmentation.RandGaussianNoise;
import dev.factorizer.io.augmentation.RandScale;
import dev.factorizer.io.augmentation.RandScaleIntensity;
import dev.factorizer.io.augmentation.RandShiftIntensity;
import dev.factorizer.io.augmentation.RandSpatialCrop;
import dev.factorizer.io.augmentation.RandomIntensityTransform;
import dev.factorizer.io.augmentation.RandomSpatialTransform;
import dev.factorizer.io.augmentation.Range;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * What is random in the samples: where the window lies, and what is done to it; the more, the more often a case is seen: in a short
 * training its intensities vary a little, in a longer one it is also turned and scaled a little, in a long one nnU-Net's transforms vary it.
 *
 * @param augmentation the transforms
 * @param name what they are, in a few words
 * @param reason why
 */
record SampleRules(Augmentation augmentation, String name, String reason) {
    /** A case that is seen less often is new each time anyway. */
    private static final int OFTEN = 20;
    /** From here on nnU-Net's transforms have the time that they take to pay off. */
    private static final int VERY_OFTEN = 400;
    /** nnU-Net's. */
    private static final double FOREGROUND = 0.33;
    private static final double ANISOTROPIC = 3;
    /** With more of the case in a window, all windows show the foreground. */
    private static final double ALMOST_ALL = 0.9;
    private static final double JITTER = 0.1;
    /** Of cases that are seen often, but not very often. */
    private static final double TURN = Math.toRadians(15);
    private static final double SCALING = 0.15;
    private static final double NOISE = 0.1;

    /**
     * The rules for a window.
     *
     * @param goal the cases
     * @param window voxels along each axis
     * @param timesSeen how often a sample of each case is drawn
     * @param sides the axis along which the labels are not the same mirrored; −1 if there is none
     */
    static SampleRules of(WindowGoal goal, List<Integer> window, double timesSeen, int sides) {
        List<Integer> patch = new ArrayList<>(window);
        while (patch.size() < 3) {
            patch.add(1);
        }
        double share = goal.share(window);
        PatchPlacement placement = share < ALMOST_ALL ? new ForegroundOversampling(patch, FOREGROUND) : new RandSpatialCrop(patch);
        String where = share < ALMOST_ALL
                ? String.format(Locale.ROOT, "windows see %.0f %% of a case, so a third of them is put around foreground", 100 * share)
                : "windows see nearly all of a case, wherever they lie";
        boolean flat = goal.spacing().size() == 2 || isFlat(window);
        if (timesSeen < VERY_OFTEN) {
            boolean often = timesSeen >= OFTEN;
            List<RandomIntensityTransform> intensity = new ArrayList<>(List.of(new RandScaleIntensity(0.5, Range.of(-JITTER, JITTER)),
                    new RandShiftIntensity(0.5, Range.of(-JITTER, JITTER))));
            if (often) {
                intensity.addFirst(new RandGaussianNoise(0.15, Range.of(0, NOISE), false));
            }
            return new SampleRules(new Augmentation(placement, PatchSampling.NNUNET, often ? List.of(slightly(window, flat)) : List.of(),
                    intensity), often ? "place, shape, intensity, noise" : "place and intensity", where + String.format(Locale.ROOT, "; each case is seen %.0f times, %s", timesSeen, often
                    ? "so it is turned and scaled a little and gets noise, too, to keep it from being learned by heart"
                    : "too seldom to be learned by heart, so only the place and the intensities vary a little"));
        }
        Augmentation usual = Augmentation.nnUNet(patch);
        List<RandomSpatialTransform> spatial = flat || sides >= 0 ? spatial(window, flat, sides) : usual.spatial();
        return new SampleRules(new Augmentation(placement, usual.sampling(), spatial, usual.intensity()), "nnU-Net's", where
                + String.format(Locale.ROOT, "; each case is seen %.0f times, so nnU-Net's transforms keep it from being learned by heart%s%s",
                timesSeen, flat ? ", turned within slices only" : "", sides >= 0 ? "; labels of a side aren't mirrored to the other" : ""));
    }

    /** nnU-Net then turns within slices. */
    private static boolean isFlat(List<Integer> window) {
        return Collections.max(window) > ANISOTROPIC * Collections.min(window);
    }

    private static RandAffine slightly(List<Integer> window, boolean flat) {
        List<Double> angles = new ArrayList<>(Collections.nCopies(3, flat ? 0.0 : TURN));
        List<Double> scaling = new ArrayList<>(Collections.nCopies(3, SCALING));
        angles.set(across(window), TURN);
        if (window.size() == 2) {
            scaling.set(2, 0.0);
        }
        return new RandAffine(0.5, angles, scaling);
    }

    /** The axis that flat windows are turned around. */
    private static int across(List<Integer> window) {
        return window.size() == 2 ? 2 : window.indexOf(Collections.min(window));
    }

    private static List<RandomSpatialTransform> spatial(List<Integer> window, boolean flat, int sides) {
        double angle = Math.toRadians(flat ? 180 : 30);
        List<Double> angles = new ArrayList<>(Collections.nCopies(3, flat ? 0.0 : angle));
        angles.set(across(window), angle);
        List<RandomSpatialTransform> spatial = new ArrayList<>(List.of(new RandAffine(0.2, angles, List.of(0.0, 0.0, 0.0)),
                new RandScale(0.2, Range.of(0.7, 1.4))));
        for (int axis = 0; axis < window.size(); axis++) {
            if (axis != sides) {
                spatial.add(new RandFlip(0.5, axis));
            }
        }
        return spatial;
    }
}
