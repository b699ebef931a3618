package dev.factorizer.io.dicom.series;

import dev.factorizer.io.volume.Grid;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts slices into a volume, in which the third index is the fastest. Consecutive slices are held back until they fill a cache line
 * of the volume: one at a time, each number would be a line of its own.
 */
final class VolumeAssembly {
    /** A line of 64 bytes. */
    private static final int BLOCK = 16;

    private final Grid grid;
    private final int channels;
    private final float[][] block = new float[BLOCK][];
    private float @Nullable [] voxels;
    private int channel;
    private int first;
    private int held;

    /**
     * A volume without a slice. Its memory is taken with the first one, which showed that there are such slices at all.
     *
     * @param grid columns, rows, slices
     * @param channels how many values a voxel has
     */
    VolumeAssembly(Grid grid, int channels) {
        this.grid = grid;
        this.channels = channels;
    }

    /**
     * Adds a slice.
     *
     * @param slice its place along the third axis
     * @param to its channel
     * @param values row by row; not to be changed afterwards
     */
    void add(int slice, int to, float[] values) {
        if (voxels == null) {
            voxels = new float[grid.values(channels)];
        }
        if (held == BLOCK || to != channel || slice != first + held) {
            flush();
            channel = to;
            first = slice;
        }
        block[held++] = values;
    }

    private void flush() {
        int columns = grid.x();
        int rows = grid.y();
        int slices = grid.z();
        float[] all = allocated();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int at = ((channel * columns + column) * rows + row) * slices + first;
                int from = row * columns + column;
                for (int i = 0; i < held; i++) {
                    all[at + i] = block[i][from];
                }
            }
        }
        held = 0;
    }

    /** The values (C, X, Y, Z), once all slices were added. */
    float[] voxels() {
        flush();
        return allocated();
    }

    private float[] allocated() {
        return Objects.requireNonNull(voxels, "no slice was added");
    }
}
