package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.Grid;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of a row of one grid from planes of another. Where a row lies is found once and used for all channels. For
 * one thread at a time.
 */
public final class RowReader {
    /** Null where voxels lie on voxels. */
    private final @Nullable Resampling resampling;
    private final int[] shift;
    private final int[] plane;
    private final int[] low;
    private final int[] nextX;
    private final int[] nextY;
    private final int[] nextZ;
    private final double[] a;
    private final double[] b;
    private final double[] c;
    private float[][] values = new float[2][];
    private int[] starts = new int[2];
    private int channelStride;
    private int count;

    /**
     * A reader.
     *
     * @param resampling where voxels lie; null for whole steps
     * @param shift what is added to a voxel's indices
     * @param longest the longest row it will read
     */
    RowReader(@Nullable Resampling resampling, int[] shift, int longest) {
        this.resampling = resampling;
        this.shift = shift;
        int length = resampling == null ? 0 : longest;
        plane = new int[length];
        low = new int[resampling == null ? 1 : longest];
        nextX = new int[length];
        nextY = new int[length];
        nextZ = new int[length];
        a = new double[length];
        b = new double[length];
        c = new double[length];
    }

    /**
     * Goes to a row.
     *
     * @param source the planes; those that the row needs must be there until the next one
     * @param x the row's index along the first axis of the grid that is read for
     * @param y its index along the second axis
     * @param from its first voxel along the third axis
     * @param to one after its last
     */
    public void moveTo(Planes source, int x, int y, int from, int to) {
        channelStride = source.channelStride();
        count = to - from;
        if (resampling == null) {
            take(source, x + shift[0], 1);
            low[0] = (y + shift[1] - source.firstY()) * source.rowStride() + from + shift[2] - source.firstZ();
            return;
        }
        int least = Integer.MAX_VALUE;
        int most = 0;
        Grid grid = resampling.source();
        boolean nearest = resampling.interpolation() == Interpolation.NEAREST;
        for (int i = 0; i < count; i++) {
            double atX = resampling.coordinate(0, x, y, from + i);
            double atY = resampling.coordinate(1, x, y, from + i);
            double atZ = resampling.coordinate(2, x, y, from + i);
            int wholeX = (int) (nearest ? Math.rint(atX) : atX);
            int wholeY = (int) (nearest ? Math.rint(atY) : atY);
            int wholeZ = (int) (nearest ? Math.rint(atZ) : atZ);
            a[i] = atX - wholeX;
            b[i] = atY - wholeY;
            c[i] = atZ - wholeZ;
            nextX[i] = !nearest && wholeX + 1 < grid.x() ? 1 : 0;
            nextY[i] = !nearest && wholeY + 1 < grid.y() ? source.rowStride() : 0;
            nextZ[i] = !nearest && wholeZ + 1 < grid.z() ? 1 : 0;
            plane[i] = wholeX + shift[0];
            low[i] = (wholeY + shift[1] - source.firstY()) * source.rowStride() + wholeZ + shift[2] - source.firstZ();
            least = Math.min(least, plane[i]);
            most = Math.max(most, plane[i] + nextX[i]);
        }
        take(source, least, most + 1 - least);
        for (int i = 0; i < count; i++) {
            plane[i] -= least;
        }
    }

    private void take(Planes source, int first, int planes) {
        if (planes > values.length) {
            values = new float[planes][];
            starts = new int[planes];
        }
        for (int i = 0; i < planes; i++) {
            values[i] = source.values(first + i);
            starts[i] = source.start(first + i);
        }
    }

    /**
     * Reads a channel of the row.
     *
     * @param channel which
     * @param row receives the values, from its first element on
     */
    public void read(int channel, float[] row) {
        int base = channel * channelStride;
        if (resampling == null) {
            System.arraycopy(values[0], starts[0] + base + low[0], row, 0, count);
        } else if (resampling.interpolation() == Interpolation.NEAREST) {
            for (int i = 0; i < count; i++) {
                row[i] = values[plane[i]][starts[plane[i]] + base + low[i]];
            }
        } else {
            linear(base, row);
        }
    }

    private void linear(int base, float[] row) {
        for (int i = 0; i < count; i++) {
            int far = plane[i] + nextX[i];
            double before = between(values[plane[i]], starts[plane[i]] + base + low[i], i);
            double after = between(values[far], starts[far] + base + low[i], i);
            row[i] = (float) ((1 - a[i]) * before + a[i] * after);
        }
    }

    private double between(float[] from, int at, int i) {
        double y = b[i];
        double z = c[i];
        return (1 - y) * ((1 - z) * from[at] + z * from[at + nextZ[i]])
                + y * ((1 - z) * from[at + nextY[i]] + z * from[at + nextY[i] + nextZ[i]]);
    }
}
