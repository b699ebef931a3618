package dev.factorizer.io.augmentation;

/** A row of a patch, whose voxels lie between those of a block. Where they lie is found once for all channels. For one thread. */
final class PatchRow {
    private static final int CORNERS = 8;

    private final VoxelBlock block;
    private final boolean isLinear;
    /** Where each voxel's lower corner is in the block. */
    private final int[] low;
    /** Steps to the next voxel of the block along each axis; 0 at its end, where the weight is 0, too. */
    private final int[][] next;
    private final float[][] weight;
    private final float[] labels = new float[CORNERS];

    PatchRow(VoxelBlock block, int length, boolean isLinear) {
        this.block = block;
        this.isLinear = isLinear;
        low = new int[length];
        next = new int[3][length];
        weight = new float[3][length];
    }

    /**
     * Says where the row's voxels lie along an axis of the block, the first axis first.
     *
     * @param axis which
     * @param first the coordinate of the row's first voxel
     * @param step how much further each other one lies
     * @param least smaller coordinates are moved to this
     * @param most greater ones to this
     */
    void place(int axis, double first, double step, int least, int most) {
        int from = block.box().from(axis);
        int last = block.box().size(axis) - 1;
        int stride = axis == 0 ? block.planeStride() : axis == 1 ? block.rowStride() : 1;
        for (int z = 0; z < low.length; z++) {
            double at = Math.clamp(first + step * z, (double) least, most) - from;
            int whole = isLinear ? (int) at : (int) Math.rint(at);
            low[z] = whole * stride + (axis == 0 ? 0 : low[z]);
            next[axis][z] = whole < last ? stride : 0;
            weight[axis][z] = (float) (at - whole);
        }
    }

    /** Reads a channel of the row, interpolated. */
    void read(int channel, float[] to, int start) {
        int base = channel * block.channelStride();
        float[] from = block.voxels();
        for (int z = 0; z < low.length; z++) {
            int at = base + low[z];
            float near = face(from, at, z);
            float far = face(from, at + next[0][z], z);
            to[start + z] = near + weight[0][z] * (far - near);
        }
    }

    /** Reads the labels of the row: those of the nearest voxels, or of the most weight. */
    void readLabels(float[] to, int start) {
        float[] from = block.voxels();
        for (int z = 0; z < low.length; z++) {
            to[start + z] = isLinear ? heaviest(from, z) : from[low[z]];
        }
    }

    private float heaviest(float[] from, int z) {
        float best = from[low[z]];
        boolean isOne = true;
        for (int corner = 0; corner < CORNERS; corner++) {
            labels[corner] = from[low[z] + (corner & 1) * next[0][z] + (corner >> 1 & 1) * next[1][z] + (corner >> 2) * next[2][z]];
            isOne &= labels[corner] == best;
        }
        if (isOne) {
            return best;
        }
        float most = 0;
        for (int corner = 0; corner < CORNERS; corner++) {
            float sum = 0;
            for (int other = 0; other < CORNERS; other++) {
                sum += labels[other] == labels[corner] ? share(other, z) : 0;
            }
            if (sum > most || sum == most && labels[corner] < best) {
                most = sum;
                best = labels[corner];
            }
        }
        return best;
    }

    private float share(int corner, int z) {
        float share = 1;
        for (int axis = 0; axis < 3; axis++) {
            float far = weight[axis][z];
            share *= (corner >> axis & 1) == 1 ? far : 1 - far;
        }
        return share;
    }

    private float face(float[] from, int at, int z) {
        int up = at + next[1][z];
        int right = next[2][z];
        float c = weight[2][z];
        float near = from[at] + c * (from[at + right] - from[at]);
        float far = from[up] + c * (from[up + right] - from[up]);
        return near + weight[1][z] * (far - near);
    }
}
