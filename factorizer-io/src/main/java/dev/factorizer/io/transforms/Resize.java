package dev.factorizer.io.transforms;

import dev.factorizer.io.threads.Threads;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.util.Set;
import java.util.TreeSet;

/**
 * Resizes an image to another number of voxels that cover the same space, axis by axis, as nnU-Net does.
 *
 * @param order in the plane, or along all axes: 0 nearest, 1 linear, 3 cubic
 * @param separate the axis along which the nearest slice is taken; −1 for none
 */
record Resize(int order, int separate) {
    /** Neighboring lines that are resized together, so that what is read of memory is used. */
    private static final int LANES = 64;
    private static final int LARGEST_LABEL = 65535;

    Volume apply(Volume image, Grid target) {
        float[] voxels = image.voxels();
        int[] size = image.grid().sizes();
        int channels = image.channels();
        // Axes that lose voxels come first: what lies in between is never larger than the image or the result.
        for (boolean growing : new boolean[] {false, true}) {
            for (int axis = 0; axis < 3; axis++) {
                if (axis != separate && target.size(axis) > size[axis] == growing) {
                    voxels = along(voxels, channels, size, axis, target.size(axis), order);
                }
            }
        }
        if (order == 3 && voxels != image.voxels()) {
            clip(image, voxels, size);
        }
        if (separate >= 0) {
            voxels = along(voxels, channels, size, separate, target.size(separate), 0);
        }
        return new Volume(target, channels, voxels);
    }

    /** Where the share of a label reaches one half, the voxel has it; of two, the greater one. */
    Volume labels(Volume image, Grid target) {
        float[] from = image.voxels();
        Set<Float> labels = new TreeSet<>();
        float before = Float.NaN;
        for (float label : from) {
            if (label != before) {
                if (!(label >= 0 && label <= LARGEST_LABEL && label == (int) label)) {
                    throw new IllegalArgumentException("resampleToSpacing: found the label " + label
                            + ", expected whole numbers from 0 to " + LARGEST_LABEL);
                }
                labels.add(label);
                before = label;
            }
        }
        float[] voxels = new float[target.values(image.channels())];
        for (float label : labels) {
            float[] mask = new float[from.length];
            Blocks.each(0, from.length, (start, end) -> {
                for (int i = start; i < end; i++) {
                    mask[i] = from[i] == label ? 1 : 0;
                }
            });
            float[] share = apply(image.withVoxels(image.channels(), mask), target).voxels();
            Blocks.each(0, share.length, (start, end) -> {
                for (int i = start; i < end; i++) {
                    voxels[i] = share[i] >= 0.5f ? label : voxels[i];
                }
            });
        }
        return new Volume(target, image.channels(), voxels);
    }

    /** Changes size, too. */
    private static float[] along(float[] values, int channels, int[] size, int axis, int to, int order) {
        int from = size[axis];
        if (from == to) {
            return values;
        }
        int stride = 1;
        int before = channels;
        for (int other = 0; other < 3; other++) {
            stride *= other > axis ? size[other] : 1;
            before *= other < axis ? size[other] : 1;
        }
        int outer = before;
        LineResize lines = new LineResize(from, to, order);
        float[] results = new float[outer * to * stride];
        int step = stride;
        int parts = Math.ceilDiv(step, LANES);
        int lanes = Math.min(step, LANES);
        // Lines of the last axis lie one after the other: a task takes many of them.
        int group = step == 1 ? LANES : 1;
        Threads.each(Math.ceilDiv(outer, group) * parts, (long) group * lanes * (from + to), task -> {
            double[] work = new double[lines.working(lanes)];
            int lane = task % parts * LANES;
            for (int i = task / parts * group; i < Math.min(outer, (task / parts + 1) * group); i++) {
                lines.resize(values, i * from * step + lane, results, i * to * step + lane, step, Math.min(lanes, step - lane), work);
            }
        });
        size[axis] = to;
        return results;
    }

    /** A spline swings beyond the values it goes through: back into the range of what it was made of, slice by slice if so. */
    private void clip(Volume image, float[] voxels, int[] size) {
        Grid grid = image.grid();
        if (separate <= 0) {
            int parts = image.channels() * (separate == 0 ? grid.x() : 1);
            int from = image.voxels().length / parts;
            int to = voxels.length / parts;
            Threads.each(parts, from + to, part -> ValueRange.of(image.voxels(), part * from, (part + 1) * from)
                    .clip(voxels, part * to, (part + 1) * to));
            return;
        }
        int slices = grid.size(separate);
        int stride = separate == 1 ? grid.z() : 1;
        int newStride = separate == 1 ? size[2] : 1;
        int outer = image.voxels().length / image.channels() / slices / stride;
        int newOuter = voxels.length / image.channels() / slices / newStride;
        Threads.each(image.channels() * slices, (long) outer * stride + (long) newOuter * newStride, task -> {
            int channel = task / slices;
            int slice = task % slices;
            // That of no row.
            ValueRange range = new ValueRange(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
            for (int i = 0; i < outer; i++) {
                int at = ((channel * outer + i) * slices + slice) * stride;
                ValueRange row = ValueRange.of(image.voxels(), at, at + stride);
                range = new ValueRange(Math.min(range.least(), row.least()), Math.max(range.most(), row.most()));
            }
            for (int i = 0; i < newOuter; i++) {
                int at = ((channel * newOuter + i) * slices + slice) * newStride;
                range.clip(voxels, at, at + newStride);
            }
        });
    }
}
