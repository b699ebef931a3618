package dev.factorizer.models.layers;

/**
 * The offsets between any two voxels of a window, numbered: of two voxels that differ by (a, b, c), a + w − 1, b + w − 1 and c + w −
 * 1 are the digits of a number to the base 2w − 1.
 *
 * @param window the window's size w along each axis
 * @param rank the number of axes
 */
record RelativePositions(int window, int rank) {
    /** How many voxels a window has. */
    int voxels() {
        return power(window);
    }

    /** How many offsets there are. */
    int offsets() {
        return power(2 * window - 1);
    }

    private int power(int base) {
        int product = 1;
        for (int axis = 0; axis < rank; axis++) {
            product = Math.multiplyExact(product, base);
        }
        return product;
    }

    /** The number of the offset of each voxel from each other one, row-major (voxels, voxels). */
    float[] index() {
        int voxels = voxels();
        float[] numbers = new float[Math.multiplyExact(voxels, voxels)];
        for (int from = 0; from < voxels; from++) {
            for (int to = 0; to < voxels; to++) {
                numbers[from * voxels + to] = offset(from, to);
            }
        }
        return numbers;
    }

    private int offset(int from, int to) {
        int number = 0;
        int weight = 1;
        for (int axis = rank - 1; axis >= 0; axis--) {
            number += (from % window - to % window + window - 1) * weight;
            weight *= 2 * window - 1;
            from /= window;
            to /= window;
        }
        return number;
    }
}
