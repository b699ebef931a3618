package dev.factorizer.models.planning;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * nnU-Net's target spacing: the median of each axis; but an axis whose spacing is more than three times that of the others, with less than
 * a third of their voxels, takes its 10th percentile, so that the coarsest cases don't decide for all.
 *
 * @param spacing the distance along each axis, in mm
 * @param coarse the axis of which that was found; −1 if there is none
 */
record TargetSpacing(List<Double> spacing, int coarse) {
    private static final double ANISOTROPIC = 3;
    private static final double LOW = 0.1;
    /** A spacing comes out of a file's single precision. */
    private static final MathContext DIGITS = new MathContext(5);

    static TargetSpacing of(List<CaseGrid> cases) {
        List<Double> spacing = new ArrayList<>();
        List<Double> size = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int axis = i;
            spacing.add(Percentiles.median(cases.stream().map(one -> one.spacing().get(axis)).toList()));
            size.add(Percentiles.median(cases.stream().map(one -> one.size().get(axis)).toList()));
        }
        int worst = IntStream.range(0, 3).reduce(0, (a, b) -> spacing.get(b) > spacing.get(a) ? b : a);
        double others = IntStream.range(0, 3).filter(axis -> axis != worst).mapToDouble(spacing::get).max().orElseThrow();
        double fewest = IntStream.range(0, 3).filter(axis -> axis != worst).mapToDouble(size::get).min().orElseThrow();
        boolean coarse = spacing.get(worst) > ANISOTROPIC * others && size.get(worst) * ANISOTROPIC < fewest;
        if (coarse) {
            double low = Percentiles.of(cases.stream().map(one -> one.spacing().get(worst)).toList(), LOW);
            spacing.set(worst, Math.max(low, others));
        }
        return new TargetSpacing(spacing.stream().map(step -> BigDecimal.valueOf(step).round(DIGITS).doubleValue()).toList(),
                coarse ? worst : -1);
    }

    String reason() {
        return coarse < 0 ? "it is the median of the cases along each axis"
                : String.format(Locale.ROOT, "it is the median of the cases, but along axis %d, whose slices are more than three times as far"
                + " apart, their 10th percentile, so that the coarsest cases don't decide for all", coarse);
    }
}
