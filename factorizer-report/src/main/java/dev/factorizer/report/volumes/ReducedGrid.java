package dev.factorizer.report.volumes;

import dev.factorizer.io.nifti.NiftiHeader;
import dev.factorizer.io.nifti.NiftiHeaderBuilder;
import dev.factorizer.io.nifti.NiftiImage;
import dev.factorizer.io.nifti.NiftiType;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * A part of a grid in blocks of voxels: what is sent to a viewer.
 *
 * @param whole the grid of the case
 * @param from the first voxel of the part along each axis
 * @param to behind the last voxel of the part along each axis
 * @param step voxels of a block along each axis; the last blocks may be smaller
 */
record ReducedGrid(Grid whole, int[] from, int[] to, int step) {
    private static final Path NAME = Path.of("layer.nii.gz");

    /** The part that has all voxels of interest, with a margin; all of the grid if there are none. */
    static ReducedGrid around(Grid whole, IntPredicate interesting) {
        int[] from = whole.sizes();
        int[] to = new int[3];
        int voxel = 0;
        for (int x = 0; x < whole.x(); x++) {
            for (int y = 0; y < whole.y(); y++) {
                for (int z = 0; z < whole.z(); z++) {
                    if (interesting.test(voxel++)) {
                        int[] at = {x, y, z};
                        for (int axis = 0; axis < 3; axis++) {
                            from[axis] = Math.min(from[axis], at[axis]);
                            to[axis] = Math.max(to[axis], at[axis] + 1);
                        }
                    }
                }
            }
        }
        if (to[0] == 0) {
            return new ReducedGrid(whole, new int[3], whole.sizes(), 1);
        }
        for (int axis = 0; axis < 3; axis++) {
            from[axis] = Math.max(0, from[axis] - 2);
            to[axis] = Math.min(whole.size(axis), to[axis] + 2);
        }
        return new ReducedGrid(whole, from, to, 1);
    }

    ReducedGrid by(int blocks) {
        return new ReducedGrid(whole, from, to, blocks);
    }

    private int size(int axis) {
        return (to[axis] - from[axis] + step - 1) / step;
    }

    int voxels() {
        return size(0) * size(1) * size(2);
    }

    /** The means of blocks, as one byte each between two values. */
    String means(IntToDoubleFunction values, double low, double high) throws IOException {
        double slope = (high - low) / 255;
        double[] stored = new double[voxels()];
        double[] sums = new double[stored.length];
        int[] counts = new int[stored.length];
        each((block, voxel) -> {
            double value = values.applyAsDouble(voxel);
            if (Double.isFinite(value)) {
                sums[block] += value;
                counts[block]++;
            }
        });
        for (int i = 0; i < stored.length; i++) {
            stored[i] = Math.clamp(counts[i] == 0 ? low : sums[i] / counts[i], low, high);
        }
        return encoded(NiftiType.UINT8, slope, low, block -> stored[block]);
    }

    /** The label that most of the labeled voxels of a block have, so that small lesions stay. */
    String labels(float[] labels) throws IOException {
        int[] chosen = new int[voxels()];
        int[] votes = new int[chosen.length];
        // The majority vote of Boyer and Moore: exact where a label has more than half of a block, and never 0 where one is.
        each((block, voxel) -> {
            int label = (int) labels[voxel];
            if (label != 0) {
                if (votes[block] == 0) {
                    chosen[block] = label;
                }
                votes[block] += chosen[block] == label ? 1 : -1;
            }
        });
        int most = 0;
        for (int label : chosen) {
            most = Math.max(most, label);
        }
        return encoded(most <= 255 ? NiftiType.UINT8 : NiftiType.UINT16, 1, 0, block -> chosen[block]);
    }

    /** Told a block and a voxel in it. */
    private interface Visitor {
        void visit(int block, int voxel);
    }

    private void each(Visitor visitor) {
        for (int x = from[0]; x < to[0]; x++) {
            for (int y = from[1]; y < to[1]; y++) {
                for (int z = from[2]; z < to[2]; z++) {
                    int block = (x - from[0]) / step + size(0) * ((y - from[1]) / step + size(1) * ((z - from[2]) / step));
                    visitor.visit(block, (x * whole.y() + y) * whole.z() + z);
                }
            }
        }
    }

    private String encoded(NiftiType type, double slope, double intercept, IntToDoubleFunction values) throws IOException {
        NiftiHeader header = new NiftiHeaderBuilder(type).shape(size(0), size(1), size(2)).affine(affine().toArray())
                .xyztUnits(NiftiHeader.MILLIMETERS_SECONDS).scaling(slope, intercept).build();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        NiftiImage.content(NAME, () -> NiftiImage.of(header, values)).writeTo(file);
        return Base64.getEncoder().encodeToString(file.toByteArray());
    }

    private Affine affine() {
        double[] rows = whole.affine().toArray();
        double[] middle = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            // The last block of a short axis is not larger than the axis.
            double block = Math.min(step, to[axis] - from[axis]);
            middle[axis] = from[axis] + (block - 1) / 2;
        }
        double[] origin = whole.affine().apply(middle[0], middle[1], middle[2]);
        for (int row = 0; row < 3; row++) {
            for (int axis = 0; axis < 3; axis++) {
                rows[4 * row + axis] *= Math.min(step, to[axis] - from[axis]);
            }
            rows[4 * row + 3] = origin[row];
        }
        return Affine.of(rows);
    }
}
