package dev.factorizer.models.inference;

import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.Region;
import dev.factorizer.io.transforms.Planes;
import dev.factorizer.io.transforms.RowReader;
import dev.factorizer.io.transforms.VoxelBox;
import dev.factorizer.io.transforms.WayBack;
import dev.factorizer.io.volume.VolumeFrame;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a result on the scan's own grid: a code for each voxel, and volumes only if they were asked for. Rows are written
 * as soon as the planes they are read from are there.
 */
final class FoundVoxels {
    /** Working arrays of one worker. */
    private final class Worker {
        private final RowReader reader = way.reader();
        private final float[] row = new float[way.box().toZ()];
        private final LabelCodes.Row codes = FoundVoxels.this.codes.new Row(row.length);
    }

    private final WayBack way;
    private final LabelCodes codes;
    private final int[] order;
    private final int voxels;
    private final boolean small;
    /** Of codes that fit into a byte, else empty. */
    private final byte[] bytes;
    /** Of codes that don't, else empty. */
    private final short[] shorts;
    private final float @Nullable [] probabilities;
    private final float @Nullable [] entropy;
    private final float @Nullable [] disagreement;
    private final int measures;
    private final Worker[] workers;

    FoundVoxels(WayBack way, VolumeFrame scan, Labels labels, ProbabilityRows rows, boolean keepsProbabilities, int workers) {
        this.way = way;
        this.codes = new LabelCodes(labels);
        this.order = codes.readingOrder();
        this.voxels = scan.grid().voxels();
        this.small = codes.small();
        this.bytes = new byte[small ? voxels : 0];
        this.shorts = new short[small ? 0 : voxels];
        this.measures = rows.measures();
        this.probabilities = keepsProbabilities ? new float[scan.grid().values(rows.outputs())] : null;
        this.entropy = rows.uncertainty() ? new float[scan.grid().values(measures)] : null;
        this.disagreement = rows.disagrees() ? new float[scan.grid().values(measures)] : null;
        this.workers = IntStream.range(0, workers).mapToObj(_ -> new Worker()).toArray(Worker[]::new);
        if (probabilities != null && codes.exclusive()) {
            surround(labels, probabilities);
        }
    }

    /** What the network does not see is background. */
    private void surround(Labels labels, float[] values) {
        int background = labels.regions().stream().map(Region::value).toList().indexOf(0);
        if (background >= 0) {
            Arrays.fill(values, background * voxels, (background + 1) * voxels, 1);
        }
    }

    /** The bytes that {@link FoundVoxels} takes, for a plan. */
    static long bytes(long voxels, Labels labels, ProbabilityRows rows, boolean keepsProbabilities) {
        int volumes = (keepsProbabilities ? rows.outputs() : 0) + rows.channels() - rows.outputs();
        return voxels * (new LabelCodes(labels).small() ? 1 : 2) + voxels * volumes * Float.BYTES;
    }

    /** Reads a row of the scan. */
    void read(Planes planes, int x, int y, VoxelBox band, int index) {
        Worker worker = workers[index];
        int count = band.size(2);
        int at = way.place(x, y, band.fromZ());
        worker.reader.moveTo(planes, x, y, band.fromZ(), band.toZ());
        worker.codes.begin(count);
        for (int channel : order) {
            worker.reader.read(channel, worker.row);
            worker.codes.next(channel, worker.row, count);
            if (probabilities != null) {
                write(worker.row, probabilities, channel * voxels + at, count);
            }
        }
        worker.codes.end(count);
        for (int i = 0; i < count; i++) {
            if (small) {
                bytes[at + i * way.stride()] = (byte) worker.codes.code(i);
            } else {
                shorts[at + i * way.stride()] = (short) worker.codes.code(i);
            }
        }
        copy(worker, entropy, codes.channels(), at, count);
        copy(worker, disagreement, codes.channels() + measures, at, count);
    }

    private void copy(Worker worker, float @Nullable [] volume, int first, int at, int count) {
        for (int measure = 0; volume != null && measure < measures; measure++) {
            worker.reader.read(first + measure, worker.row);
            write(worker.row, volume, measure * voxels + at, count);
        }
    }

    private void write(float[] row, float[] volume, int at, int count) {
        for (int i = 0; i < count; i++) {
            volume[at + i * way.stride()] = row[i];
        }
    }

    LabelCodes codes() {
        return codes;
    }

    /** Whether a voxel belongs to a region. */
    boolean has(int channel, int voxel) {
        return codes.knows() || probabilities == null ? codes.has(code(voxel), channel)
                : codes.reaches(probabilities[channel * voxels + voxel]);
    }

    int code(int voxel) {
        return small ? bytes[voxel] & 0xFF : shorts[voxel] & 0xFFFF;
    }

    /** How many voxels a region has, all parts together. */
    long count(int channel) {
        return Arrays.stream(workers).mapToLong(worker -> worker.codes.counts()[channel]).sum();
    }

    /** Null if they were not asked for. */
    float @Nullable [] probabilities() {
        return probabilities;
    }

    /** Null if it was not asked for. */
    float @Nullable [] entropy() {
        return entropy;
    }

    /** Null if it was not asked for, or there is only one model. */
    float @Nullable [] disagreement() {
        return disagreement;
    }

    int measures() {
        return measures;
    }
}
