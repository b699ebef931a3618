package dev.factorizer.io.nifti;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Mends the fields of geometry that nothing can be read by, where other programs agree on what is meant: steps that are no
 * lengths, a quaternion that rounding made too long, an sform that is none beside a good qform. What is written with the
 * mended header can be read by all of them.
 */
final class UsableForms {
    /** What rounding to four digits makes of a quaternion; a longer one is no rotation. */
    private static final double MOST_ROUNDING = 1e-4;

    private final NiftiHeader header;
    private final Consumer<String> warnings;

    private UsableForms(NiftiHeader header, Consumer<String> warnings) {
        this.header = header;
        this.warnings = warnings;
    }

    /** The header with forms that {@link NiftiAffine} can use, or as it was where they can't be mended. */
    static NiftiHeader of(NiftiHeader header, Consumer<String> warnings) throws NiftiAffine.Unusable {
        UsableForms forms = new UsableForms(header, warnings);
        if (header.sformCode() <= 0) {
            return header.qformCode() > 0 ? forms.with(forms.steps(3), forms.quaternion(), header.sform())
                    : forms.with(forms.steps(Math.min(3, header.shape().size())), header.quaternion(), header.sform());
        }
        try {
            NiftiAffine.sform(header);
            return header;
        } catch (NiftiAffine.Unusable e) {
            if (header.qformCode() <= 0) {
                throw e;
            }
            return forms.qformInsteadOf(String.valueOf(e.getMessage()));
        }
    }

    private NiftiHeader qformInsteadOf(String problem) throws NiftiAffine.Unusable {
        NiftiHeader usable = with(steps(3), quaternion(), header.sform());
        double[] rows;
        try {
            rows = NiftiAffine.qform(usable);
        } catch (NiftiAffine.Unusable e) {
            throw new NiftiAffine.Unusable(problem + ", and the qform can't take its place: " + e.getMessage());
        }
        warnings.accept(problem + "; the qform is taken instead, by ITK's rule, while nibabel hands out the sform as it is");
        List<Double> sform = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            sform.add(rows[i]);
        }
        return with(usable.pixdim(), usable.quaternion(), sform);
    }

    private List<Double> steps(int axes) {
        List<Double> steps = new ArrayList<>(header.pixdim());
        for (int axis = 1; axis <= axes; axis++) {
            double step = steps.get(axis);
            if (step == 0 || !Double.isFinite(step)) {
                warnings.accept("pixdim[" + axis + "] is " + step + ", expected above 0; a step of 1 is taken, as ITK does");
                steps.set(axis, 1.0);
            } else if (step < 0) {
                warnings.accept("pixdim[" + axis + "] is " + step + ", expected above 0; a step of " + -step + " is taken, as nibabel does");
            }
        }
        return steps;
    }

    private List<Double> quaternion() {
        double square = NiftiAffine.square(header.quaternion());
        if (!(square > 1 + NiftiAffine.ROUNDING && square <= 1 + MOST_ROUNDING)) {
            return header.quaternion();
        }
        warnings.accept("quaternion has b² + c² + d² = " + square + ", above 1 by rounding; it is shortened to 1, as ITK does,"
                + " while nibabel refuses it");
        List<Double> quaternion = new ArrayList<>(header.quaternion());
        for (int i = 0; i < 3; i++) {
            quaternion.set(i, quaternion.get(i) / Math.sqrt(square));
        }
        return quaternion;
    }

    private NiftiHeader with(List<Double> pixdim, List<Double> quaternion, List<Double> sform) {
        return new NiftiHeader(header.version(), header.bigEndian(), header.shape(), header.type(), pixdim,
                header.voxOffset(), header.sclSlope(), header.sclInter(), header.xyztUnits(), header.descrip(),
                header.qformCode(), header.sformCode(), quaternion, sform, header.extensions(), header.raw());
    }
}
