package dev.factorizer.models.challenges;

import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Volume;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The lesion-wise scores of the BraTS challenges since 2023 (Saluja et al., <a
 * href="https://github.com/rachitsaluja/BraTS-2024-Metrics">their programs</a> of both years). Lesions of the target are components
 * that touch after growth by k steps. A predicted lesion matches each lesion of the target that it meets after growth; all that match
 * a lesion are scored against it together. The score of a tissue is the mean over its lesions above a volume, missed ones included,
 * and a Dice of 0 and a penalty as the distance for each predicted lesion without a match. HD95 is that of surface elements weighted
 * by area, surface Dice that of boundary voxels.
 *
 * <p>Kept as the programs of 2024 have it: SNFH grows by 3 steps, though 5 were meant; predicted lesions are dropped by a number of
 * voxels, not by their volume (but for MEN-RT); lesions of a tissue are joined if the first lesion of another that they touch is
 * the same; the diagonal as a penalty is one of voxels; MEN-RT doesn't count false positives. Not kept: their scores of whole
 * regions, taken from numbered lesions as if these were masks; here they are those of 2023.
 *
 * @param name of the challenge and its year
 * @param tissues what is scored
 * @param predicted what counts as one predicted lesion
 * @param penalty the distance of what was missed or is false
 * @param falsePositivesCount whether predicted lesions without a match lower the scores
 * @param tolerances of surface Dice, in mm
 */
