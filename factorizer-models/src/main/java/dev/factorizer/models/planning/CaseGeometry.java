package dev.factorizer.models.planning;

import dev.factorizer.io.datacheck.CaseFingerprint;
import dev.factorizer.io.transforms.CropToNonzero;
import dev.factorizer.io.transforms.ForegroundCrop;
import dev.factorizer.io.transforms.Interpolation;
import dev.factorizer.io.transforms.Orientation;
import dev.factorizer.io.transforms.ResampleToSpacing;
import dev.factorizer.io.transforms.Spacing;
import dev.factorizer.io.transforms.VoxelSpacing;
import dev.factorizer.io.volume.AxisCodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The grid that a network sees the cases of a data set on.
 *
 * @param axes 3, or 2 where each case is one slice
 * @param crop what is cut off
 * @param orientation which way axes run; the last one is that across slices
 * @param resampling to which spacing
 * @param spacing the distance between voxels then, in mm
 * @param size the median of the voxels along each axis then
 * @param sizes those of each case
 * @param maskShare of an image's voxels, how many the crop leaves; the median
 * @param choices why
 */
record CaseGeometry(int axes, Optional<ForegroundCrop> crop, Orientation orientation, Optional<VoxelSpacing> resampling,
        List<Double> spacing, List<Integer> size, List<List<Integer>> sizes, double maskShare, List<Choice> choices) {
    /** Less is not worth a step. */
    private static final double LEAST_CROPPED = 0.02;
    private static final double SAME = 0.01;

    static CaseGeometry of(List<CaseFingerprint> cases) {
        List<Choice> choices = new ArrayList<>();
        double share = Percentiles.median(cases.stream().map(CaseFingerprint::nonzeroBoxShare).toList());
        boolean cropped = share < 1 - LEAST_CROPPED;
        String left = percent(share) + " % of an image's voxels lie in the box of those that are not 0";
        if (cropped) {
            choices.add(new Choice("preprocessing.cropToNonzero", "the box of what is not 0", "only " + left));
        }
        boolean slices = cases.stream().allMatch(one -> one.size().contains(1));
        AxisCodes codes = slices ? slicesLast(cases) : AxisCodes.RAS;
        choices.add(new Choice("preprocessing.orientation", codes.letters(), slices
                ? "each case is one slice, whose own axes come first" : "the same way for all cases, as the published recipes do"));
        List<CaseGrid> grids = cases.stream().map(one -> CaseGrid.of(one, cropped, codes)).toList();
        TargetSpacing target = TargetSpacing.of(grids);
        Optional<VoxelSpacing> resampling = slices ? inPlane(grids, target, choices) : inSpace(target, choices);
        List<List<Integer>> sizes = grids.stream().map(grid -> resampling.isEmpty() ? grid.size() : grid.at(target.spacing())).toList();
        List<Integer> median = IntStream.range(0, 3).mapToObj(axis -> (int) Math.rint(Percentiles.median(
                sizes.stream().map(size -> size.get(axis)).toList()))).toList();
        int axes = slices ? 2 : 3;
        return new CaseGeometry(axes, cropped ? Optional.of(new CropToNonzero()) : Optional.empty(), new Orientation(codes), resampling,
                target.spacing().subList(0, axes), median.subList(0, axes), sizes.stream().map(size -> size.subList(0, axes)).toList(), share,
                choices);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f", 100 * share);
    }

    /** The most common axes, with that across the slices moved to the end. */
    private static AxisCodes slicesLast(List<CaseFingerprint> cases) {
        Map<String, Long> counts = cases.stream().collect(Collectors.groupingBy(CaseGeometry::slicesLast, TreeMap::new,
                Collectors.counting()));
        return new AxisCodes(counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey());
    }

    private static String slicesLast(CaseFingerprint one) {
        int across = one.size().lastIndexOf(1);
        return one.axisCodes().substring(0, across) + one.axisCodes().substring(across + 1) + one.axisCodes().charAt(across);
    }

    private static Optional<VoxelSpacing> inSpace(TargetSpacing target, List<Choice> choices) {
        choices.add(new Choice("preprocessing.resampleToSpacing", target.spacing() + " mm", target.reason()
                + "; images by cubic splines, labels one by one, results linear, as nnU-Net does"));
        return Optional.of(new ResampleToSpacing(target.spacing(), ResampleToSpacing.Content.IMAGE));
    }

    /** The distance to a slice that isn't there says nothing. */
    private static Optional<VoxelSpacing> inPlane(List<CaseGrid> grids, TargetSpacing target, List<Choice> choices) {
        boolean same = grids.stream().allMatch(grid -> IntStream.range(0, 2).allMatch(axis ->
                Math.abs(grid.spacing().get(axis) / target.spacing().get(axis) - 1) <= SAME));
        if (same) {
            return Optional.empty();
        }
        choices.add(new Choice("preprocessing.spacing", target.spacing().subList(0, 2) + " mm", target.reason()));
        return Optional.of(new Spacing(target.spacing(), Interpolation.BILINEAR, true));
    }
}
