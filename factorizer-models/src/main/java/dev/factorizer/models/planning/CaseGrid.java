package dev.factorizer.models.planning;

import dev.factorizer.io.datacheck.CaseFingerprint;
import dev.factorizer.io.volume.AxisCodes;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The voxels of a case with its axes turned as the network sees them.
 *
 * @param size voxels along each axis, without what is cropped
 * @param spacing the distance between them, in mm
 */
record CaseGrid(List<Integer> size, List<Double> spacing) {
    static CaseGrid of(CaseFingerprint one, boolean cropped, AxisCodes codes) {
        AxisCodes own = new AxisCodes(one.axisCodes());
        List<Integer> left = cropped && !one.nonzeroSize().isEmpty() ? one.nonzeroSize() : one.size();
        List<Integer> axes = IntStream.range(0, 3).mapToObj(axis -> own.voxelAxis(codes.worldAxis(axis))).toList();
        return new CaseGrid(axes.stream().map(left::get).toList(), axes.stream().map(one.spacing()::get).toList());
    }

    /** How many voxels it has at another spacing, as they are resampled. */
    List<Integer> at(List<Double> target) {
        return IntStream.range(0, 3).mapToObj(axis -> Math.max(1, (int) Math.rint(size.get(axis) * spacing.get(axis) / target.get(axis))))
                .toList();
    }
}