public record BratsLesionWise(String name, List<Tissue> tissues, PredictedLesions predicted, Penalty penalty,
        boolean falsePositivesCount, List<Double> tolerances) {
    private static final Penalty DIAGONAL_2023 = new Penalty.Fixed(374);
    private static final List<Double> TOLERANCES = List.of(0.5, 1.0);

    /** Copies the lists. */
    public BratsLesionWise {
        tissues = List.copyOf(tissues);
        tolerances = List.copyOf(tolerances);
        if (tissues.isEmpty() || tolerances.stream().anyMatch(tolerance -> !(tolerance >= 0))) {
            throw new IllegalArgumentException("lesion-wise: found " + tissues.size() + " tissues and the tolerances " + tolerances
                    + ", expected at least one, and none below 0");
        }
    }

    /** {@return adult glioma, 2023} */
    public static BratsLesionWise gli2023() {
        return of2023("BraTS 2023 GLI", 3, 50);
    }

    /** {@return glioma of Sub-Saharan Africa, 2023} */
    public static BratsLesionWise ssa2023() {
        return of2023("BraTS 2023 SSA", 3, 50);
    }

    /** {@return pediatric tumors, 2023} */
    public static BratsLesionWise ped2023() {
        return of2023("BraTS 2023 PED", 3, 50);
    }

    /** {@return meningioma, 2023} */
    public static BratsLesionWise men2023() {
        return of2023("BraTS 2023 MEN", 1, 50);
    }

    /** {@return metastases, 2023} */
    public static BratsLesionWise met2023() {
        return of2023("BraTS 2023 MET", 1, 2);
    }

    private static BratsLesionWise of2023(String name, int dilations, double ignored) {
        return new BratsLesionWise(name, tumor(dilations, ignored), PredictedLesions.COMPONENTS, DIAGONAL_2023, true, List.of());
    }

    private static List<Tissue> tumor(int dilations, double ignored) {
        return List.of(Tissue.of("WT", dilations, ignored, 1, 2, 3), Tissue.of("TC", dilations, ignored, 1, 3),
                Tissue.of("ET", dilations, ignored, 3));
    }

    /** {@return adult glioma after treatment, 2024} */
    public static BratsLesionWise gli2024() {
        Tissue core = Tissue.of("NETC", 5, 20, 1);
        Tissue edema = Tissue.of("SNFH", 3, 20, 2);
        Tissue enhancing = Tissue.of("ET", 3, 10, 3);
        Tissue cavity = Tissue.of("RC", 5, 20, 4);
        return new BratsLesionWise("BraTS 2024 GLI", List.of(Tissue.of("WT", 3, 20, 1, 2, 3), Tissue.of("TC", 3, 20, 1, 3),
                core.with(enhancing, cavity), edema.with(enhancing, cavity, core), enhancing.with(core, cavity),
                cavity.with(enhancing, core)), PredictedLesions.JOINED_BEYOND_VOXELS, new Penalty.Fixed(337), true, TOLERANCES);
    }

    /** {@return glioma of Sub-Saharan Africa, 2024} */
    public static BratsLesionWise ssa2024() {
        return new BratsLesionWise("BraTS 2024 SSA", joinedTumor(3, 50), PredictedLesions.JOINED_BEYOND_VOXELS, DIAGONAL_2023, true,
                TOLERANCES);
    }

    private static List<Tissue> joinedTumor(int dilations, double ignored) {
        List<Tissue> plain = tumor(dilations, ignored);
        return List.of(plain.get(0), plain.get(1), plain.get(2).with(Tissue.of("NETC", dilations, ignored, 1)));
    }

    /** {@return pediatric tumors, 2024: labels 1 ET, 2 NETC, 3 CC, 4 ED} */
    public static BratsLesionWise ped2024() {
        return new BratsLesionWise("BraTS 2024 PED", List.of(Tissue.of("WT", 5, 10, 1, 2, 3, 4), Tissue.of("TC", 5, 10, 1, 2, 3),
                Tissue.of("ET", 5, 10, 1), Tissue.of("NETC", 5, 10, 2), Tissue.of("CC", 5, 10, 3), Tissue.of("ED", 5, 10, 4)),
                PredictedLesions.JOINED_BEYOND_VOXELS, DIAGONAL_2023, true, TOLERANCES);
    }

    /** {@return meningioma, 2024} */
    public static BratsLesionWise men2024() {
        return new BratsLesionWise("BraTS 2024 MEN", tumor(1, 50), PredictedLesions.COMPONENTS, DIAGONAL_2023, true, TOLERANCES);
    }

    /** {@return metastases, 2024} */
    public static BratsLesionWise met2024() {
        return new BratsLesionWise("BraTS 2024 MET", Stream.concat(joinedTumor(1, 2).stream(), Stream.of(Tissue.of("RC", 1, 2, 4)))
                .toList(), PredictedLesions.JOINED_BEYOND_VOXELS, new Penalty.GridDiagonal(), true, TOLERANCES);
    }

    /** {@return the target volumes of radiotherapy of meningioma, 2024} */
    public static BratsLesionWise menRt2024() {
        return new BratsLesionWise("BraTS 2024 MEN-RT", List.of(Tissue.of("GTV", 1, 50, 1)), PredictedLesions.JOINED_BEYOND_VOLUME,
                new Penalty.GridDiagonal(), false, TOLERANCES);
    }

    /** {@return all of them by short names, such as {@code brats2023-gli}} */
    public static Map<String, Supplier<BratsLesionWise>> published() {
        Map<String, Supplier<BratsLesionWise>> all = new LinkedHashMap<>();
        all.put("brats2023-gli", BratsLesionWise::gli2023);
        all.put("brats2023-ssa", BratsLesionWise::ssa2023);
        all.put("brats2023-ped", BratsLesionWise::ped2023);
        all.put("brats2023-men", BratsLesionWise::men2023);
        all.put("brats2023-met", BratsLesionWise::met2023);
        all.put("brats2024-gli", BratsLesionWise::gli2024);
        all.put("brats2024-ssa", BratsLesionWise::ssa2024);
        all.put("brats2024-ped", BratsLesionWise::ped2024);
        all.put("brats2024-men", BratsLesionWise::men2024);
        all.put("brats2024-met", BratsLesionWise::met2024);
        all.put("brats2024-men-rt", BratsLesionWise::menRt2024);
        return all;
    }

    /**
     * Scores a case.
     *
     * @param prediction one channel of labels
     * @param target the same on the same grid
     * @return a score for each tissue, in their order
     * @throws IllegalArgumentException if the grids differ, or a map has a label that the challenge doesn't know
     */
    public List<LesionWiseScore> score(Volume prediction, Volume target) {
        if (prediction.channels() != 1 || target.channels() != 1 || !prediction.grid().isNear(target.grid(), Volumes.TOLERANCE)) {
            throw new IllegalArgumentException("lesion-wise: the prediction is " + prediction + " and the target " + target
                    + ", expected one channel of labels each, on the same grid");
        }
        requireKnown(prediction, "prediction");
        requireKnown(target, "target");
        return new LesionWiseCase(this, new TissueLesions(prediction), new TissueLesions(target)).scores();
    }

    /** {@return the labels that a map may have, with 0} */
    public Set<Integer> labels() {
        Set<Integer> known = new TreeSet<>(Set.of(0));
        tissues.forEach(tissue -> known.addAll(tissue.labels()));
        return known;
    }

    private void requireKnown(Volume labels, String what) {
        Set<Integer> known = labels();
        for (float label : labels.voxels()) {
            if (label != (int) label || !known.contains((int) label)) {
                throw new IllegalArgumentException("lesion-wise: the " + what + " has the label " + label + ", expected one of " + known
                        + " of " + name + (label == 4 ? "; until 2022 the enhancing tumor was 4" : ""));
            }
        }
    }
}
