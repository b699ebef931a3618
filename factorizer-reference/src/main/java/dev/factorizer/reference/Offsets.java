package dev.factorizer.reference;

import dev.factorizer.api.tensor.Shape;

/**
 * Where the elements of a walk over a shape lie in another tensor: the one idea behind every movement of data. The walk
 * visits the shape row by row; each axis has its own step in the other tensor, which may be 0 or negative.
 */
final class Offsets {
    private Offsets() { }

    /**
     * The offsets of a walk.
     *
     * @param walked the shape that is visited, row-major
     * @param start the offset of its first element
     * @param steps by how much the offset grows along each axis
     * @return an offset for each element visited
     */
    static int[] of(Shape walked, long start, long[] steps) {
        int[] offsets = new int[Math.toIntExact(walked.elements())];
        int[] index = new int[walked.rank()];
        long offset = start;
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = Math.toIntExact(offset);
            for (int axis = walked.rank() - 1; axis >= 0; axis--) {
                offset += steps[axis];
                if (++index[axis] < walked.size(axis)) {
                    break;
                }
                offset -= steps[axis] * walked.size(axis);
                index[axis] = 0;
            }
        }
        return offsets;
    }

    /** Where a tensor is read while a larger shape is walked to which it broadcasts. */
    static int[] broadcast(Shape walked, Shape tensor) {
        long[] strides = tensor.strides();
        long[] steps = new long[walked.rank()];
        int more = walked.rank() - tensor.rank();
        for (int i = 0; i < tensor.rank(); i++) {
            steps[more + i] = tensor.size(i) == 1 ? 0 : strides[i];
        }
        return of(walked, 0, steps);
    }
}
