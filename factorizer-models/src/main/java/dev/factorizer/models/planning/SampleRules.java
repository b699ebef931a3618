package dev.factorizer.models.planning;

import dev.factorizer.io.augmentation.Augmentation;
import dev.factorizer.io.augmentation.ForegroundOversampling;
import dev.factorizer.io.augmentation.PatchPlacement;
import dev.factorizer.io.augmentation.PatchSampling;
import dev.factorizer.io.augmentation.RandAffine;
import dev.factorizer.io.augmentation.RandFlip;
import dev.factorizer.io.augmentation.RandScale;
import dev.factorizer.io.augmentation.RandScaleIntensity;
import dev.factorizer.io.augmentation.RandShiftIntensity;
import dev.factorizer.io.augmentation.RandSpatialCrop;
import dev.factorizer.io.augmentation.RandomSpatialTransform;
import dev.factorizer.io.augmentation.Range;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * What is random in the samples: where the window lies, and what is done to it, nnU-Net's transforms or, in a short training, few.
 *
 * @param augmentation the transforms
 * @param reason why
 */
record SampleRules(Augmentation augmentation, String reason) {
    /** A case that is seen less often is new each time anyway. */
    private static final int OFTEN = 200;
    /** nnU-Net's. */
    private static final double FOREGROUND = 0.33;
    private static final double ANISOTROPIC = 3;
    /** With more of the case in a window, all windows show the foreground. */
    private static final double ALMOST_ALL = 0.9;
    private static final double JITTER = 0.1;

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
        if (timesSeen < OFTEN) {
            return new SampleRules(new Augmentation(placement, PatchSampling.NNUNET, List.of(), List.of(
                    new RandScaleIntensity(0.5, Range.of(-JITTER, JITTER)), new RandShiftIntensity(0.5, Range.of(-JITTER, JITTER)))),
                    where + String.format(Locale.ROOT, "; each case is seen %.0f times, too seldom to be learned by heart, so only the place and"
                            + " the intensities vary a little", timesSeen));
        }
        boolean flat = goal.spacing().size() == 2 || isFlat(window);
        Augmentation usual = Augmentation.nnUNet(patch);
        List<RandomSpatialTransform> spatial = flat || sides >= 0 ? spatial(window, flat, sides) : usual.spatial();
        return new SampleRules(new Augmentation(placement, usual.sampling(), spatial, usual.intensity()), where
                + String.format(Locale.ROOT, "; each case is seen %.0f times, so nnU-Net's transforms keep it from being learned by heart%s%s",
                timesSeen, flat ? ", turned within slices only" : "", sides >= 0 ? "; labels of a side aren't mirrored to the other" : ""));
    }

    /** nnU-Net then turns within slices. */
    private static boolean isFlat(List<Integer> window) {
        return Collections.max(window) > ANISOTROPIC * Collections.min(window);
    }

    private static List<RandomSpatialTransform> spatial(List<Integer> window, boolean flat, int sides) {
        double angle = Math.toRadians(flat ? 180 : 30);
        int across = window.size() == 2 ? 2 : window.indexOf(Collections.min(window));
        List<Double> angles = new ArrayList<>(Collections.nCopies(3, flat ? 0.0 : angle));
        angles.set(across, angle);
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
